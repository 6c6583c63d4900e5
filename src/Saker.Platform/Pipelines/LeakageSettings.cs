namespace Saker.Platform.Pipelines;

/// <summary>How the data is screened for leaks before anything is trained.</summary>
public sealed record LeakageSettings
{
    public LeakageAction Action { get; init; } = LeakageAction.Warn;

    /// <summary>Raw columns that were looked at and are right.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>The raw column with the time for which each row predicts; null takes that of a split by time.</summary>
    public string? Time { get; init; }

    /// <summary>The raw column with what several rows may be about; null takes that of a split by group.</summary>
    public string? Group { get; init; }
}
