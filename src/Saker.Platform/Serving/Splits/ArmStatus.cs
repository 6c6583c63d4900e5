using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Serving.Splits;

/// <summary>An arm of a split in this process at one moment.</summary>
public sealed record ArmStatus
{
    public required SplitArm Arm { get; init; }

    /// <summary>Its version here; null when that could not be looked up, and then <see cref="Fault"/> says why.</summary>
    public required VersionStatus? Version { get; init; }

    /// <summary>Why the version could not be looked up.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether it is in memory, so that it answers what falls to it.</summary>
    public bool IsLoaded => Version?.LoadedAt is not null;

    /// <summary>Whether it is the version that the endpoint serves.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Requests that fell to it since the rollout began here.</summary>
    public required long AssignedCount { get; init; }

    /// <summary>Those of them that the version which the endpoint serves was asked instead, because this one was not in memory.</summary>
    public required long UnavailableCount { get; init; }

    /// <summary>Those of them that it refused or failed to answer, and the version which the endpoint serves was asked in its place.</summary>
    public required long ShieldedCount { get; init; }

    /// <summary>What it did in the shadow; null where it answers callers.</summary>
    public ShadowStatus? Shadow { get; init; }
}
