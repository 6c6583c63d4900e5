using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>Rows of text cells; they are read and cast in the scan of the relation itself.</summary>
internal sealed class TextTarget(DataSource source, TextRows rows, TextInspection inspection) : CheckTarget(source.Name, inspection.Schema, inspection.RowCount)
{
    private readonly TextCells _cells = new(rows.Format);

    public override IReadOnlyDictionary<string, ColumnType> Declared => source.Columns;

    public override long MisfitCount => inspection.MisfitCount;

    public override IReadOnlyList<string> Files => rows.Files;

    /// <summary>Infers what is not declared; the target owns the rows.</summary>
    public static TextTarget Open(DataSource source, TextRows rows, SqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            SourceLimits.RequireWithin(source, rows.Names.Count, 0);
            return new TextTarget(source, rows, TextInspector.Inspect(source, rows, connection, cancellationToken));
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public override bool IsEmpty(int position) => inspection.Empty.Contains(position);

    public override string Relation(IEnumerable<int> positions, bool withRow)
    {
        var columns = positions.Select(i => (Position: i, Column: Column(i))).ToArray();
        var row = withRow ? "r" : "1 AS one";
        var values = columns.Select(c => $"{c.Column.Text}, {_cells.Value(c.Column.Text, c.Column.Type)} AS {c.Column.Value}");
        var texts = columns.Select(c => $"{_cells.Text(c.Position, c.Column.Type)} AS {c.Column.Text}");
        var inner = string.Join(", ", texts.Prepend(withRow ? $"{rows.RowNumber} AS r" : "1 AS one"));
        return $"(SELECT {string.Join(", ", values.Prepend(row))} FROM (SELECT {inner} FROM {rows.Sql}))";
    }

    public override SakerException Explain(SakerException engineError) => rows.Explain(engineError);

    public override void Dispose() => rows.Dispose();
}
