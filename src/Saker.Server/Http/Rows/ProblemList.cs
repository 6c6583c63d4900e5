using Saker.Data;

namespace Saker.Server.Http.Rows;

/// <summary>Gathers what is wrong with a request, so that all of it is told at once; past the limit it only counts.</summary>
internal sealed class ProblemList(int maxCount)
{
    private readonly List<Problem> _problems = [];

    public int TotalCount { get; private set; }

    public void Add(long? row, string field, string message)
    {
        TotalCount++;
        if (_problems.Count < maxCount)
            _problems.Add(new Problem(field, message, row));
    }

    /// <exception cref="SakerException">There are problems.</exception>
    public void ThrowIfAny(string summary)
    {
        if (TotalCount == 0)
            return;
        var rest = TotalCount > _problems.Count ? $" The first {_problems.Count} of {TotalCount} errors are listed." : "";
        throw new SakerException(ErrorKind.InvalidInput, summary + rest, _problems);
    }
}
