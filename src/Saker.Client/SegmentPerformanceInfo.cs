namespace Saker.Client;

/// <summary>How a version fared on a segment.</summary>
/// <param name="Name">The segment.</param>
/// <param name="RowCount">Its outcomes.</param>
/// <param name="Scores">Beside those of the segment in the evaluation, where it was measured there.</param>
public sealed record SegmentPerformanceInfo(string Name, int RowCount, IReadOnlyList<LiveScoreInfo> Scores);
