namespace Saker.Learning.Estimation;

/// <summary>A score as it is expected to be once answers are known.</summary>
public sealed record ScoreEstimate
{
    /// <summary>The public name, as of the measured score: <c>roc_auc</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What a person reads.</summary>
    public required string Title { get; init; }

    public required bool HigherIsBetter { get; init; }

    /// <summary>NaN where it is not defined on the rows.</summary>
    public required double Value { get; init; }

    /// <summary>
    /// The sampling error: how far, as a standard deviation, the score of these rows lies from <see cref="Value"/> by chance alone, when the
    /// estimator's probabilities or losses are right. NaN where it cannot be had. What the estimator itself gets wrong is not in it.
    /// </summary>
    public required double StandardError { get; init; }

    /// <summary>What the score does on so many rows of the reference; null without a reference of enough chunks.</summary>
    public ScoreBand? Band { get; init; }

    /// <summary>Whether it lies outside of its band on the side that is worse.</summary>
    public bool IsWorse => Band is { } band && (HigherIsBetter ? Value < band.Low : Value > band.High);
}
