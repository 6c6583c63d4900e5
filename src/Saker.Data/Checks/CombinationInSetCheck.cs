using Saker.Data.Checks.Running;

namespace Saker.Data.Checks;

/// <summary>The values of several columns are together one of a few combinations. Rows where one is missing are left out.</summary>
public sealed record CombinationInSetCheck : RowCheck
{
    internal const string Kind = "combination_in_set";

    /// <param name="columns">At least two.</param>
    /// <param name="values">The combinations; each has a value for each column, compared as <see cref="InSetCheck"/> does.</param>
    /// <exception cref="SakerException">A combination has another number of values than there are columns.</exception>
    public CombinationInSetCheck(IEnumerable<string> columns, IEnumerable<IReadOnlyList<string>> values)
    {
        Columns = [.. columns];
        Values = [.. values];
        if (Values.Any(combination => combination.Count != Columns.Count))
            throw new SakerException(ErrorKind.InvalidInput, $"Each combination needs {Columns.Count} values, one for each column.", "values");
    }

    /// <summary>The combinations.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Values { get; }

    public override string Name => Kind;

    public override string Description => $"{Words.Names(Columns)} are together one of {Words.List([.. Values.Select(Join)])}";

    public override IReadOnlyList<string> Columns { get; }

    internal static CombinationInSetCheck Create(Settings settings)
    {
        var columns = ColumnNames.Read(settings, 2);
        var combinations = settings.TextLists("values");
        if (combinations.Count == 0)
            settings.Report("values", "list the combinations that are allowed, such as [[DE, EUR], [US, USD]].");
        for (var i = 0; i < combinations.Count; i++)
        {
            if (combinations[i].Count != columns.Count)
                settings.Report($"values[{i}]", $"{Words.Count(combinations[i].Count, "value")} for {Words.Count(columns.Count, "column")}; give one for each.");
        }
        return new CombinationInSetCheck(columns, combinations.Where(combination => combination.Count == columns.Count));
    }

    internal override CheckPlan Plan(CheckContext context)
    {
        var allowed = Values.Select(combination => $"({string.Join(" AND ", combination.Select((value, i) => $"NOT {ValueSet.Of(context.Columns[i], [value]).Outside}"))})");
        var complete = string.Join(" AND ", context.Columns.Select(column => $"{column.Value} IS NOT NULL"));
        return new RowPlan(
            context.And($"({complete} AND NOT ({string.Join(" OR ", allowed.DefaultIfEmpty("false"))}))"),
            $"count_if({context.And($"({complete})")})",
            context.Columns,
            values => $"{Words.Quote(Join(values))} is not one of the combinations {Words.List([.. Values.Select(Join)])}");
    }

    private static string Join(IEnumerable<string?> values) => string.Join(", ", values);
}
