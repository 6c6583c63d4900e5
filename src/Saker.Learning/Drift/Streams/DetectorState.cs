namespace Saker.Learning.Drift.Streams;

/// <summary>What a detector says after a value.</summary>
public enum DetectorState
{
    Stable,

    /// <summary>A change may have begun; only some detectors say so.</summary>
    Warning,

    /// <summary>There was a change.</summary>
    Drift,
}
