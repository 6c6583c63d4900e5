using Saker.Learning.Scores;

namespace Saker.Learning.Fairness;

/// <summary>One group: how many rows it has and how it fares. All rates are of the positive class, whichever label is the favourable one.</summary>
public sealed record GroupRates
{
    public required string Name { get; init; }

    public required int RowCount { get; init; }

    /// <summary>Whether it has fewer rows than limits are judged on.</summary>
    public required bool IsSmall { get; init; }

    public required bool IsPrivileged { get; init; }

    /// <summary>Of the rows of the group. Where labels alone were looked at they count as predictions of themselves.</summary>
    public required Confusion Confusion { get; init; }

    /// <summary>The share of rows whose actual label is the positive one.</summary>
    public required Rate BaseRate { get; init; }

    /// <summary>The share of rows said to be positive.</summary>
    public required Rate SelectionRate { get; init; }

    /// <summary>The share of negative rows said to be positive; null where labels alone were looked at, as are those below.</summary>
    public Rate? FalsePositiveRate { get; init; }

    /// <summary>The share of positive rows said to be negative.</summary>
    public Rate? FalseNegativeRate { get; init; }

    /// <summary>The share of positive rows said to be so.</summary>
    public Rate? TruePositiveRate { get; init; }

    /// <summary>PPV: the share of positives among rows said to be so.</summary>
    public Rate? PositivePredictiveValue { get; init; }

    public Rate? Accuracy { get; init; }
}
