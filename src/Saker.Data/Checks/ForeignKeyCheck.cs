using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The values of a column, or of several together, occur in other data. Rows with a missing value are left out.</summary>
public sealed record ForeignKeyCheck : RowCheck
{
    internal const string Kind = "foreign_key";

    public ForeignKeyCheck(params IEnumerable<string> columns)
    {
        Columns = [.. columns];
        Column = Columns.Count == 1 ? Columns[0] : null;
    }

    /// <summary>Where the values must occur.</summary>
    public required OtherData In { get; init; }

    /// <summary>The columns there, in the same order; empty when they have the same names.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    public override string Name => Kind;

    public override string Description => $"{Words.Names(Columns)} {(Columns.Count == 1 ? "occurs" : "occur together")} as {Words.Names(Theirs)} in {In}";

    public override IReadOnlyList<string> Columns { get; }

    public override IReadOnlyList<OtherData> Others => [In];

    private IReadOnlyList<string> Theirs => Keys.Count == 0 ? Columns : Keys;

    internal override string Advice => $"Add what is missing to {In}, or correct these rows.";

    internal static ForeignKeyCheck Create(Settings settings)
    {
        var columns = settings.Has("columns") ? ColumnNames.Read(settings, 1) : [settings.Text("column")];
        var check = new ForeignKeyCheck(columns) { In = OtherData.Create(settings), Keys = settings.Texts("keys") };
        if (check.Keys.Count > 0 && check.Keys.Count != columns.Count)
            settings.Report("keys", $"{Words.Count(check.Keys.Count, "key")} for {Words.Count(columns.Count, "column")}; name the column there for each.");
        return check;
    }

    internal override CheckPlan Plan(CheckContext context)
    {
        var other = context.Lookup(In, Theirs);
        for (var i = 0; i < Theirs.Count; i++)
        {
            var (ours, theirs) = (context.Columns[i], other.Types[i]);
            if (ours.Type != theirs && !(ours.Type.IsNumeric() && theirs.IsNumeric()))
                throw CheckContext.Unfit(ours, $"{Theirs[i]} in {In} is {theirs.Name()}; declare both as the same type");
        }
        var complete = string.Join(" AND ", context.Columns.Select(column => $"{column.Value} IS NOT NULL"));
        var key = context.Columns.Count == 1 ? context.Columns[0].Value : $"row({string.Join(", ", context.Columns.Select(column => column.Value))})";
        return new RowPlan(
            context.And($"({complete} AND {key} NOT IN ({other.Keys}))"),
            $"count_if({context.And($"({complete})")})",
            context.Columns,
            values => $"{Words.Quote(string.Join(", ", values))} does not occur in {In}");
    }
}
