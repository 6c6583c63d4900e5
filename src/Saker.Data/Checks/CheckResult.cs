namespace Saker.Data.Checks;

/// <summary>What one check of a suite found.</summary>
public sealed record CheckResult
{
    /// <summary>The name of the check, or <c>schema</c> or <c>type</c> for what is checked without being asked for.</summary>
    public required string Name { get; init; }

    /// <summary>What the user calls the check; null when it has no name of its own.</summary>
    public string? Title { get; init; }

    /// <summary>Why it must hold, in the user's words.</summary>
    public string? Note { get; init; }

    /// <summary>The column that it is about; null when it is about several or none.</summary>
    public string? Column { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>What must hold, in words: <c>tenure is between 0 and 120</c>.</summary>
    public required string Description { get; init; }

    public required CheckOutcome Outcome { get; init; }

    /// <summary>How many places break it; at least the number of <see cref="Violations"/>.</summary>
    public required long ViolationCount { get; init; }

    /// <summary>Of how many rows or values it tells; null when it is about the table as a whole.</summary>
    public long? ConsideredCount { get; init; }

    /// <summary>The condition on the rows it is about; null for all.</summary>
    public string? Where { get; init; }

    /// <summary>The share of them that must be right; null for all.</summary>
    public double? Mostly { get; init; }

    /// <summary>What was seen, in words.</summary>
    public string? Observed { get; init; }

    /// <summary>What to do, in words; null when nothing is to be done.</summary>
    public string? Advice { get; init; }

    /// <summary>The first places that break it, in the order of the rows.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];
}
