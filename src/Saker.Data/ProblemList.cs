namespace Saker.Data;

/// <summary>Gathers what is wrong with an input, so that all of it is told at once; past the limit it only counts. Serves one user at a time.</summary>
/// <param name="maxCount">The most problems that are told.</param>
public sealed class ProblemList(int maxCount)
{
    private readonly List<Problem> _problems = [];
    private HashSet<(int Row, int Column)>? _cells;

    /// <summary>The most problems that are told.</summary>
    public int MaxCount { get; set; } = maxCount;

    public int TotalCount { get; private set; }

    public void Add(long? row, string field, string message)
    {
        TotalCount++;
        if (_problems.Count < MaxCount)
            _problems.Add(new Problem(field, message, row));
    }

    /// <summary>Adds what is wrong with one value, of which nothing more is to be said.</summary>
    public void AddCell(int row, int column, string field, string message)
    {
        Add(row, field, message);
        MarkCell(row, column);
    }

    /// <summary>Has nothing more said of one value.</summary>
    public void MarkCell(int row, int column) => (_cells ??= []).Add((row, column));

    /// <summary>Whether something was said of the value.</summary>
    public bool HasCell(int row, int column) => _cells is not null && _cells.Contains((row, column));

    /// <summary>Empties it for the next input.</summary>
    public void Clear()
    {
        TotalCount = 0;
        _problems.Clear();
        _cells = null;
    }

    /// <exception cref="SakerException">There are problems: those of the input as a whole first, then by row.</exception>
    public void ThrowIfAny(string summary)
    {
        if (TotalCount == 0)
            return;
        var rest = TotalCount > _problems.Count ? $" The first {_problems.Count} of {TotalCount} errors are listed." : "";
        // The sort is stable: the fields of a row keep their order.
        throw new SakerException(ErrorKind.InvalidInput, summary + rest, [.. _problems.OrderBy(problem => problem.Row ?? -1)]);
    }
}
