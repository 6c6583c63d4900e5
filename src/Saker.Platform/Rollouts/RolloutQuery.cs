namespace Saker.Platform.Rollouts;

/// <summary>Which rollouts to list.</summary>
public sealed record RolloutQuery
{
    public const int MaxListed = 1_000;

    /// <summary>Of this endpoint; null for all.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether only those that have not ended, or only those that have; null for both.</summary>
    public bool? IsOpen { get; init; }

    /// <summary>Only those older than the rollout of this id; null from the newest on.</summary>
    public string? Before { get; init; }

    /// <summary>How many at most, 1 to 1,000.</summary>
    public int Max { get; init; } = 100;
}
