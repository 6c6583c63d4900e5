using Saker.Data;

namespace Saker.Learning.Explanation.Sampling;

/// <summary>Rows of which each cell is taken from one of several given rows: how a model is asked what it would say if some columns were otherwise.</summary>
internal sealed class MixedRows(Table rows)
{
    public int RowCount => rows.RowCount;

    /// <param name="sources">For every column of the rows, in order, the row that each mixed row takes its cell from.</param>
    public Table Take(IReadOnlyList<int[]> sources) => new(rows.Columns.Select((column, i) => column.Take(sources[i])));
}
