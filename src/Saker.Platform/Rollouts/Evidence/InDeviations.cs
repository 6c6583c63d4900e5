using Saker.Learning.Scores;
using Saker.Learning.Sequential;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Evidence about a mean, with its effect in standard deviations.</summary>
internal sealed class InDeviations(ISequentialEvidence means, double deviation) : ISequentialEvidence
{
    public double LogEvidence => means.LogEvidence;

    public double Effect => means.Effect / deviation;

    public Interval Interval(double level)
    {
        var interval = means.Interval(level);
        return interval.IsKnown ? new Interval(interval.Low / deviation, interval.High / deviation, level) : interval;
    }

    public void Settle() => means.Settle();
}
