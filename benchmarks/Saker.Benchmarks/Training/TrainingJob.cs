namespace Saker.Benchmarks.Training;

/// <summary>What both sides do: prepare each fold on its training rows, fit three models on it, score them on its test rows.</summary>
internal sealed record TrainingJob
{
    /// <summary>Full path of the data file.</summary>
    public required string Csv { get; init; }

    public required IReadOnlyList<FoldRows> Folds { get; init; }

    /// <summary>Cores that a side may use.</summary>
    public required int Threads { get; init; }

    public required int Seed { get; init; }

    /// <summary>Per model (<c>logistic_regression</c>, <c>random_forest</c>, <c>gradient_boosting</c>) its settings, named as in a pipeline file.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Models { get; init; }
}
