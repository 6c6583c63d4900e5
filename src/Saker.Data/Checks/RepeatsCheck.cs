using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>A value is the same as the one in the row before, in the order of the data: rows that are sorted or grouped by a column, with <c>mostly</c> for where a group ends. Missing values are left out.</summary>
public sealed record RepeatsCheck : RowCheck
{
    internal const string Kind = "repeats";

    public RepeatsCheck(string column) => Column = column;

    public override string Name => Kind;

    public override string Description => $"{Column} is the same as in the row before";

    internal static RepeatsCheck Create(Settings settings) => new(settings.Text("column"));

    internal override CheckPlan Plan(CheckContext context) => Successive.Plan(
        context,
        context.Columns[0].Value,
        (value, previous) => $"{value} <> {previous}",
        (value, previous) => $"{Words.Quote(value)} comes after {Words.Quote(previous)}");
}
