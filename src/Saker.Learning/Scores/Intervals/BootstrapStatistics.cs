namespace Saker.Learning.Scores.Intervals;

/// <summary>Several statistics of some rows at once.</summary>
/// <param name="rows">The indices of the rows, ascending, a row as often as it was drawn.</param>
/// <param name="values">Takes the statistics; NaN where one is not defined.</param>
public delegate void BootstrapStatistics(ReadOnlySpan<int> rows, Span<double> values);
