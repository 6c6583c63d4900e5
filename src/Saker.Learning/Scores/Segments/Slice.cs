namespace Saker.Learning.Scores.Segments;

/// <summary>A part of the rows where losses are larger.</summary>
public sealed record Slice
{
    /// <summary>The condition, in the language of conditions.</summary>
    public required string Where { get; init; }

    /// <summary>The mean loss inside less that outside, of the rows that earlier slices left.</summary>
    public required double LossDifference { get; init; }

    /// <summary>The probability that any slice would differ so much if none did.</summary>
    public required double AdjustedPValue { get; init; }
}
