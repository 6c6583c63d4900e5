namespace Saker.Learning.Sequential;

/// <summary>How many requests of the candidate it takes to show an effect. Half of all rollouts need fewer than <paramref name="Median"/>, nine in ten fewer than <paramref name="Likely"/>.</summary>
/// <param name="Median">Infinite when the effect lies within the tolerance.</param>
/// <param name="Likely">The same for nine in ten.</param>
public readonly record struct PlannedNeed(double Median, double Likely)
{
    /// <summary>An effect that is not to be shown.</summary>
    public static PlannedNeed Never { get; } = new(double.PositiveInfinity, double.PositiveInfinity);
}
