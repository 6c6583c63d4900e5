namespace Saker.Data;

/// <summary>
/// The one error that fails a request. It says what kind of failure it is, what was wrong, where, and what to do;
/// every transport maps <see cref="Kind"/> to its own codes once.
/// </summary>
public sealed class SakerException : Exception
{
    public SakerException(ErrorKind kind, string message, string? field = null, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Field = field;
        Problems = [];
    }

    /// <summary>Reports several problems at once. The message quotes those of files and requests one by one, of rows the first 20, and says how many more there are.</summary>
    public SakerException(ErrorKind kind, string summary, IReadOnlyList<Problem> problems)
        : base(Describe(summary, problems))
    {
        Kind = kind;
        Field = problems.Count > 0 ? problems[0].Field : null;
        Problems = problems;
    }

    public ErrorKind Kind { get; }

    /// <summary>The key, column or parameter at fault, if there is one.</summary>
    public string? Field { get; }

    /// <summary>Where in the text at fault, such as a filter, counted from 1; null where that says nothing.</summary>
    public int? Position { get; init; }

    /// <summary>Every problem found, when validation reports several at once; otherwise empty.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>After how long the same call may work, where that is known; transports pass it on.</summary>
    public TimeSpan? RetryAfter { get; init; }

    private static string Describe(string summary, IReadOnlyList<Problem> problems)
    {
        // Rows can be wrong by the thousand, all in one way; whoever mends a file wants to see all of it.
        const int quotedRows = 20;
        const int quotedOthers = 200;
        if (problems.Count == 0)
            return summary;
        List<Problem> quoted = [.. problems.Where(problem => problem.Row is null).Take(quotedOthers), .. problems.Where(problem => problem.Row is not null).Take(quotedRows)];
        var rest = problems.Count > quoted.Count ? $"{Environment.NewLine}  ... and {problems.Count - quoted.Count} more" : "";
        return summary + Environment.NewLine + string.Join(Environment.NewLine, quoted.Select(problem => "  - " + problem)) + rest;
    }
}
