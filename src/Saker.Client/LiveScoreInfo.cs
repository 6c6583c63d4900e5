namespace Saker.Client;

/// <summary>A live score beside the evaluation's; what is not known is absent.</summary>
public sealed record LiveScoreInfo
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required bool HigherIsBetter { get; init; }

    public double? Value { get; init; }

    /// <summary>Lower end of the 95% interval.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of the 95% interval.</summary>
    public double? High { get; init; }

    /// <summary>On the held-out rows of the training.</summary>
    public double? Evaluation { get; init; }

    public double? EvaluationLow { get; init; }

    public double? EvaluationHigh { get; init; }
}
