using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The share of rows for which a condition in SQL holds lies between two bounds, both included. Rows for which it is neither true nor false are left out.</summary>
public sealed record ShareCheck : StatisticCheck
{
    internal const string Kind = "share";

    /// <param name="condition">Over the columns of a row.</param>
    public ShareCheck(string condition) => Condition = condition;

    public string Condition { get; }

    public override string Name => Kind;

    private protected override string Subject => $"the share of rows with {Condition}";

    internal static ShareCheck Create(Settings settings) => Bounded(settings, new ShareCheck(ConditionText.Require(settings, "condition")), 0, 1);

    private protected override string Aggregate(CheckContext context) => $"avg(CAST({context.Compile(Condition)} AS INTEGER)){context.Filter}";
}
