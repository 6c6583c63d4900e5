using Saker.Learning.Scores;

namespace Saker.Learning.Selection.Comparing;

/// <summary>Which of the compared candidates is taken.</summary>
public sealed record SelectionRule
{
    public static SelectionRule Default { get; } = new();

    public SelectionPreference Preference { get; init; } = SelectionPreference.Simpler;

    /// <summary>How sure a difference must be to count as real, above 0 and below 1; also the level of the intervals.</summary>
    public double Level { get; init; } = Interval.DefaultLevel;
}
