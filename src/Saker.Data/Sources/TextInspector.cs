using System.Globalization;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>
/// Infers types exactly: a type that is ruled out by a look at the first rows, or by the source, is ruled out for good; what is left is tried on
/// every cell in one scan. Trying all types on all columns would cost more to plan than a small file takes to read.
/// </summary>
internal static class TextInspector
{
    public static TextInspection Inspect(DataSource source, TextRows rows, SqlConnection connection, CancellationToken cancellationToken)
    {
        var cells = new TextCells(rows.Format);
        var columns = new Candidates[rows.Names.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var isDeclared = source.Columns.TryGetValue(rows.Names[i], out var declared);
            columns[i] = new Candidates(cells, i, isDeclared ? [declared] : rows.Possible(i), isDeclared);
        }
        long count;
        try
        {
            count = Count(rows, connection, columns, cells, cancellationToken);
        }
        catch (SakerException e)
        {
            throw rows.Explain(e);
        }
        SourceLimits.RequireWithin(source, columns.Length, count);
        var schema = new Schema(columns.Select(column => new ColumnSchema(rows.Names[column.Position], column.Type, column.Present < count)));
        var empty = columns.Where(column => column.Present == 0).Select(column => column.Position).ToHashSet();
        return new TextInspection(schema, count, columns.Sum(column => column.IsDeclared ? column.Misfits[0] : 0), empty);
    }

    /// <summary>Counts, in one scan, present cells and those that do not fit; drops the inferred types that do not fit. Gives the number of rows.</summary>
    private static long Count(TextRows text, SqlConnection connection, Candidates[] columns, TextCells cells, CancellationToken cancellationToken)
    {
        var texts = string.Join(", ", columns.Select(column => string.Create(CultureInfo.InvariantCulture, $"{cells.Trimmed(column.Position)} AS t{column.Position}")));
        var counts = string.Join(", ", columns.SelectMany(column => column.Counts()).Prepend("count(*)").Select((count, i) => FormattableString.Invariant($"{count} AS a{i}")));
        var row = connection.QueryAll($"SELECT {counts} FROM (SELECT {texts} FROM {text.Sql})", cancellationToken);
        var at = 0;
        var rows = Next();
        foreach (var column in columns)
        {
            column.Present = Next();
            column.Misfits = [.. column.Types.Select(_ => Next())];
            column.DropUnfit();
        }
        return rows;

        long Next() => ((Column<long>)row.Columns[at++]).Values.Span[0];
    }

    private sealed class Candidates(TextCells cells, int position, IReadOnlyList<ColumnType> types, bool isDeclared)
    {
        private readonly string _text = string.Create(CultureInfo.InvariantCulture, $"t{position}");

        public int Position => position;

        public bool IsDeclared => isDeclared;

        public IReadOnlyList<ColumnType> Types { get; private set; } = types;

        public long Present { get; set; }

        /// <summary>Present cells that do not fit, per type.</summary>
        public IReadOnlyList<long> Misfits { get; set; } = [];

        /// <summary>A column without any cell is text, as nothing speaks for another type.</summary>
        public ColumnType Type => isDeclared || (Types.Count > 0 && Present > 0) ? Types[0] : ColumnType.Text;

        public IEnumerable<string> Counts()
        {
            yield return $"count({_text})";
            foreach (var type in Types)
            {
                var fits = isDeclared ? $"{cells.Value(_text, type)} IS NOT NULL" : cells.Infers(_text, type);
                yield return type == ColumnType.Text ? "count(*) FILTER (WHERE false)" : $"count(*) FILTER (WHERE {_text} IS NOT NULL AND NOT ({fits}))";
            }
        }

        public void DropUnfit()
        {
            if (!isDeclared)
                Types = [.. Types.Where((_, i) => Misfits[i] == 0)];
        }
    }
}
