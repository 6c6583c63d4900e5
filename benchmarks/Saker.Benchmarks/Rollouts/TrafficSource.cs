using MathNet.Numerics;
using Saker.Learning;

namespace Saker.Benchmarks.Rollouts;

/// <summary>Draws blocks of requests of simulated traffic. One for all rollouts: its tables do not change.</summary>
internal sealed class TrafficSource
{
    public const int LatencyBins = 480;
    public const int ScoreBins = 64;
    public const int BucketsPerDoubling = 16;

    // Scores lie within four standard deviations of 0.
    private const double ScoreStep = 8.0 / ScoreBins;
    private const double MedianMicroseconds = 20_000;

    private readonly SimulatedTraffic _traffic;
    private readonly AliasTable[] _latencies;
    private readonly AliasTable[] _scores;

    public TrafficSource(SimulatedTraffic traffic)
    {
        _traffic = traffic;
        _latencies = [new AliasTable(LatencyWeights(traffic, 1)), new AliasTable(LatencyWeights(traffic, traffic.LatencyFactor))];
        _scores = [ScoreTable(0), ScoreTable(traffic.ScoreShift)];
    }

    /// <summary>The value of each score bin.</summary>
    public static double[] ScoreCentres { get; } = [.. Enumerable.Range(0, ScoreBins).Select(bin => ((bin + 0.5) * ScoreStep) - 4)];

    /// <summary>Fills a block.</summary>
    /// <param name="share">Of the candidate.</param>
    /// <param name="time">How far the rollout is, 0 to 1.</param>
    /// <param name="phase">Of this rollout's ups and downs.</param>
    public void Draw(TrafficBlock block, double share, double time, double phase, Xoshiro256 chance)
    {
        block.Clear();
        var wave = _traffic.Drifts ? Math.Sin((12 * time) + phase) : 0;
        var isBurst = _traffic.BurstChance > 0 && chance.NextDouble() < _traffic.BurstChance;
        var candidates = Binomial(_traffic.BlockSize, share, chance);
        for (var arm = 0; arm < 2; arm++)
        {
            var count = arm == 1 ? candidates : _traffic.BlockSize - candidates;
            var factor = arm == 1 && time >= _traffic.HarmBegins ? _traffic.ErrorFactor : 1;
            block.Counts[arm] = count;
            block.Errors[arm] = Binomial(count, isBurst ? 0.4 : Math.Min(1, _traffic.ErrorRate * Math.Exp(1.5 * wave) * factor), chance);
            block.Refusals[arm] = Binomial(count, _traffic.RefusalRate * Math.Exp(wave), chance);
            block.Fallbacks[arm] = Binomial(count, isBurst ? 0.3 : _traffic.FallbackRate, chance);
            var slower = (int)Math.Round((24 * wave) + (isBurst ? 40 : 0));
            var higher = (int)Math.Round(4 * wave);
            for (var i = 0; i < count; i++)
                block.Latencies[arm][Math.Clamp(_latencies[arm].Draw(chance) + slower, 0, LatencyBins - 1)]++;
            for (var i = 0; i < count; i++)
                block.Scores[arm][Math.Clamp(_scores[arm].Draw(chance) + higher, 0, ScoreBins - 1)]++;
        }
    }

    /// <summary>By the gaps between hits, which is quick for rare ones.</summary>
    public static int Binomial(int count, double rate, Xoshiro256 chance)
    {
        if (rate > 0.25)
        {
            var sum = 0;
            for (var i = 0; i < count; i++)
                sum += chance.NextDouble() < rate ? 1 : 0;
            return sum;
        }
        if (rate <= 0)
            return 0;
        var (hits, at, scale) = (0, 0.0, 1 / Math.Log(1 - rate));
        while ((at += Math.Floor(Math.Log(1 - chance.NextDouble()) * scale) + 1) <= count)
            hits++;
        return hits;
    }

    /// <summary>As many requests of a control as a histogram of its last day may have.</summary>
    public static long[] ExpectedLatencies(SimulatedTraffic traffic) => Array.ConvertAll(LatencyWeights(traffic, 1), weight => (long)Math.Round(weight * 1_000_000));

    private static double[] LatencyWeights(SimulatedTraffic traffic, double factor)
    {
        var weights = new double[LatencyBins];
        var below = 0.0;
        for (var bin = 0; bin < LatencyBins; bin++)
        {
            var end = Math.Pow(2, (bin + 1.0) / BucketsPerDoubling) / factor / MedianMicroseconds;
            var body = SpecialFunctions.Erfc(-Math.Log(end) / traffic.LatencySpread / Math.Sqrt(2)) / 2;
            var up = bin == LatencyBins - 1 ? 1 : ((1 - traffic.TailShare) * body) + (traffic.TailShare * Math.Max(0, 1 - (1 / end)));
            (weights[bin], below) = (Math.Max(0, up - below), up);
        }
        return weights;
    }

    private AliasTable ScoreTable(double shift)
    {
        var weights = new double[ScoreBins];
        for (var bin = 0; bin < ScoreBins; bin++)
        {
            var (low, high) = ((bin * ScoreStep) - 4, ((bin + 1) * ScoreStep) - 4);
            // Of discrete scores whole ranges of the normal distribution fall on one value.
            var place = _traffic.ScoreLevels == 0 ? bin : Math.Min((int)((double)bin / ScoreBins * _traffic.ScoreLevels) * ScoreBins / _traffic.ScoreLevels, ScoreBins - 1);
            weights[place] += (SpecialFunctions.Erfc(-(high - shift) / Math.Sqrt(2)) - SpecialFunctions.Erfc(-(low - shift) / Math.Sqrt(2))) / 2;
        }
        return new AliasTable(weights);
    }
}
