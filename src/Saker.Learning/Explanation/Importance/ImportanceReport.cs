using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Importance;

/// <summary>Which raw columns a model goes by, the most important first.</summary>
public sealed record ImportanceReport
{
    /// <summary>What the values are: <c>mean_abs_shap</c>, the mean size of attributions, or <c>permutation</c>, what a score loses when the column is shuffled.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the values: <c>log_odds</c>, <c>probability</c> or <c>value</c>, or the name of the score.</summary>
    public required string Unit { get; init; }

    /// <summary>How attributions were computed: <c>trees</c>, <c>linear</c> or <c>sampling</c>; null for permutations.</summary>
    public string? Method { get; init; }

    /// <summary>Rows that were looked at.</summary>
    public required int RowCount { get; init; }

    public required IReadOnlyList<ColumnImportance> Columns { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public string ToJson() => EvaluationJson.Write(this);

    /// <exception cref="Data.SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static ImportanceReport FromJson(string json) => EvaluationJson.Read<ImportanceReport>(json);
}
