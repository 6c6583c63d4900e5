namespace Saker.Platform.Alerts.Rules;

/// <summary>What kinds of rules there are; each but <see cref="Threshold"/> and <see cref="Anomaly"/> knows its signal and what is bad.</summary>
public enum RuleKind
{
    /// <summary>A signal above or below a bound.</summary>
    Threshold,

    /// <summary>Inputs or outputs drifted.</summary>
    Drift,

    /// <summary>A model is worse than it was when it was evaluated.</summary>
    Decay,

    /// <summary>Values are missing, new, out of range or of another type more often than they were.</summary>
    Quality,

    /// <summary>Requests fail.</summary>
    Errors,

    /// <summary>Requests are slow.</summary>
    Latency,

    /// <summary>No request comes any more.</summary>
    Silence,

    /// <summary>A signal is far from what it usually is.</summary>
    Anomaly,
}
