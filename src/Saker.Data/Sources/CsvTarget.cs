using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>A CSV file; its cells are read and cast in the scan of the relation itself.</summary>
internal sealed class CsvTarget(CsvSource source, CsvInspection inspection) : CheckTarget(source.Name, inspection.Schema, inspection.RowCount)
{
    private readonly CsvCells _cells = new(source);

    public override IReadOnlyDictionary<string, ColumnType> Declared => source.Columns;

    public override long MisfitCount => inspection.MisfitCount;

    public override IReadOnlyList<string> Files => [inspection.Layout.FullPath];

    public override string Relation(IEnumerable<int> positions, bool withRow)
    {
        var columns = positions.Select(i => (Position: i, Column: Column(i))).ToArray();
        var row = withRow ? "r" : "1 AS one";
        var values = columns.Select(c => $"{c.Column.Text}, {SqlCells.Cast(c.Column.Text, c.Column.Type)} AS {c.Column.Value}");
        var texts = columns.Select(c => $"{_cells.Text(c.Position, c.Column.Type)} AS {c.Column.Text}");
        var inner = string.Join(", ", texts.Prepend(withRow ? "row_number() OVER () AS r" : "1 AS one"));
        return $"(SELECT {string.Join(", ", values.Prepend(row))} FROM (SELECT {inner} FROM {inspection.Layout.Sql}))";
    }

    public override SakerException Explain(SakerException engineError) => inspection.Layout.Explain(engineError);
}
