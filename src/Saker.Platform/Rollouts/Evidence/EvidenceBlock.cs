namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// What one replica saw of a rollout since its last flush, about a second. The arms of a block were served at the same time and with the same shares, which is
/// what makes them comparable whatever else happened then.
/// </summary>
internal sealed record EvidenceBlock
{
    public required string Rollout { get; init; }

    /// <summary>Of the split that its requests were assigned by: another one has other shares.</summary>
    public required long Revision { get; init; }

    /// <summary>The life of a process that saw it.</summary>
    public required string Replica { get; init; }

    /// <summary>Counts the blocks of a replica, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was closed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The shares of the arms in that split, in basis points; empty where they are not known.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];

    /// <summary>The control first, then the candidates in their order.</summary>
    public required ArmBlock[] Arms { get; init; }

    /// <summary>As <see cref="Arms"/>, of candidates in the shadow; empty where nothing is mirrored. The control's is always empty.</summary>
    public ShadowBlock[] Shadows { get; init; } = [];
}
