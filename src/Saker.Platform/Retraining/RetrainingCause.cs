namespace Saker.Platform.Retraining;

/// <summary>What had a model trained again.</summary>
public enum RetrainingCause
{
    /// <summary>Somebody asked.</summary>
    Manual,

    Schedule,

    Drift,

    Decay,

    NewRows,
}
