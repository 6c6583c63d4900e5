namespace Saker.Client;

/// <summary>Which alerts to list; what is absent asks for nothing.</summary>
public sealed record AlertQuery
{
    /// <summary><c>pending</c>, <c>firing</c>, <c>acknowledged</c> or <c>resolved</c>.</summary>
    public string? State { get; init; }

    /// <summary>True for those that are not over, false for those that are.</summary>
    public bool? Open { get; init; }

    public string? Severity { get; init; }

    public string? Endpoint { get; init; }

    public string? Rule { get; init; }

    /// <summary>1 to 1,000.</summary>
    public int Max { get; init; } = 100;

    /// <summary>Of the page before.</summary>
    public string? PageToken { get; init; }
}
