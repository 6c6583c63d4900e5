using Saker.Data;

namespace Saker.Server.Http.Rows;

/// <summary>Gathers what is wrong with a request, so that all of it is told at once; past the limit it only counts.</summary>
internal sealed class ProblemList(int maxCount)
{
    private readonly List<Problem> _problems = [];
    private HashSet<(int Row, int Tensor)>? _cells;

    public int TotalCount { get; private set; }

    public void Add(long? row, string field, string message)
    {
        TotalCount++;
        if (_problems.Count < maxCount)
            _problems.Add(new Problem(field, message, row));
    }

    /// <summary>Adds what is wrong with one value, of which nothing more is to be said.</summary>
    public void AddCell(int row, int tensor, string field, string message)
    {
        Add(row, field, message);
        MarkCell(row, tensor);
    }

    /// <summary>Has nothing more said of one value.</summary>
    public void MarkCell(int row, int tensor) => (_cells ??= []).Add((row, tensor));

    /// <summary>Whether something was said of the value.</summary>
    public bool HasCell(int row, int tensor) => _cells is not null && _cells.Contains((row, tensor));

    /// <exception cref="SakerException">There are problems: those of the request as a whole first, then by row.</exception>
    public void ThrowIfAny(string summary)
    {
        if (TotalCount == 0)
            return;
        var rest = TotalCount > _problems.Count ? $" The first {_problems.Count} of {TotalCount} errors are listed." : "";
        // The sort is stable: the fields of a row keep their order.
        throw new SakerException(ErrorKind.InvalidInput, summary + rest, [.. _problems.OrderBy(problem => problem.Row ?? -1)]);
    }
}
