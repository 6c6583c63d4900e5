namespace Saker.Dashboard.Overview;

/// <summary>What of the first page comes from stores.</summary>
public sealed record OverviewView
{
    /// <summary>The most urgent first.</summary>
    public required IReadOnlyList<AttentionItem> Attention { get; init; }

    /// <summary>The latest first.</summary>
    public required IReadOnlyList<ActivityItem> Running { get; init; }

    /// <summary>The newest first, those within others left out.</summary>
    public required IReadOnlyList<RecentRun> Recent { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>The newest run of a pipeline among the recent ones; null when there is none.</summary>
    public RecentRun? Trained => Recent.FirstOrDefault(one => one.Run.Tags.GetValueOrDefault(Experiments.RunKeys.Kind) == "pipeline");
}
