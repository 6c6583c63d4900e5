namespace Saker.Client;

/// <summary>Where a registered version stands in the server's memory.</summary>
public sealed record VersionStateInfo
{
    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary><c>registered</c>, <c>loading</c>, <c>warming</c>, <c>active</c>, <c>degraded</c>, <c>failed</c>, <c>unloading</c> or <c>unloaded</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is in that state, when there is something to say.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>What it takes in memory when it is loaded, estimated.</summary>
    public required long EstimatedBytes { get; init; }

    /// <summary>When it was loaded; null when it is not in memory.</summary>
    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>When a request last used it.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The states it was in, the oldest first.</summary>
    public required IReadOnlyList<StateInfo> History { get; init; }
}
