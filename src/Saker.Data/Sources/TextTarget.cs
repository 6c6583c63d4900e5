using System.Globalization;
using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>Rows of text cells; they are read and cast in the scan of the relation itself.</summary>
internal sealed class TextTarget(DataSource source, TextRows rows, TextInspection inspection) : CheckTarget(source.Name, inspection.Schema, inspection.RowCount)
{
    private readonly TextCells _cells = new(rows.Format);
    private readonly Dictionary<string, long> _known = Counts(inspection);

    public override IReadOnlyDictionary<string, ColumnType> Declared => source.Columns;

    public override long MisfitCount => inspection.MisfitCount;

    public override IReadOnlyList<string> Files => rows.Files;

    /// <summary>Infers what is not declared; the target owns the rows.</summary>
    public static TextTarget Open(DataSource source, TextRows rows, SqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            SourceLimits.RequireWithin(source, rows.Names.Count, 0);
            return new TextTarget(source, rows, rows.Survey(cancellationToken) ?? TextInspector.Inspect(source, rows, connection, cancellationToken));
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public override bool IsEmpty(int position) => inspection.Empty.Contains(position);

    public override WholeRange? Range(int position) => inspection.Ranges.TryGetValue(position, out var range) ? range : null;

    public override long? Tally(Check check) => inspection.Tallies.TryGetValue(check, out var count) ? count : null;

    public override string? Known(string aggregate) => _known.TryGetValue(aggregate, out var count) ? count.ToString(CultureInfo.InvariantCulture) : null;

    public override string Relation(IEnumerable<int> positions, bool withRow)
    {
        var columns = positions.Select(i => (Position: i, Column: Column(i))).ToArray();
        var row = withRow ? "r" : "1 AS one";
        var values = columns.Select(c => $"{c.Column.Text}, {Value(c.Column)} AS {c.Column.Value}");
        var texts = columns.Select(c => $"{Text(c.Position, c.Column.Type)} AS {c.Column.Text}");
        var inner = string.Join(", ", texts.Prepend(withRow ? $"{rows.RowNumber} AS r" : "1 AS one"));
        return $"(SELECT {string.Join(", ", values.Prepend(row))} FROM (SELECT {inner} FROM {rows.Sql}))";
    }

    /// <summary>What is plain the engine reads as values at once, which spares it a text for every cell.</summary>
    public override string Counted(IEnumerable<int> positions, IReadOnlySet<int> texts)
    {
        if (!inspection.IsPlain || rows.TypedSql(new Schema(Schema.Select((column, i) => texts.Contains(i) ? column with { Type = ColumnType.Text } : column))) is not { } typed)
            return base.Counted(positions, texts);
        var columns = positions.Select(i => FormattableString.Invariant($"c{i} AS t{i}, {(texts.Contains(i) ? $"CAST(c{i} AS {SqlText.Type(Schema[i].Type)})" : $"c{i}")} AS v{i}"));
        return $"(SELECT {string.Join(", ", columns.Prepend("1 AS one"))} FROM {typed})";
    }

    public override string Rows()
    {
        if (!inspection.IsPlain || rows.TypedSql(Schema) is not { } typed)
            return base.Rows();
        return $"SELECT {string.Join(", ", Schema.Select((column, i) => FormattableString.Invariant($"c{i} AS {SqlText.Name(column.Name)}")))} FROM {typed}";
    }

    public override SakerException Explain(SakerException engineError) => rows.Explain(engineError);

    public override void Dispose() => rows.Dispose();

    private string Text(int position, ColumnType type) => inspection.IsPlain ? FormattableString.Invariant($"c{position}") : _cells.Text(position, type);

    private string Value(CheckColumn column) => inspection.IsPlain ? $"CAST({column.Text} AS {SqlText.Type(column.Type)})" : _cells.Value(column.Text, column.Type);

    /// <summary>The aggregates of a plain file, whose values and texts are missing together, that looking at its cells answered.</summary>
    private static Dictionary<string, long> Counts(TextInspection inspection)
    {
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        if (!inspection.IsPlain || inspection.Present is not { } present)
            return known;
        known["count(*)"] = inspection.RowCount;
        for (var i = 0; i < present.Count; i++)
        {
            foreach (var name in new[] { FormattableString.Invariant($"v{i}"), FormattableString.Invariant($"t{i}") })
            {
                known[$"count({name})"] = present[i];
                known[$"count_if(({name} IS NULL))"] = inspection.RowCount - present[i];
                known[$"count_if(({name} IS NOT NULL))"] = present[i];
            }
        }
        return known;
    }
}
