using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments;

/// <summary>What somebody looked for among the runs, and what was found.</summary>
public sealed record FoundRuns
{
    public string? Filter { get; init; }

    public string? Order { get; init; }

    public IReadOnlyList<Run> Runs { get; init; } = [];

    /// <summary>Whether there are more than are shown.</summary>
    public bool HasMore { get; init; }

    /// <summary>What is wrong with the filter or the order; null when nothing is.</summary>
    public string? Fault { get; init; }
}
