namespace Saker.Platform.Monitoring.Log;

/// <summary>How the rows of one minute were sampled, in one journal or segment: all whose hash is below the threshold are there, no others count.</summary>
/// <param name="Minute">Minutes of UTC since year 1.</param>
/// <param name="RowCount">All rows, sampled or not.</param>
/// <param name="Threshold">The share of rows that were taken is this of 2^64.</param>
internal readonly record struct LogMinute(long Minute, long RowCount, ulong Threshold);
