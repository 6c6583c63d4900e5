namespace Saker.Learning.Drift;

/// <summary>Both distributions of a column side by side, for a picture.</summary>
/// <param name="Labels">What each bin holds: a category, or the range of its numbers.</param>
/// <param name="Reference">How many rows of the reference lie in each.</param>
/// <param name="Current">How many of the current rows.</param>
/// <param name="IsOrdered">Whether the bins are numbers in ascending order.</param>
public sealed record DriftBins(IReadOnlyList<string> Labels, IReadOnlyList<double> Reference, IReadOnlyList<double> Current, bool IsOrdered)
{
    public static DriftBins None { get; } = new([], [], [], IsOrdered: false);
}
