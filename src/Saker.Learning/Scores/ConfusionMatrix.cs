namespace Saker.Learning.Scores;

/// <summary>Rows counted by actual and predicted class.</summary>
public sealed record ConfusionMatrix
{
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>A row of counts per actual class, a count per predicted class, both in the order of <see cref="Classes"/>.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Counts { get; init; }
}
