namespace Saker.Platform.Rollouts.Evidence;

/// <summary>What is to be kept after a folding.</summary>
internal sealed record FoldedEvidence
{
    public required string Rollout { get; init; }

    /// <summary>That which it was folded upon.</summary>
    public required long Revision { get; init; }

    public required byte[] State { get; init; }

    /// <summary>The last sequence that was folded, by replica.</summary>
    public required IReadOnlyDictionary<string, long> Cursors { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A point of the trail; null for none.</summary>
    public TrailPoint? Point { get; init; }

    /// <summary>Of the trail, points whose number is no multiple of this go; 1 keeps all.</summary>
    public long TrailStride { get; init; } = 1;
}
