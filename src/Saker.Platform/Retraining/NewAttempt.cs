namespace Saker.Platform.Retraining;

/// <summary>That a model is to be trained again.</summary>
internal sealed record NewAttempt
{
    public required string Endpoint { get; init; }

    public required RetrainingCause Cause { get; init; }

    public required string Reason { get; init; }

    public string Evidence { get; init; } = "{}";

    public DateTimeOffset? ScheduledAt { get; init; }

    public required string By { get; init; }

    /// <summary>Attempts within any 24 hours.</summary>
    public required int MaxPerDay { get; init; }

    /// <summary>How long after another one it may come.</summary>
    public TimeSpan CoolDown { get; init; }

    public bool IsManual => Cause == RetrainingCause.Manual;

    /// <summary>Whether it was brought by what was measured, which may still be so while an earlier version waits for approval.</summary>
    public bool IsMeasured => Cause is RetrainingCause.Drift or RetrainingCause.Decay or RetrainingCause.NewRows;
}
