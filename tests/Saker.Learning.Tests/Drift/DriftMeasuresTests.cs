using System.Text.Json;
using Saker.Data;
using Saker.Learning.Drift;
using Saker.Learning.Drift.Measures;

namespace Saker.Learning.Tests.Drift;

public sealed class DriftMeasuresTests
{
    private const double Chance = 1e-6;

    [Fact]
    public void Numbers_have_the_distances_and_tests_of_scipy()
    {
        foreach (var pair in DriftReference.List("pairs"))
        {
            var name = pair.GetProperty("name").GetString()!;
            var (a, b) = (SortedNumbers.Of(pair.Numbers("a")), SortedNumbers.Of(pair.Numbers("b")));
            Test(DriftMeasures.KolmogorovSmirnovTest(a, b), pair.Numbers("ks"), $"{name}, Kolmogorov-Smirnov");
            Test(DriftMeasures.KolmogorovSmirnovTest(b, a), pair.Numbers("ks"), $"{name}, Kolmogorov-Smirnov the other way round");
            Test(DriftMeasures.AndersonDarlingTest(a, b), pair.Numbers("ad"), $"{name}, Anderson-Darling");
            Test(DriftMeasures.CramerVonMisesTest(a, b), pair.Numbers("cvm"), $"{name}, Cramér-von Mises");
            DriftReference.Same(pair.Number("wasserstein"), DriftMeasures.Wasserstein(a, b), $"{name}, Wasserstein");
            DriftReference.Same(pair.Number("energy"), DriftMeasures.Energy(a, b), $"{name}, energy");
        }
    }

    [Fact]
    public void Anderson_and_Darling_of_three_samples_are_those_of_scipy()
    {
        var three = DriftReference.Get("three");
        SortedNumbers[] samples = [.. three.GetProperty("samples").EnumerateArray().Select(sample => SortedNumbers.Of([.. sample.EnumerateArray().Select(item => item.GetDouble())]))];
        Test(DriftMeasures.AndersonDarlingTest(samples), three.Numbers("ad"), "three samples");
    }

    [Fact]
    public void Long_columns_have_the_distances_and_p_values_of_scipy_whichever_formula_answers()
    {
        foreach (var given in DriftReference.List("longs"))
        {
            var (n, m) = (given.GetProperty("n").GetInt32(), given.GetProperty("m").GetInt32());
            var (scale, shift) = (given.Number("scale"), given.Number("shift"));
            var a = SortedNumbers.Of([.. Enumerable.Range(0, n).Select(i => (double)((long)i * 7919 % n) / n)]);
            var b = SortedNumbers.Of([.. Enumerable.Range(0, m).Select(j => ((double)((long)j * 104729 % m) / m * scale) + shift)]);
            Test(DriftMeasures.KolmogorovSmirnovTest(a, b), given.Numbers("ks"), $"{n} and {m}, shift {shift}");
            DriftReference.Same(given.Number("wasserstein"), DriftMeasures.Wasserstein(a, b), $"{n} and {m}, Wasserstein");
        }
    }

    [Fact]
    public void The_distribution_of_Kolmogorovs_statistic_is_that_of_scipy_for_any_size()
    {
        foreach (var given in DriftReference.List("kstwo"))
            DriftReference.Same(given.Number("p"), KolmogorovDistribution.Above(given.Number("d"), given.Number("n")), FormattableString.Invariant($"n {given.Number("n")}, d {given.Number("d")}"), Chance);
    }

    [Fact]
    public void Counts_have_the_distances_and_tests_of_scipy()
    {
        foreach (var table in DriftReference.List("tables"))
        {
            var name = table.GetProperty("name").GetString()!;
            var (a, b) = (table.Numbers("a"), table.Numbers("b"));
            Test(DriftMeasures.ChiSquaredTest(a, b), table.Numbers("chi2"), $"{name}, chi-squared");
            DriftReference.Same(table.Number("js"), DriftMeasures.JensenShannon(a, b), $"{name}, Jensen-Shannon", name == "the same shares" ? 1e-7 : 1e-9);
            DriftReference.Same(table.Number("hellinger"), DriftMeasures.Hellinger(a, b), $"{name}, Hellinger", name == "the same shares" ? 1e-7 : 1e-9);
            DriftReference.Same(table.Number("tv"), DriftMeasures.TotalVariation(a, b), $"{name}, total variation");
            if (table.GetProperty("kl").ValueKind == JsonValueKind.Number)
            {
                DriftReference.Same(table.Number("kl"), DriftMeasures.KullbackLeibler(a, b), $"{name}, Kullback-Leibler");
                Test(DriftMeasures.GoodnessOfFitTest(a, b), table.Numbers("fit"), $"{name}, goodness of fit");
            }
        }
    }

