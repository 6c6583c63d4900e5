using MathNet.Numerics.Distributions;
using Saker.Data;
using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

public sealed class ShareEvidenceTests
{
    [Theory]
    [InlineData(Harm.Higher, 0.02)]
    [InlineData(Harm.Lower, 0.9)]
    public void The_e_value_is_one_on_average_at_the_limit(Harm harm, double limit)
    {
        const int count = 400;
        var sum = 0.0;
        for (var hits = 0; hits <= count; hits++)
            sum += Math.Exp(Binomial.PMFLn(limit, count, hits) + new ShareEvidence(new ShareSettings { Limit = limit, Harm = harm }, new HitCounts(count, hits)).LogEvidence);
        Assert.Equal(1, sum, 8);
    }

    [Fact]
    public void Intervals_equal_the_roots_that_scipy_finds()
    {
        foreach (var reference in SequentialReference.Read().Sequences)
        {
            var interval = BinomialSequence.SharesOf(new HitCounts(reference.Count, reference.Hits), reference.Level);
            Assert.Equal(reference.Low, interval.Low, 9);
            Assert.Equal(reference.High, interval.High, 9);
        }
    }

    [Fact]
    public void Rows_that_disagree_beyond_the_limit_are_found()
    {
        var evidence = new ShareEvidence(new ShareSettings { Limit = 0.05 });
        evidence.Add(new HitCounts(300, 12));
        Assert.True(evidence.LogEvidence < 0);
        evidence.Add(new HitCounts(300, 48));
        Assert.True(evidence.LogEvidence > 5);
        Assert.Equal(0.1, evidence.Effect, 12);
        Assert.Equal(evidence.LogEvidence, new ShareEvidence(new ShareSettings { Limit = 0.05 }, evidence.Counts).LogEvidence);
    }

    [Fact]
    public void Nothing_is_known_before_the_first_row()
    {
        var evidence = new ShareEvidence(new ShareSettings { Limit = 0.5 });
        Assert.Equal((0, double.NaN, 0, 1), (Math.Round(evidence.LogEvidence, 12), evidence.Effect, evidence.Interval().Low, evidence.Interval().High));
    }

    [Fact]
    public void Settings_that_do_not_fit_are_refused_with_every_reason()
    {
        var error = Assert.Throws<SakerException>(() => new ShareEvidence(new ShareSettings { Limit = 1, Harm = Harm.Either }));
        Assert.Equal(["limit", "harm"], error.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Ranks_of_a_quantile_are_those_whose_share_is_not_refuted()
    {
        var (least, most) = BinomialSequence.HitsOf(1_000, 0.9, 0.95);
        Assert.True(least is > 840 and < 880 && most is > 918 and < 950, $"{least} {most}");
        Assert.Equal((0, 0), BinomialSequence.HitsOf(0, 0.9, 0.95));
        // Few values refute nothing.
        Assert.Equal((0, 3), BinomialSequence.HitsOf(3, 0.5, 0.95));
    }
}
