namespace Saker.Data.Checks.Running;

/// <summary>How a check runs.</summary>
internal abstract record CheckPlan
{
    /// <summary>What the first scan, which counts, must find out.</summary>
    public virtual IReadOnlyList<string> Aggregates => [];

    /// <summary>Which of them is what the <see cref="Check.Test"/> of the check counts, by place; null for none.</summary>
    public virtual int? Tallied => null;
}
