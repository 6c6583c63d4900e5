using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>A condition in SQL holds for all rows together, such as <c>sum(paid) &lt;= sum(owed)</c>. It does not hold when it is neither true nor false.</summary>
public sealed record TableRuleCheck : ConditionalCheck
{
    internal const string Kind = "table_rule";

    /// <param name="condition">Of aggregates over columns; it sees nothing else and has no effects.</param>
    public TableRuleCheck(string condition) => Condition = condition;

    public string Condition { get; }

    public override string Name => Kind;

    public override string Description => $"{Condition} holds for the table";

    internal static TableRuleCheck Create(Settings settings) => new(ConditionText.Require(settings, "condition", hasAggregates: true));

    internal override CheckPlan Plan(CheckContext context)
    {
        if (Where is not null)
            throw new SakerException(ErrorKind.InvalidInput, "the condition says itself which rows count: write 'FILTER (WHERE ...)' behind its aggregates instead of 'where'");
        return new TablePlan([$"bool_and(true) AND {context.Compile(Condition, hasAggregates: true)}"], measured => measured.Text(0) switch
        {
            "true" => new Verdict(null, "it holds"),
            "false" => new Verdict($"{Condition} does not hold", "it does not hold"),
            _ => new Verdict(measured.RowCount == 0 ? null : $"{Condition} is neither true nor false, as values are missing", "it is neither true nor false"),
        });
    }
}
