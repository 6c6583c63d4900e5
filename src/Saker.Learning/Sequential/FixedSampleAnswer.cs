using Saker.Learning.Scores;

namespace Saker.Learning.Sequential;

/// <summary>What a test says that looks once, at a sample whose size was fixed beforehand.</summary>
/// <param name="Statistic">The test's own: t, z, or the odds ratio.</param>
/// <param name="PValue">Two-sided, 0 to 1; NaN when it is not defined.</param>
/// <param name="Effect">Candidate less control: of means, or of shares.</param>
/// <param name="Interval">Of the effect, for one look.</param>
public sealed record FixedSampleAnswer(double Statistic, double PValue, double Effect, Interval Interval);
