using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>In every row the sum of several columns lies between two bounds, both included. Rows where one is missing are left out.</summary>
public sealed record ColumnsSumCheck : RowCheck
{
    internal const string Kind = "columns_sum";

    public ColumnsSumCheck(params IEnumerable<string> columns) => Columns = [.. columns];

    public double? Min { get; init; }

    public double? Max { get; init; }

    public override string Name => Kind;

    public override string Description => $"the sum of {Words.Names(Columns)} is {Bounds.Describe(Min, Max)} in every row";

    public override IReadOnlyList<string> Columns { get; }

    internal static ColumnsSumCheck Create(Settings settings)
    {
        var check = new ColumnsSumCheck(ColumnNames.Read(settings, 2)) { Min = settings.OptionalNumber("min"), Max = settings.OptionalNumber("max") };
        Bounds.Require(settings, check.Min, check.Max);
        return check;
    }

    internal override CheckPlan Plan(CheckContext context)
    {
        var sum = $"({string.Join(" + ", context.Columns.Select(column => $"CAST({CheckContext.Number(column, "a sum")} AS DOUBLE)"))})";
        return new RowPlan(
            context.And(Bounds.Outside(sum, Min, Max)),
            $"count({sum}){context.Filter}",
            context.Columns,
            values => $"{string.Join(" + ", values)} is not {Bounds.Describe(Min, Max)}");
    }
}
