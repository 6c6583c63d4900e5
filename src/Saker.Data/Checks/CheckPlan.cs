namespace Saker.Data.Checks;

/// <summary>How a check runs.</summary>
internal abstract record CheckPlan
{
    /// <summary>Aggregate that takes part in the one scan; a number.</summary>
    public abstract string Aggregate { get; }
}
