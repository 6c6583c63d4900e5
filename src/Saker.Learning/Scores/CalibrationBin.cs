namespace Saker.Learning.Scores;

/// <summary>One bar of the reliability diagram: the rows whose probability lies in [From, To), the last bin with its upper end.</summary>
public sealed record CalibrationBin
{
    public required double From { get; init; }

    public required double To { get; init; }

    public required int RowCount { get; init; }

    /// <summary>Mean probability of the rows; 0 when there is none.</summary>
    public required double MeanProbability { get; init; }

    /// <summary>The share of positive rows; 0 when there is none.</summary>
    public required double PositiveShare { get; init; }
}
