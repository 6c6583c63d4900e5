using System.Globalization;
using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>Reads the cells that do not fit their declared type, row by row, in one scan.</summary>
internal static class MisfitReader
{
    /// <summary>The positions of the declared columns that are there.</summary>
    public static IReadOnlyList<int> Positions(Schema schema, IReadOnlyDictionary<string, ColumnType> declared) =>
        [.. Enumerable.Range(0, schema.Count).Where(i => declared.ContainsKey(schema[i].Name))];

    /// <summary>The condition under which a row has one, over a relation with those columns.</summary>
    public static string Condition(IReadOnlyList<int> declared) => string.Join(" OR ", declared.Select(Condition));

    public static string Condition(int position) => string.Create(CultureInfo.InvariantCulture, $"(t{position} IS NOT NULL AND v{position} IS NULL)");

    /// <summary>The cells in the order of the rows.</summary>
    public static IEnumerable<Misfit> Read(CheckTarget target, IReadOnlyDictionary<string, ColumnType> types, SqlConnection connection, CancellationToken cancellationToken)
    {
        var declared = Positions(target.Schema, types);
        var cells = declared.Select(i => string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {Condition(i)} THEN t{i} END AS m{i}"));
        using var query = connection.Open(
            $"SELECT r, {string.Join(", ", cells)} FROM {target.Relation(declared, withRow: true)} WHERE {Condition(declared)} ORDER BY r", cancellationToken);
        while (query.Read(1) is { } found)
        {
            var rows = ((Column<long>)found.Columns[0]).Values;
            for (var row = 0; row < found.RowCount; row++)
            {
                for (var i = 0; i < declared.Count; i++)
                {
                    if (found.Columns[i + 1].GetValue(row) is string value)
                        yield return new Misfit(target.Place(rows.Span[row]), rows.Span[row], target.Schema[declared[i]].Name, value, target.Schema[declared[i]].Type);
                }
            }
        }
    }
}
