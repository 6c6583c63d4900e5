using Saker.Learning.Fairness.Mitigation;

namespace Saker.Learning.Tests.Fairness.Mitigation;

public sealed class MixtureProgramTests
{
    [Fact]
    public void Two_hypotheses_are_mixed_until_the_constraint_holds()
    {
        // 0.3 and -0.1 from even: a quarter of the one and three quarters of the other are even; a slack of 0.1 lets half of each in.
        var (shares, value) = MixtureProgram.Solve([0.10, 0.20], [[0.3, -0.3], [-0.1, 0.1]], 0, 100);
        Assert.Equal([0.25, 0.75], shares.Select(share => Math.Round(share, 10)));
        Assert.Equal(0.175, value, 1e-10);
        Assert.Equal([0.5, 0.5], MixtureProgram.Solve([0.10, 0.20], [[0.3, -0.3], [-0.1, 0.1]], 0.1, 100).Shares.Select(share => Math.Round(share, 10)));
    }

    [Fact]
    public void What_cannot_be_even_is_as_even_as_it_goes()
    {
        var (shares, value) = MixtureProgram.Solve([0.1, 0.2], [[0.3, -0.3], [0.2, -0.2]], 0.05, 100);
        Assert.Equal([0, 1], shares);
        Assert.Equal(0.2 + 100 * 0.15, value, 1e-10);
    }

    [Fact]
    public void No_mixture_on_a_grid_is_better()
    {
        var random = new Xoshiro256(3);
        for (var trial = 0; trial < 50; trial++)
        {
            double[] errors = [.. Enumerable.Range(0, 3).Select(_ => random.NextDouble() / 2)];
            double[][] moments = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 2).Select(_ => random.NextDouble() - 0.5).SelectMany(moment => (double[])[moment, -moment]).ToArray())];

            var (shares, value) = MixtureProgram.Solve(errors, moments, 0.05, 20);

            Assert.Equal(1, shares.Sum(), 1e-9);
            Assert.Equal(value, Cost(shares, errors, moments), 1e-9);
            for (var i = 0; i <= 50; i++)
                for (var j = 0; i + j <= 50; j++)
                    Assert.True(Cost([i / 50.0, j / 50.0, (50 - i - j) / 50.0], errors, moments) >= value - 1e-9);
        }
    }

    private static double Cost(double[] shares, double[] errors, double[][] moments)
    {
        var worst = Enumerable.Range(0, moments[0].Length).Max(row => shares.Zip(moments, (share, moment) => share * moment[row]).Sum());
        return shares.Zip(errors, (share, error) => share * error).Sum() + 20 * Math.Max(0, worst - 0.05);
    }
}
