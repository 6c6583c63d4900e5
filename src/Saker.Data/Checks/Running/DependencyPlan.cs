namespace Saker.Data.Checks.Running;

/// <summary>Within a key, another column has one value only.</summary>
internal sealed record DependencyPlan(string Complete, IReadOnlyList<CheckColumn> Key, CheckColumn Determined) : KeyedPlan(Complete, Key, Determined)
{
    public override IReadOnlyList<string> Aggregates => [$"count_if({Complete})", Distinct([.. Key, Determined], Complete), Distinct(Key, Complete)];

    public override string Explain(IReadOnlyList<string?> values, long first, string? expected) => FormattableString.Invariant(
        $"{Determined.Name} is {Words.Quote(values[^1])}, but {Words.Quote(expected)} in row {first} with the same {Words.Names([.. Key.Select(column => column.Name)])} {Words.Quote(string.Join(", ", values.SkipLast(1)))}");

    protected override bool IsViolated(Measured measured) => measured.Count(1) > measured.Count(2);
}
