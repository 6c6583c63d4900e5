namespace Saker.Platform.Serving.Lifecycle;

/// <summary>A registered version in this process at one moment.</summary>
public sealed record VersionStatus
{
    /// <summary>The registered model.</summary>
    public required string Model { get; init; }

    public required int Version { get; init; }

    public required VersionState State { get; init; }

    /// <summary>Why it is in that state, when there is something to say.</summary>
    public required string? Reason { get; init; }

    /// <summary>Since when it is in that state.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What it takes in memory when it is loaded, estimated from its files.</summary>
    public required long EstimatedBytes { get; init; }

    /// <summary>When it was loaded; null when it is not in memory.</summary>
    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>When a request last held it; null when none did.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Whether a request to it is answered: it is in memory, or is loaded when asked.</summary>
    public bool IsAvailable => State is VersionState.Active or VersionState.Degraded or VersionState.Registered || (State == VersionState.Unloaded && !IsRefused);

    /// <summary>After how long it is tried again, where it failed; null where nobody knows, or where it need not be tried.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it was unloaded by request, and stays so until it is loaded or deployed again.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The states it was in, the oldest first, the present one last; older ones than <see cref="ServingOptions.MaxHistory"/> are forgotten.</summary>
    public IReadOnlyList<VersionTransition> History { get; init; } = [];
}
