using Saker.Learning.Scores;
using Saker.Learning.Selection.Schemes;

namespace Saker.Platform.Pipelines;

/// <summary>How rows are set aside for the final test: stratified by the target, unless something else is said.</summary>
public sealed record SplitSettings
{
    /// <summary>The share of rows in the test part, between 0.01 and 0.9; as near as whole groups or moments come.</summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>Decides every random choice of the run: split, folds and trainers.</summary>
    public int Seed { get; init; } = 42;

    public SplitBy By { get; init; } = SplitBy.Stratified;

    /// <summary>The raw column with the group or the time of each row; needed for those two. The model may see it unless the preparation drops it.</summary>
    public string? Column { get; init; }

    /// <summary>By time: how long before the first test row the last training row must be.</summary>
    public TimeDistance Gap { get; init; }

    /// <summary>What holds where nothing is said: classes are stratified, rows with numbers drawn by chance.</summary>
    public static SplitSettings For(ScoreTask task) => task == ScoreTask.Regression ? new SplitSettings { By = SplitBy.Random } : new SplitSettings();
}
