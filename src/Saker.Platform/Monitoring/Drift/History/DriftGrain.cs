namespace Saker.Platform.Monitoring.Drift.History;

/// <summary>How long a moment of the history is.</summary>
public enum DriftGrain
{
    /// <summary>As long as the windows that were compared.</summary>
    Window,

    Hour,

    Day,
}
