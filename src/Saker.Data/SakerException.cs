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

    /// <summary>Reports several problems at once; the message names how many there are and quotes the first ones.</summary>
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
        const int quoted = 20;
        var lines = problems.Take(quoted).Select(problem => "  - " + problem);
        var rest = problems.Count > quoted ? $"{Environment.NewLine}  ... and {problems.Count - quoted} more" : "";
        return problems.Count == 0 ? summary : summary + Environment.NewLine + string.Join(Environment.NewLine, lines) + rest;
    }
}
