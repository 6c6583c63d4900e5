namespace Saker.Platform.Registry;

/// <summary>What was made from a dataset version: lineage, looked at from the data.</summary>
public sealed record DatasetUse
{
    /// <summary>The runs that name it, the newest first, also deleted ones; at most <see cref="DatasetUses.MaxRuns"/>.</summary>
    public required IReadOnlyList<DatasetRun> Runs { get; init; }

    /// <summary>How many runs name it.</summary>
    public required long RunCount { get; init; }

    /// <summary>The registered model versions that were trained on it, by model, the newest first.</summary>
    public required IReadOnlyList<DatasetModel> Models { get; init; }
}
