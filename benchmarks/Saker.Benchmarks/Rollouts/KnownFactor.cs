using Saker.Learning.Sequential;

namespace Saker.Benchmarks.Rollouts;

/// <summary>The test that knows beforehand by what factor a candidate's errors are more (Wald 1945): no test of that risk that may be looked at any time is quicker on average, though one may be in the median.</summary>
internal sealed class KnownFactor(double factor)
{
    private readonly double[] _logOdds = [Math.Log(factor)];
    private readonly double[] _odds = [factor];
    private readonly double[] _normaliser = new double[1];
    private long _hits;

    public double LogEvidence => (_hits * _logOdds[0]) - _normaliser[0];

    public void Add(TrafficBlock block)
    {
        if (block.Counts[0] == 0 || block.Counts[1] == 0)
            return;
        TiltedHypergeometric.AddLogNormalisers(block.Counts[1], block.Counts[0], block.Errors[0] + block.Errors[1], _logOdds, _odds, _normaliser);
        _hits += block.Errors[1];
    }
}
