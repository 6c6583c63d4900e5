namespace Saker.Learning.Tuning;

/// <summary>When a search is over.</summary>
public sealed record TuningLimits
{
    /// <summary>Trials of the study in all, those that it has already included; at least 1.</summary>
    public required int Trials { get; init; }

    /// <summary>No trial begins later than this after the start; those under way end in their own time. Null for no limit.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>How many run at once; with more than one, which trials come depends on their order of ending.</summary>
    public int Parallel { get; init; } = 1;
}
