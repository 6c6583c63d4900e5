namespace Saker.Data.Checks.Running;

/// <summary>No key occurs twice.</summary>
internal sealed record UniquePlan(string Complete, IReadOnlyList<CheckColumn> Key) : KeyedPlan(Complete, Key, null)
{
    public override IReadOnlyList<string> Aggregates => [$"count_if({Complete})", Distinct(Key, Complete)];

    public override int? Tallied => 1;

    public override string Explain(IReadOnlyList<string?> values, long first, string? expected) =>
        FormattableString.Invariant($"{Words.Quote(string.Join(", ", values))} occurs{(Key.Count == 1 ? "" : " together")} already in row {first}");

    protected override bool IsViolated(Measured measured) => measured.Count(0) > measured.Count(1);
}
