namespace Saker.Learning.Neural.Training;

/// <summary>What came of an epoch.</summary>
public sealed record EpochReport
{
    /// <summary>From 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The mean loss of the epoch's batches by weight, each before its step.</summary>
    public required double TrainLoss { get; init; }

    /// <summary>The loss of the held-out examples, as the model serves; null where none are held out.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>What the plan measures of them.</summary>
    public double? Score { get; init; }

    /// <summary>The learning rate of the last step.</summary>
    public required double Rate { get; init; }

    /// <summary>Steps made in all.</summary>
    public required long StepCount { get; init; }

    /// <summary>Examples of the epoch.</summary>
    public required long RowCount { get; init; }

    /// <summary>Whether it is the best so far.</summary>
    public required bool IsBest { get; init; }

    /// <summary>Time since training began, earlier parts of a resumed one included.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time that the epochs left take at this speed, if it does not stop before.</summary>
    public required TimeSpan Remaining { get; init; }
}
