namespace Saker.Platform.Pipelines;

/// <summary>How rows are set aside for the final test: stratified by the target.</summary>
public sealed record SplitSettings
{
    /// <summary>The share of rows in the test part, between 0.01 and 0.9.</summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>Decides every random choice of the run: split, folds and trainers.</summary>
    public int Seed { get; init; } = 42;
}
