namespace Saker.Client;

/// <summary>What one check found.</summary>
public sealed record CheckResultInfo
{
    /// <summary>The kind of the check, or <c>schema</c> or <c>type</c> for what is checked without being asked for.</summary>
    public required string Name { get; init; }

    /// <summary>What the suite calls it; null when it has no name of its own.</summary>
    public string? Title { get; init; }

    public string? Column { get; init; }

    /// <summary><c>fail</c> or <c>warn</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>What must hold, in words.</summary>
    public required string Description { get; init; }

    /// <summary><c>passed</c>, <c>warned</c>, <c>failed</c> or <c>skipped</c>.</summary>
    public required string Outcome { get; init; }

    public required long ViolationCount { get; init; }

    /// <summary>Of how many rows or values it tells; null when it is about the table as a whole.</summary>
    public long? ConsideredCount { get; init; }

    /// <summary>What was seen, in words.</summary>
    public string? Observed { get; init; }

    /// <summary>What to do, in words.</summary>
    public string? Advice { get; init; }

    /// <summary>The first places that break it.</summary>
    public required IReadOnlyList<ViolationInfo> Violations { get; init; }
}
