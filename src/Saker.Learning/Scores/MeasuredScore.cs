namespace Saker.Learning.Scores;

/// <summary>A score with how sure it is.</summary>
public sealed record MeasuredScore
{
    /// <summary>The public name: <c>roc_auc</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What a person reads: <c>ROC AUC</c>.</summary>
    public required string Title { get; init; }

    public required bool HigherIsBetter { get; init; }

    /// <summary>NaN where it is not defined on the rows; a finding of the report says why.</summary>
    public required double Value { get; init; }

    public required Interval Interval { get; init; }

    /// <summary>Where the interval comes from: <c>wilson</c>, <c>delong</c>, <c>normal</c>, <c>bootstrap</c>; empty when there is none.</summary>
    public string Method { get; init; } = "";

    /// <summary>Whether this value is strictly better than another of the same score; anything is better than NaN.</summary>
    public bool IsBetterThan(double other) => double.IsNaN(other) ? !double.IsNaN(Value) : HigherIsBetter ? Value > other : Value < other;
}
