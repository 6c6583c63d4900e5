using System.Globalization;

namespace Saker.Data.Sources;

/// <summary>Reads the cells that do not fit their declared type, row by row, in one scan.</summary>
internal static class MisfitReader
{
    /// <summary>The condition under which a row has one.</summary>
    public static string Condition(IReadOnlyList<int> declared) => string.Join(" OR ", declared.Select(Condition));

    public static IEnumerable<Misfit> Read(OpenedSource opened, CancellationToken cancellationToken)
    {
        var target = opened.Target;
        int[] declared = [.. target.Schema.Select((column, i) => (column, i)).Where(pair => target.Declared.ContainsKey(pair.column.Name)).Select(pair => pair.i)];
        var cells = declared.Select(i => string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {Condition(i)} THEN t{i} END AS m{i}"));
        using var query = opened.Connection.Open(
            $"SELECT r, {string.Join(", ", cells)} FROM {target.Relation(declared, withRow: true)} WHERE {Condition(declared)} ORDER BY r", cancellationToken);
        while (query.Read(1) is { } found)
        {
            var rows = ((Column<long>)found.Columns[0]).Values;
            for (var row = 0; row < found.RowCount; row++)
            {
                for (var i = 0; i < declared.Length; i++)
                {
                    if (found.Columns[i + 1].GetValue(row) is string value)
                        yield return new Misfit(target.Place(rows.Span[row]), rows.Span[row], target.Schema[declared[i]].Name, value, target.Schema[declared[i]].Type);
                }
            }
        }
    }

    private static string Condition(int position) => string.Create(CultureInfo.InvariantCulture, $"(t{position} IS NOT NULL AND v{position} IS NULL)");
}
