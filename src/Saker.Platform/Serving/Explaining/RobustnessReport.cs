namespace Saker.Platform.Serving.Explaining;

/// <summary>How a network fares on rows as they are and on rows moved within small bounds to mislead it.</summary>
public sealed record RobustnessReport
{
    public required MisleadMethod Method { get; init; }

    /// <summary>The most that any element was allowed to move, in units of the input.</summary>
    public required double Epsilon { get; init; }

    /// <summary>The most that one did move.</summary>
    public required double Largest { get; init; }

    public required int RowCount { get; init; }

    /// <summary>The share of rows that are told rightly as they are.</summary>
    public required double AccuracyBefore { get; init; }

    /// <summary>The share that still is when rows are moved.</summary>
    public required double AccuracyAfter { get; init; }

    /// <summary>The mean cross-entropy of the rows as they are.</summary>
    public required double LossBefore { get; init; }

    /// <summary>The mean cross-entropy of the rows moved.</summary>
    public required double LossAfter { get; init; }

    /// <summary>The rows that were told rightly and are no more.</summary>
    public required IReadOnlyList<MisledRow> Misled { get; init; }
}
