using Saker.Learning.Fairness.Mitigation;

namespace Saker.Learning.Tests.Fairness.Mitigation;

public sealed class ReweighingTests
{
    private static readonly int[] Group = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1];
    private static readonly float[] Target = [1, 1, 1, 1, 0, 0, 1, 0, 0, 0];

    [Fact]
    public void Weighed_rows_have_the_same_share_of_positives_in_every_group()
    {
        var weights = Reweighing.Weigh(Group, Target);
        Assert.Equal(10, weights.Sum(), 1e-5);
        foreach (var group in (int[])[0, 1])
        {
            var own = Enumerable.Range(0, 10).Where(row => Group[row] == group).ToArray();
            Assert.Equal(0.5, own.Sum(row => weights[row] * Target[row]) / own.Sum(row => weights[row]), 1e-6);
        }
        // P(group 0) P(1) / P(group 0, 1) = 0.6 * 0.5 / 0.4.
        Assert.Equal(0.75f, weights[0], 1e-6f);
    }

    [Fact]
    public void Half_the_strength_is_half_the_way()
    {
        var whole = Reweighing.Weigh(Group, Target);
        Assert.Equal(whole.Select(weight => (1 + weight) / 2), Reweighing.Weigh(Group, Target, 0.5), (left, right) => Math.Abs(left - right) < 1e-6);
        Assert.All(Reweighing.Weigh(Group, Target, 0), weight => Assert.Equal(1, weight));
    }
}
