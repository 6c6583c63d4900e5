using Saker.Learning.Scores;

namespace Saker.Learning.Fairness;

/// <summary>One measure with its interval and what its limit says.</summary>
public sealed record FairnessMeasure
{
    /// <summary>See <see cref="MeasureName"/>.</summary>
    public required string Name { get; init; }

    /// <summary>NaN where it is not defined: nobody to count, or a rate of 0 to divide by.</summary>
    public required double Value { get; init; }

    public required Interval Interval { get; init; }

    public FairnessLimit? Limit { get; init; }

    public Verdict Verdict { get; init; }
}
