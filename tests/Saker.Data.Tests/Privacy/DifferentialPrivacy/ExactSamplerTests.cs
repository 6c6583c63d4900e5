using System.Numerics;
using Saker.Data.Privacy.DifferentialPrivacy;

namespace Saker.Data.Tests.Privacy.DifferentialPrivacy;

/// <summary>Draws against theory; the seeds are fixed, and the bounds are those that chance breaks once in about 100,000 seeds.</summary>
public sealed class ExactSamplerTests
{
    private const int Draws = 40_000;

    private readonly ExactSampler _sampler = new(PrivacyRandom.Seeded(20_240_131));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 10)]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    public void A_coin_falls_as_often_as_the_exponential_says(int numerator, int denominator)
    {
        var expected = Math.Exp(-(double)numerator / denominator);
        var heads = Enumerable.Range(0, Draws).Count(_ => _sampler.BernoulliExp(numerator, denominator));
        Assert.InRange((double)heads / Draws, expected - (4.5 * Math.Sqrt(expected * (1 - expected) / Draws)), expected + (4.5 * Math.Sqrt(expected * (1 - expected) / Draws)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 7)]
    public void Laplace_noise_has_its_distribution(int s, int t)
    {
        var ratio = Math.Exp(-(double)s / t);
        AssertFits(() => _sampler.Laplace(s, t), y => (1 - ratio) / (1 + ratio) * Math.Pow(ratio, Math.Abs(y)), 12);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(9, 1)]
    [InlineData(50, 3)]
    public void Gaussian_noise_has_its_distribution(int n, int d)
    {
        var norm = Enumerable.Range(-200, 401).Sum(Weight);
        AssertFits(() => _sampler.Gaussian(n, d), y => Weight(y) / norm, 12);

        double Weight(int y) => Math.Exp(-(double)y * y * d / (2.0 * n));
    }

    [Fact]
    public void Large_limits_are_drawn_evenly()
    {
        var random = PrivacyRandom.Seeded(5);
        var limit = (BigInteger.One << 70) * 3;
        var low = Enumerable.Range(0, 6_000).Count(_ => random.Below(limit) < BigInteger.One << 70);
        Assert.InRange(low, 1_830, 2_170);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(BigInteger.Zero, random.Below(1)));
    }

    [Fact]
    public void The_secure_bits_differ_every_time_and_are_even()
    {
        var random = PrivacyRandom.Secure();
        var drawn = Enumerable.Range(0, 2_000).Select(_ => random.Below(BigInteger.One << 64)).ToHashSet();
        Assert.Equal(2_000, drawn.Count);
        Assert.InRange(drawn.Count(number => number.IsEven), 850, 1_150);
    }

    private static void AssertFits(Func<BigInteger> draw, Func<int, double> probability, int reach)
    {
        var counts = new int[(2 * reach) + 2];
        for (var i = 0; i < Draws; i++)
            counts[draw() is var y && BigInteger.Abs(y) <= reach ? (int)y + reach : ^1]++;
        var (statistic, bins, rest) = (0.0, 0, 1.0);
        for (var y = -reach; y <= reach; y++)
        {
            rest -= probability(y);
            var expected = probability(y) * Draws;
            if (expected < 5)
                continue;
            statistic += Math.Pow(counts[y + reach] - expected, 2) / expected;
            bins++;
        }
        // The chi-squared statistic has about the bins as its mean, and twice that as its variance.
        Assert.True(statistic < bins + (6 * Math.Sqrt(2 * bins)), $"{statistic} over {bins} bins");
        Assert.InRange(counts[^1], (rest * Draws) - 40 - (5 * Math.Sqrt(Math.Max(0, rest) * Draws)), (rest * Draws) + 40 + (5 * Math.Sqrt(Math.Max(0, rest) * Draws)));
    }
}
