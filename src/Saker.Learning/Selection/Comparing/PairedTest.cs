using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Comparing;

/// <summary>What a test says of differences between pairs.</summary>
/// <param name="Statistic">The test's own statistic.</param>
/// <param name="PValue">Two-sided: how often differences at least so far from none would come about by chance alone, 0 to 1.</param>
/// <param name="Effect">The size of the difference, in the unit of what was compared.</param>
/// <param name="Interval">Of the effect; unknown where the pairs are too few for its level.</param>
public sealed record PairedTest(double Statistic, double PValue, double Effect, Interval Interval);
