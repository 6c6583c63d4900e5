using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>In every row no two of several columns have the same value. Missing values are equal to nothing.</summary>
public sealed record ColumnsDifferCheck : RowCheck
{
    internal const string Kind = "columns_differ";

    public ColumnsDifferCheck(params IEnumerable<string> columns) => Columns = [.. columns];

    public override string Name => Kind;

    public override string Description => $"{Words.Names(Columns)} differ from each other in every row";

    public override IReadOnlyList<string> Columns { get; }

    internal static ColumnsDifferCheck Create(Settings settings) => new(ColumnNames.Read(settings, 2));

    internal override CheckPlan Plan(CheckContext context)
    {
        var pairs = new List<string>();
        for (var i = 0; i < context.Columns.Count; i++)
            for (var j = i + 1; j < context.Columns.Count; j++)
                pairs.Add($"coalesce({Same(context.Columns[i], context.Columns[j])}, false)");
        return new RowPlan(
            context.And($"({string.Join(" OR ", pairs.DefaultIfEmpty("false"))})"),
            $"count(*){context.Filter}",
            context.Columns,
            values => $"{string.Join(", ", values.Select(Words.Quote))} are not all different");
    }

    private static string Same(CheckColumn one, CheckColumn other) =>
        one.Type == other.Type || (one.Type.IsNumeric() && other.Type.IsNumeric() && one.Type != ColumnType.Boolean && other.Type != ColumnType.Boolean)
            ? $"{one.Value} = {other.Value}"
            : $"{one.Text} = {other.Text}";
}
