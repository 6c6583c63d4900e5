namespace Saker.Client;

/// <summary>How far a version is with its windows.</summary>
public sealed record DriftProgressInfo
{
    public required string Model { get; init; }

    public required int Version { get; init; }

    /// <summary>Where the last closed window ended.</summary>
    public required DateTimeOffset EvaluatedUntil { get; init; }

    /// <summary>When it was last looked for closed windows.</summary>
    public required DateTimeOffset LookedAt { get; init; }

    /// <summary>Rows since then, in the window that is open.</summary>
    public required long OpenRowCount { get; init; }

    /// <summary>Why nothing was compared, in words; null when nothing stands in the way.</summary>
    public string? Note { get; init; }
}
