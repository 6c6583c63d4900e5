namespace Saker.Dashboard.Datasets;

/// <summary>One check of a report.</summary>
/// <param name="Description">What must hold.</param>
/// <param name="Outcome"><c>passed</c>, <c>warned</c>, <c>failed</c> or <c>skipped</c>.</param>
/// <param name="ViolationCount">How many places break it.</param>
public sealed record CheckLine(string Description, string Outcome, long ViolationCount)
{
    /// <summary>What the user calls it; null when it has no name of its own.</summary>
    public string? Title { get; init; }

    /// <summary>What was seen, in words.</summary>
    public string? Observed { get; init; }

    /// <summary>What to do, in words.</summary>
    public string? Advice { get; init; }

    /// <summary>The first places that break it.</summary>
    public IReadOnlyList<ViolationLine> Violations { get; init; } = [];

    /// <summary>Where all of them are shown; null where that is not possible.</summary>
    public string? All { get; init; }
}
