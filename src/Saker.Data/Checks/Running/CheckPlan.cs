namespace Saker.Data.Checks.Running;

/// <summary>How a check runs.</summary>
internal abstract record CheckPlan
{
    /// <summary>What the first scan, which counts, must find out.</summary>
    public virtual IReadOnlyList<string> Aggregates => [];
}
