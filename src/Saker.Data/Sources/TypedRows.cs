namespace Saker.Data.Sources;

/// <summary>A relation of the engine whose columns have types already.</summary>
/// <param name="Sql">What stands after FROM.</param>
/// <param name="RowNumber">The expression of the data row, from 1.</param>
/// <param name="Columns">In order.</param>
/// <param name="RowCount">How many rows it has.</param>
/// <param name="Files">What it reads whenever it is asked.</param>
internal sealed record TypedRows(string Sql, string RowNumber, IReadOnlyList<StoredColumn> Columns, long RowCount, IReadOnlyList<string> Files);
