namespace Saker.Learning.Scores.Segments;

/// <summary>Neighbouring codes of a column, and the condition that holds for their rows.</summary>
/// <param name="From">The first code.</param>
/// <param name="To">The last code, included.</param>
/// <param name="Where">The condition.</param>
internal readonly record struct SegmentRange(int From, int To, string Where);
