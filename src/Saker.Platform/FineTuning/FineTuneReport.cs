using Saker.Learning.Neural.Training;

namespace Saker.Platform.FineTuning;

/// <summary>What came of fine-tuning.</summary>
public sealed record FineTuneReport
{
    /// <summary>What the score is: <c>accuracy</c> of classes, <c>r2</c> of numbers.</summary>
    public required string ScoreName { get; init; }

    /// <summary>The score of the version on the rows that were held out; null where a new head answers another question.</summary>
    public double? Before { get; init; }

    /// <summary>The score of the tuned model on the same rows.</summary>
    public required double After { get; init; }

    /// <summary>Rows that were learned from.</summary>
    public required int LearnedCount { get; init; }

    /// <summary>Rows by whose loss the best epoch of each phase was chosen.</summary>
    public required int WatchedCount { get; init; }

    /// <summary>Rows that nothing but the score saw.</summary>
    public required int HeldOutCount { get; init; }

    /// <summary>Stored numbers that learned in some phase.</summary>
    public required long TrainedCount { get; init; }

    /// <summary>Every epoch of all phases, numbered through.</summary>
    public required IReadOnlyList<EpochReport> Epochs { get; init; }
}
