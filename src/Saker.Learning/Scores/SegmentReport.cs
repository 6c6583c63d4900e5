namespace Saker.Learning.Scores;

/// <summary>How a model does on a part of the rows.</summary>
public sealed record SegmentReport
{
    /// <summary>What it is called; the condition itself where nobody named it.</summary>
    public required string Name { get; init; }

    /// <summary>Which rows belong to it, in the language of conditions.</summary>
    public required string Where { get; init; }

    public required int RowCount { get; init; }

    /// <summary>Its share of all rows.</summary>
    public required double Share { get; init; }

    /// <summary>Whether the search found it; else it was asked for.</summary>
    public required bool IsFound { get; init; }

    public required IReadOnlyList<MeasuredScore> Scores { get; init; }

    /// <summary>How much larger the mean loss of its rows is than that of all others, where the search found it.</summary>
    public double? LossDifference { get; init; }

    /// <summary>The probability of such a difference, or a larger one, if there were none, corrected for all the segments that were tried.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>A score by its public name.</summary>
    public MeasuredScore? Find(string score) => Scores.FirstOrDefault(own => own.Name == score);
}
