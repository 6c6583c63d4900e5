using Saker.Learning;
using Saker.Learning.Scores;
using Saker.Learning.Sequential;

namespace Saker.Benchmarks.Rollouts;

/// <summary>One kind of A/B test, whose truth is known.</summary>
/// <param name="Name">In words.</param>
/// <param name="Truth">The effect.</param>
/// <param name="HasOnce">Whether there is an interval for one look beside it.</param>
/// <param name="Begin">Starts a test; what it gives takes a block of so many requests and gives the intervals after it.</param>
internal sealed record CoverageKind(string Name, double Truth, bool HasOnce, Func<Xoshiro256, Func<int, (Interval Always, Interval? Once)>> Begin)
{
    public static CoverageKind[] All { get; } =
    [
        Shares(0.01, 0.01, 0.5, drifts: false),
        Shares(0.01, 0.012, 0.1, drifts: false),
        Shares(0.001, 0.001, 0.5, drifts: false),
        Shares(0.005, 0.005, 0.05, drifts: false),
        Shares(0.2, 0.22, 0.5, drifts: true),
        Shares(0.5, 0.5, 0.05, drifts: false),
        Odds(0.01, 0.02, 0.1),
        Odds(0.3, 0.3, 0.5),
        Values("normal values", chance => chance.NextNormal(), 0, 0.1, 0.5),
        Values("normal values", chance => chance.NextNormal(), 0, 0, 0.05),
        Values("revenue (lognormal, spread 1)", chance => Math.Exp(chance.NextNormal()), 0, 0, 0.5),
        Values("revenue (lognormal, spread 1)", chance => Math.Exp(chance.NextNormal()), 0, 0, 0.1),
        Values("revenue of 5% buyers", chance => chance.NextDouble() < 0.05 ? Math.Exp(chance.NextNormal()) : 0, 0, 0, 0.5),
        Paired(),
        Quantiles(0.5, 0.5),
        Quantiles(0.95, 0.1),
        OneShare(0.02),
    ];

    private static CoverageKind Shares(double control, double candidate, double share, bool drifts) =>
        new(FormattableString.Invariant($"shares {100 * control:0.#}% and {100 * candidate:0.#}%, {100 * share:0}% to the candidate{(drifts ? ", drifting" : "")}, difference"), candidate - control, true, chance =>
        {
            var (evidence, controls, candidates, at) = (new MeanEvidence(), default(HitCounts), default(HitCounts), 0);
            return count =>
            {
                var own = Arm(count, share, chance);
                var wave = drifts ? 0.1 * Math.Sin(at++ / 30.0) : 0;
                var (left, right) = (Hits(count - own, control + wave, chance), Hits(own, candidate + wave, chance));
                evidence.Add(Moments.Of(left), Moments.Of(right));
                (controls, candidates) = (controls + left, candidates + right);
                return (evidence.Interval(), FixedSample.TwoShares(controls, candidates).Interval);
            };
        });

    private static CoverageKind Odds(double control, double candidate, double share) =>
        new(FormattableString.Invariant($"shares {100 * control:0.#}% and {100 * candidate:0.#}%, {100 * share:0}% to the candidate, odds ratio"), candidate / (1 - candidate) / (control / (1 - control)), false, chance =>
        {
            var evidence = new OddsEvidence();
            return count =>
            {
                var own = Arm(count, share, chance);
                evidence.Add(Hits(count - own, control, chance), Hits(own, candidate, chance));
                return (evidence.Interval(), null);
            };
        });

    private static CoverageKind Values(string what, Func<Xoshiro256, double> draw, double control, double candidate, double share) =>
        new(FormattableString.Invariant($"{what}, {100 * share:0}% to the candidate, difference of means"), candidate - control, true, chance =>
        {
            var (evidence, controls, candidates) = (new MeanEvidence(), default(Moments), default(Moments));
            return count =>
            {
                var (left, right) = (default(Moments), default(Moments));
                for (var i = 0; i < count; i++)
                {
                    if (chance.NextDouble() < share)
                        right = right.With(candidate + draw(chance));
                    else
                        left = left.With(control + draw(chance));
                }
                evidence.Add(left, right);
                (controls, candidates) = (controls.Add(left), candidates.Add(right));
                return (evidence.Interval(), FixedSample.Welch(controls, candidates).Interval);
            };
        });

    private static CoverageKind Paired() => new("differences of pairs, mean", 0.02, false, chance =>
    {
        var evidence = new PairedEvidence();
        return count =>
        {
            var block = default(Moments);
            for (var i = 0; i < count; i++)
                block = block.With(0.02 + (chance.NextNormal() * chance.NextNormal()));
            evidence.Add(block);
            return (evidence.Interval(), null);
        };
    });

    private static CoverageKind Quantiles(double quantile, double share) => new(FormattableString.Invariant($"latencies, {100 * share:0}% to the candidate, ratio of the {100 * quantile:0}% quantiles"), 1.2, false, chance =>
    {
        var evidence = new QuantileEvidence(new QuantileSettings { Quantile = quantile, BucketsPerDoubling = 16 });
        return count =>
        {
            var histograms = new long[2][];
            (histograms[0], histograms[1]) = (new long[320], new long[320]);
            for (var i = 0; i < count; i++)
            {
                var arm = chance.NextDouble() < share ? 1 : 0;
                histograms[arm][Math.Clamp((int)(Math.Log2(1_000 * Math.Exp(0.7 * chance.NextNormal()) * (arm == 1 ? 1.2 : 1)) * 16), 0, 319)]++;
            }
            evidence.Add(histograms[0], histograms[1]);
            return (evidence.Interval(), null);
        };
    });

    private static CoverageKind OneShare(double share) => new(FormattableString.Invariant($"rows that disagree ({100 * share:0}%), share"), share, false, chance =>
    {
        var evidence = new ShareEvidence(new ShareSettings { Limit = 0.05 });
        return count =>
        {
            evidence.Add(Hits(count, share, chance));
            return (evidence.Interval(), null);
        };
    });

    private static int Arm(int count, double share, Xoshiro256 chance) => TrafficSource.Binomial(count, share, chance);

    private static HitCounts Hits(int count, double rate, Xoshiro256 chance) => new(count, TrafficSource.Binomial(count, rate, chance));
}
