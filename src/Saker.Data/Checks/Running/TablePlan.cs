namespace Saker.Data.Checks.Running;

/// <summary>Numbers about all rows are right or wrong.</summary>
/// <param name="Aggregates">What the first scan must find out.</param>
/// <param name="Judge">What that means.</param>
internal sealed record TablePlan(IReadOnlyList<string> Aggregates, Func<Measured, Verdict> Judge) : CheckPlan
{
    public override IReadOnlyList<string> Aggregates { get; } = Aggregates;
}
