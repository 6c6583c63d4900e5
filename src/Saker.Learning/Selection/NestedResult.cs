using System.Text.Json.Serialization;

namespace Saker.Learning.Selection;

/// <summary>What choosing among the candidates is worth; <c>selection/nested.json</c> of a run.</summary>
public sealed record NestedResult
{
    /// <summary>The public name of the score.</summary>
    public required string Score { get; init; }

    /// <summary>One per outer fold, at least two.</summary>
    public required IReadOnlyList<NestedScore> Folds { get; init; }

    /// <summary>Mean over the outer folds.</summary>
    [JsonIgnore]
    public double Mean => Folds.Average(fold => fold.Score);

    /// <summary>Sample standard deviation over the outer folds.</summary>
    [JsonIgnore]
    public double StandardDeviation
    {
        get
        {
            var mean = Mean;
            return Math.Sqrt(Folds.Sum(fold => (fold.Score - mean) * (fold.Score - mean)) / (Folds.Count - 1));
        }
    }

    public string ToJson() => SelectionJson.Write(this);

    /// <exception cref="Data.SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static NestedResult FromJson(string json) => SelectionJson.Read<NestedResult>(json, "The nested cross-validation");
}
