namespace Saker.Learning.Explanation.Counterfactuals;

/// <summary>What is looked for, and how far.</summary>
public sealed record CounterfactualOptions
{
    /// <summary>The answer that is wanted, as the model's label; null for any other than it gives now.</summary>
    public string? Label { get; init; }

    /// <summary>Rules for columns; those without one may become whatever the reference rows have.</summary>
    public IReadOnlyList<ColumnRule> Rules { get; init; } = [];

    /// <summary>The most columns that change together.</summary>
    public int MaxChanges { get; init; } = 3;

    /// <summary>How many are given at most, as different from each other as possible.</summary>
    public int Count { get; init; } = 3;

    /// <summary>The most rows that the model is asked about.</summary>
    public int MaxEvaluations { get; init; } = 50_000;

    /// <summary>The most values of a column that are tried.</summary>
    public int MaxValues { get; init; } = 20;
}
