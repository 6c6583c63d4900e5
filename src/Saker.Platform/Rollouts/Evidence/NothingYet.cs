using Saker.Learning.Scores;
using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Evidence that has not begun.</summary>
internal sealed class NothingYet : ISequentialEvidence
{
    private NothingYet()
    {
    }

    public static NothingYet Instance { get; } = new();

    public double LogEvidence => 0;

    public double Effect => double.NaN;

    public Interval Interval(double level) => Learning.Scores.Interval.Unknown with { Level = level };

    public void Settle()
    {
        // Nothing waits.
    }
}
