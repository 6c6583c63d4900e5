namespace Saker.Data.Privacy.Detectors;

/// <summary>What rows seem to hold, by column and type.</summary>
/// <param name="RowCount">The rows read.</param>
/// <param name="ScannedRowCount">The rows looked at: fewer where a share was asked for.</param>
/// <param name="Findings">In the order of the columns, the surest first.</param>
public sealed record ScanReport(long RowCount, long ScannedRowCount, IReadOnlyList<ColumnFinding> Findings);
