using System.Text.Json.Serialization;
using Saker.Learning.Scores;

namespace Saker.Learning.Explanation.Dependence;

/// <summary>How a model's answer goes with one column.</summary>
public sealed record DependenceCurve
{
    public required string Column { get; init; }

    /// <summary><c>partial_dependence</c> or <c>accumulated_effects</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the means: <c>probability</c> or <c>value</c>; accumulated effects are differences from the average answer.</summary>
    public required string Unit { get; init; }

    /// <summary>Of several classes the one whose probability this is; null of other models.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Class { get; init; }

    /// <summary>By value; categories in the order of the method.</summary>
    public required IReadOnlyList<DependencePoint> Points { get; init; }

    /// <summary>What the model says of single rows at the points (individual conditional expectation): a list for each row. Empty unless asked for.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Rows { get; init; } = [];

    public string ToJson() => EvaluationJson.Write(this);
}
