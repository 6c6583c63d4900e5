namespace Saker.Platform.Monitoring.Outcomes;

/// <summary>How far an outcome has come.</summary>
public enum OutcomeState
{
    /// <summary>No prediction of that id is known yet; looked for again and again, until <see cref="OutcomeOptions.GiveUpAfter"/>.</summary>
    Unmatched,

    /// <summary>Joined to its prediction.</summary>
    Matched,

    /// <summary>The request is known, but the log kept no values of that row, or has no such row: nothing can be scored.</summary>
    Unsampled,

    /// <summary>No prediction of that id was found in time.</summary>
    Orphan,
}
