namespace Saker.Learning.Scores;

/// <summary>A point of the learning curve: what a share of the training rows is good for.</summary>
public sealed record LearningPoint
{
    /// <summary>Rows that the model learned from.</summary>
    public required int TrainingRowCount { get; init; }

    /// <summary>The score on those rows themselves.</summary>
    public required double TrainingScore { get; init; }

    /// <summary>The mean score on rows that it did not see.</summary>
    public required double Score { get; init; }

    /// <summary>The standard deviation of that score over the folds.</summary>
    public required double StandardDeviation { get; init; }
}
