using Saker.Data;

namespace Saker.Learning.Preparation.Expressions;

/// <summary>Gathers what is wrong with one expression.</summary>
internal sealed class ExpressionProblems(ICollection<Problem> problems)
{
    public int Count { get; private set; }

    /// <param name="position">Where, counted in characters from 1.</param>
    /// <param name="message">What is wrong and what would be right.</param>
    public void Add(int position, string message)
    {
        Count++;
        problems.Add(new Problem("expression", $"at character {position}: {message}"));
    }
}
