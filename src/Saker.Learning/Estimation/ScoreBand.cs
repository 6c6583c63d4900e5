namespace Saker.Learning.Estimation;

/// <summary>Where a score lies on chunks of reference rows: its mean, and thresholds around it.</summary>
/// <param name="Mean">Over the chunks.</param>
/// <param name="Low">The lower threshold, at least the least value that the score can have.</param>
/// <param name="High">The upper threshold, at most the greatest value that the score can have.</param>
/// <param name="ChunkCount">How many chunks the deviation comes from.</param>
public sealed record ScoreBand(double Mean, double Low, double High, int ChunkCount);
