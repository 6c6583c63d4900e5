namespace Saker.Data.Sources;

/// <summary>What reading a whole CSV file once tells.</summary>
/// <param name="Layout">Delimiter and names.</param>
/// <param name="Schema">The columns in file order, with declared and inferred types.</param>
/// <param name="RowCount">Data rows.</param>
/// <param name="MisfitCount">Cells that do not fit their declared type.</param>
internal sealed record CsvInspection(CsvLayout Layout, Schema Schema, long RowCount, long MisfitCount);
