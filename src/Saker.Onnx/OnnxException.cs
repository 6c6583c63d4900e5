using Saker.Onnx.Validation;

namespace Saker.Onnx;

/// <summary>A graph that is not valid, cannot be read, or cannot be run. The message names the node, value or file.</summary>
public sealed class OnnxException : Exception
{
    private const int MaxProblemsShown = 20;

    public OnnxException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <param name="problems">What is wrong, one or more.</param>
    public OnnxException(IReadOnlyList<ModelProblem> problems)
        : this("The model is not valid", problems)
    {
    }

    /// <param name="opening">What cannot be, as the sentence's beginning.</param>
    /// <param name="problems">Why, one or more.</param>
    public OnnxException(string opening, IReadOnlyList<ModelProblem> problems)
        : base($"{opening}: {string.Join(" ", problems.Take(MaxProblemsShown).Select(problem => problem.Message))}{(problems.Count > MaxProblemsShown ? $" There are {problems.Count - MaxProblemsShown} more problems." : "")}") =>
        Problems = problems;

    /// <summary>Whether a run failed because of the values or shapes that it was given, such as an index beyond a table, and not by a fault of the graph or the engine.</summary>
    public bool IsInputFault { get; init; }

    /// <summary>Whether a run would have given or taken more memory than it may, or than there is, because of the values or shapes that it was given.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>All problems that validation found; empty for other errors.</summary>
    public IReadOnlyList<ModelProblem> Problems { get; } = [];
}