    [Fact]
    public void Fishers_test_is_that_of_scipy()
    {
        foreach (var given in DriftReference.List("fisher"))
        {
            var (a, n, b, m) = ((long)given.Number("a"), (long)given.Number("n"), (long)given.Number("b"), (long)given.Number("m"));
            DriftReference.Same(given.Number("p"), Fisher.PValue(a, n, b, m), $"{a} of {n}, {b} of {m}", Chance);
        }
    }

    [Fact]
    public void Two_shares_are_chi_squared_of_two_columns()
    {
        var z = DriftMeasures.TwoSharesTest(500, 5_000, 750, 5_000);
        var chi = DriftMeasures.ChiSquaredTest([500, 4_500], [750, 4_250]);
        Assert.Equal(chi.Statistic, z.Statistic * z.Statistic, 9);
        Assert.Equal(chi.PValue, z.PValue, 12);
        Assert.True(z.Statistic > 0);
    }

    [Fact]
    public void A_value_that_is_new_has_an_infinite_divergence_and_certainly_does_not_fit()
    {
        Assert.Equal(double.PositiveInfinity, DriftMeasures.KullbackLeibler([10, 0], [5, 5]));
        Assert.Equal(0, DriftMeasures.GoodnessOfFitTest([10, 0], [5, 5]).PValue);
    }

    [Fact]
    public void Missing_values_and_infinities_are_counted_and_left_out()
    {
        var numbers = SortedNumbers.Of([3, double.NaN, double.PositiveInfinity, -1, double.NaN, double.NegativeInfinity, 2]);
        Assert.Equal([-1, 2, 3], numbers.Values.ToArray());
        Assert.Equal((2, 2), (numbers.MissingCount, numbers.InfiniteCount));
        Assert.True(double.IsNaN(DriftMeasures.KolmogorovSmirnovTest(numbers, SortedNumbers.Of([])).PValue));
    }

    [Fact]
    public void Numbers_are_sorted_whatever_their_sign_and_size()
    {
        var chance = new Xoshiro256(3);
        double[] values = [.. Enumerable.Range(0, 5_000).Select(_ => chance.NextNormal() * Math.Pow(10, chance.Below(600) - 300))];
        double[] before = [.. values];
        var sorted = SortedNumbers.Of(values);
        Assert.Equal(before, values);
        Array.Sort(values);
        Assert.Equal(values, sorted.Values.ToArray());
        Assert.Equal(values[2_499], sorted.Quantile(0.5));
        Assert.Equal(2_500, sorted.CountUpTo(values[2_499]));
    }

    [Fact]
    public void Samples_without_numbers_or_with_one_value_have_no_Anderson_Darling()
    {
        Assert.Throws<SakerException>(() => DriftMeasures.AndersonDarlingTest(SortedNumbers.Of([1, 2]), SortedNumbers.Of([])));
        Assert.Throws<SakerException>(() => DriftMeasures.AndersonDarlingTest(SortedNumbers.Of([1, 1]), SortedNumbers.Of([1, 1])));
    }

    [Theory]
    [InlineData(50, 50)]
    [InlineData(20, 100)]
    public void Anderson_and_Darling_beyond_the_end_of_the_table_call_no_more_often_than_stated(int left, int right)
    {
        const int Simulations = 200_000;
        int[] levels = [0, 0, 0];
        Parallel.For(0, Simulations, i =>
        {
            var chance = Xoshiro256.Of(left, i);
            var p = AndersonDarling.TestPair(SortedNumbers.Of(Drawn(left)), SortedNumbers.Of(Drawn(right))).PValue;
            foreach (var (level, at) in new[] { (0.001, 0), (0.0002, 1), (0.00005, 2) })
                if (p < level)
                    Interlocked.Increment(ref levels[at]);

            double[] Drawn(int count) => [.. Enumerable.Range(0, count).Select(_ => chance.NextDouble())];
        });
        // 200, 40 and 10 are expected of the limit; samples of this size call a little less often.
        Assert.InRange(levels[0], 100, 245);
        Assert.InRange(levels[1], 10, 60);
        Assert.InRange(levels[2], 0, 21);
    }

    [Fact]
    public void Benjamini_and_Hochberg_raise_p_values_by_their_rank()
    {
        // As scipy.stats.false_discovery_control has it.
        var adjusted = BenjaminiHochberg.Adjust([0.01, 0.04, double.NaN, 0.03, 0.5]);
        Assert.Equal(0.04, adjusted[0], 12);
        Assert.Equal(0.16 / 3, adjusted[1], 12);
        Assert.True(double.IsNaN(adjusted[2]));
        Assert.Equal(0.16 / 3, adjusted[3], 12);
        Assert.Equal(0.5, adjusted[4], 12);
    }

    private static void Test(DriftTest actual, double[] expected, string what)
    {
        DriftReference.Same(expected[0], actual.Statistic, $"{what}, statistic");
        DriftReference.Same(expected[1], actual.PValue, $"{what}, p-value", Chance);
    }
}
