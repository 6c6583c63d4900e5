namespace Saker.Platform.Retraining;

/// <summary>How far an attempt is.</summary>
public enum RetrainingState
{
    /// <summary>A server takes it up as soon as it looks.</summary>
    Waiting,

    Running,

    /// <summary>A version was registered as a challenger, and its rollout, or the move of its alias, waited for approval.</summary>
    Proposed,

    /// <summary>A version was registered, and its rollout began by itself.</summary>
    Promoted,

    /// <summary>The model did not pass its gates; nothing was proposed.</summary>
    Refused,

    /// <summary>The fresh data gave the very model that serves already.</summary>
    Unchanged,

    /// <summary>It could not be trained, judged or proposed; the attempt has the reason.</summary>
    Failed,

    /// <summary>The process that trained it died, and nothing was registered.</summary>
    Lost,
}
