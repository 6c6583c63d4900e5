namespace Saker.Learning.Scores.Segments;

/// <summary>A condition that was tried, and how much its rows differ from the others.</summary>
/// <param name="Pair">The pair of columns.</param>
/// <param name="First">The range of the first.</param>
/// <param name="Second">The range of the second; null where there is one column only.</param>
/// <param name="Statistic">The difference over its standard error.</param>
/// <param name="Difference">The mean loss inside less that outside.</param>
internal sealed record SliceCandidate(int Pair, SegmentRange First, SegmentRange? Second, double Statistic, double Difference)
{
    public string Where => Second is { } second ? $"{First.Where} and {second.Where}" : First.Where;
}
