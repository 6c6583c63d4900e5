using Saker.Learning.Sequential;

namespace Saker.Learning.Tests.Sequential;

public sealed class TiltedHypergeometricTests
{
    [Fact]
    public void Normalisers_equal_sums_over_scipys_hypergeometric_distribution()
    {
        foreach (var reference in SequentialReference.Read().Normalisers)
        {
            var sums = new double[1];
            TiltedHypergeometric.AddLogNormalisers(reference.Candidates, reference.Controls, reference.Hits, [Math.Log(reference.Odds)], [reference.Odds], sums);
            Assert.True(Math.Abs(sums[0] - reference.Log) <= 1e-8 * Math.Max(1, Math.Abs(reference.Log)), $"{reference}: {sums[0]:R}");
        }
    }

    [Fact]
    public void Odds_side_by_side_give_what_each_gives_alone()
    {
        // As many as fill the lanes of any processor, and some that are left over.
        double[] logs = [.. Enumerable.Range(0, 83).Select(i => (i - 41) * 0.08)];
        var odds = Array.ConvertAll(logs, Math.Exp);
        foreach (var (candidates, controls, hits) in ((long, long, long)[])[(30, 170, 9), (170, 30, 120), (4_000, 4_000, 2_500)])
        {
            var together = new double[logs.Length];
            TiltedHypergeometric.AddLogNormalisers(candidates, controls, hits, logs, odds, together);
            for (var i = 0; i < logs.Length; i++)
            {
                var alone = new double[1];
                TiltedHypergeometric.AddLogNormalisers(candidates, controls, hits, logs.AsSpan(i, 1), odds.AsSpan(i, 1), alone);
                Assert.Equal(alone[0], together[i], 10);
            }
        }
    }
}
