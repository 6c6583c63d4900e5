using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>A condition in SQL holds for every row. Rows for which it is neither true nor false, as values are missing, are left out.</summary>
public sealed record RowRuleCheck : RowCheck
{
    internal const string Kind = "row_rule";

    /// <param name="condition">Over the columns of a row; it sees nothing else and has no effects.</param>
    public RowRuleCheck(string condition) => Condition = condition;

    public string Condition { get; }

    public override string Name => Kind;

    public override string Description => $"{Condition} holds for every row";

    internal static RowRuleCheck Create(Settings settings) => new(ConditionText.Require(settings, "condition"));

    internal override CheckPlan Plan(CheckContext context)
    {
        var (condition, places) = context.CompileNamed(Condition);
        CheckColumn[] shown = [.. places.Select(context.Column)];
        return new RowPlan(
            context.And($"(NOT {condition})"),
            $"count({condition}){context.Filter}",
            shown,
            values => shown.Length == 0 ? $"{Condition} does not hold" : $"{Condition} does not hold for {string.Join(", ", shown.Select((column, i) => $"{column.Name} {Words.Quote(values[i])}"))}");
    }
}
