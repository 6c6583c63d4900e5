using Saker.Learning.Scores;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>What evenness costs in accuracy: the model without mitigation, the one that is served, and other strengths; <c>fairness/price.json</c> of a run.</summary>
public sealed record FairnessPrice
{
    public required MitigationMethod Method { get; init; }

    /// <summary>See <see cref="ProtectedAttribute.Name"/>.</summary>
    public required string Attribute { get; init; }

    public required FairnessConstraint Constraint { get; init; }

    /// <summary>The measure that the constraint is about, and the curve shows.</summary>
    public required string Measure { get; init; }

    /// <summary>From the model without mitigation on to the strongest.</summary>
    public required IReadOnlyList<PricePoint> Points { get; init; }

    public PricePoint Without => Points.First(point => point.Setting is null);

    public PricePoint Taken => Points.First(point => point.IsTaken);

    /// <summary>How much accuracy is given up; below 0 when there is more than before.</summary>
    public double AccuracyLoss => Without.Accuracy.Value - Taken.Accuracy.Value;

    /// <summary>One sentence: the measure and the accuracy, before and after.</summary>
    public string Summary() => FormattableString.Invariant(
        $"{Attribute}: {MeasureName.Title(Measure)} {Value(Without):0.0000} -> {Value(Taken):0.0000}, accuracy {Without.Accuracy.Value:0.0000} -> {Taken.Accuracy.Value:0.0000} (price {AccuracyLoss:0.0000})");

    public string ToJson() => EvaluationJson.Write(this);

    /// <exception cref="Data.SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static FairnessPrice FromJson(string json) => EvaluationJson.Read<FairnessPrice>(json);

    private double Value(PricePoint point) => point.Find(Measure)?.Value ?? double.NaN;
}
