namespace Saker.Learning.Tuning;

/// <summary>The life of a trial.</summary>
public enum TrialState
{
    Running,

    /// <summary>Given up because whoever ran it is gone; the next one who asks gets it again, with the same parameters.</summary>
    Waiting,

    Complete,

    /// <summary>Ended early because others were better at the same step.</summary>
    Pruned,

    /// <summary>It gave no value; its reason says why.</summary>
    Failed,
}
