namespace Saker.Data.Privacy.Detectors;

/// <summary>What a column seems to hold.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Type">The type of span, see <see cref="SensitiveTypes"/>.</param>
/// <param name="Confidence">
/// The mean confidence of its spans; lowered where the cells are single words or numbers and few of them fit, because check digits fit by
/// chance too.
/// </param>
/// <param name="CellCount">Cells with at least one such span.</param>
/// <param name="WholeCellCount">Cells that are nothing else.</param>
/// <param name="ScannedCount">Cells that were looked at; missing ones do not count.</param>
public sealed record ColumnFinding(string Column, string Type, double Confidence, long CellCount, long WholeCellCount, long ScannedCount);
