using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Comparing;

/// <summary>How two models are compared.</summary>
public sealed record ComparisonOptions
{
    public static ComparisonOptions Default { get; } = new();

    /// <summary>Of the interval, above 0 and below 1; a difference is real when its p-value is below 1 - level.</summary>
    public double Level { get; init; } = Interval.DefaultLevel;

    /// <summary>From this probability on the candidate calls a row positive, where the score needs labels.</summary>
    public double CandidateThreshold { get; init; } = 0.5;

    /// <summary>From this probability on the champion calls a row positive, where the score needs labels.</summary>
    public double ChampionThreshold { get; init; } = 0.5;

    /// <summary>Resamples of the bootstrap, 100 to 100,000.</summary>
    public int ResampleCount { get; init; } = 2_000;

    /// <summary>Decides which rows the bootstrap draws.</summary>
    public int Seed { get; init; } = 42;
}
