namespace Saker.Learning.Scores.Thresholds;

/// <summary>What makes one threshold better than another.</summary>
internal abstract record ThresholdGoal
{
    /// <summary>How good a threshold is that gives these counts, the higher the better; null where it is not allowed.</summary>
    public abstract double? Value(Confusion confusion);

    /// <summary>Whether calling no row positive is an answer too.</summary>
    public virtual bool AllowsNone => false;

    /// <summary>The floor that is asked for, and what these counts reach of it; null where there is none.</summary>
    public virtual (string Name, double Asked, double Reached)? Floor(Confusion confusion) => null;

    /// <summary>Why no threshold is allowed.</summary>
    /// <param name="reachable">The counts at every threshold.</param>
    public virtual string Impossible(IReadOnlyList<Confusion> reachable) => "no threshold is allowed.";
}
