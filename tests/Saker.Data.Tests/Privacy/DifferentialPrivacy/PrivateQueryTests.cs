using Saker.Data.Privacy.DifferentialPrivacy;

namespace Saker.Data.Tests.Privacy.DifferentialPrivacy;

public sealed class PrivateQueryTests
{
    private static readonly PrivacyParameters Laplace = new() { Epsilon = 0.5 };
    private static readonly PrivacyParameters Gaussian = new() { Epsilon = 0.5, Delta = 1e-5 };

    private static readonly Table Rows = new(
    [
        Column.OfNumbers("amount", [.. Enumerable.Range(0, 2_000).Select(i => i % 7 == 0 ? double.NaN : (i % 100) - 20.0)]),
        Column.OfText("kind", [.. Enumerable.Range(0, 2_000).Select(i => i % 4 == 0 ? "a" : "b")]),
    ]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_errors_of_counts_and_sums_are_those_of_theory(bool isGaussian)
    {
        var parameters = isGaussian ? Gaussian : Laplace;
        var present = Rows.Get("amount").ToFloat64().Where(value => !double.IsNaN(value)).ToArray();
        AssertErrors(() => new CountQuery("amount", parameters), present.Length, 1);
        AssertErrors(() => new SumQuery("amount", 0, 50, parameters), present.Sum(value => Math.Clamp(value, 0, 50)), 50);

        void AssertErrors(Func<PrivateQuery> query, double exact, double sensitivity)
        {
            var errors = Draw(query, 3_000).Select(answers => answers[0].Value - exact).ToArray();
            var scale = isGaussian ? GaussianCalibration.Sigma(0.5, 1e-5, 1) * sensitivity : Math.Sqrt(2) * sensitivity / 0.5;
            Assert.InRange(errors.Average(), -4.5 * scale / Math.Sqrt(errors.Length), 4.5 * scale / Math.Sqrt(errors.Length));
            Assert.InRange(Math.Sqrt(errors.Average(error => error * error)) / scale, 0.92, 1.08);
            var stated = query().Answer(new ExactSampler(PrivacyRandom.Seeded(1)))[0].Error95;
            Assert.InRange(errors.Count(error => Math.Abs(error) <= stated) / (double)errors.Length, 0.93, 0.97);
        }
    }

    [Fact]
    public void Means_and_quantiles_are_near_the_exact_ones()
    {
        var present = Rows.Get("amount").ToFloat64().Where(value => !double.IsNaN(value)).Order().ToArray();
        var means = Draw(() => new MeanQuery("amount", -20, 80, Laplace), 300).Select(answers => answers[0].Value).ToArray();
        // A sum of distances up to 50, with half of epsilon, over 1,714 values.
        Assert.InRange(means.Average(mean => Math.Abs(mean - present.Average())), 0.02, 50 / 0.25 / present.Length * 1.3);
        foreach (var quantile in new[] { 0.1, 0.5, 0.9 })
        {
            var ranks = Draw(() => new QuantileQuery("amount", quantile, -20, 80, 200, Laplace), 100).Select(answers => present.Count(value => value <= answers[0].Value) / (double)present.Length).ToArray();
            Assert.InRange(ranks.Average(), quantile - 0.02, quantile + 0.03);
        }
    }

    [Fact]
    public void Histograms_count_what_lies_in_their_bins()
    {
        var exact = new PrivacyParameters { Epsilon = 1_000 };
        var numbers = new HistogramQuery("amount", [0.0, 10, 79], exact);
        numbers.Add(Rows);
        Assert.Equal([("[0, 10)", Count(0, 9)), ("[10, 79]", Count(10, 79))], numbers.Answer(new ExactSampler(PrivacyRandom.Seeded(1))).Select(answer => (answer.Name, answer.Value)));
        var kinds = new HistogramQuery("kind", ["b", "c"], exact);
        kinds.Add(Rows);
        Assert.Equal([("b", 1_500.0), ("c", 0)], kinds.Answer(new ExactSampler(PrivacyRandom.Seeded(1))).Select(answer => (answer.Name, answer.Value)));

        static double Count(double from, double to) => Rows.Get("amount").ToFloat64().Count(value => value >= from && value <= to);
    }

    // If an answer is much likelier with one row than without it, the mechanism tells more than it says. The ratio must come close to epsilon
    // too: otherwise the test would pass with any noise.
    [Theory]
    [InlineData("count")]
    [InlineData("sum")]
    [InlineData("histogram")]
    [InlineData("median")]
    public void Neighbours_can_hardly_be_told_apart(string kind)
    {
        const double epsilon = 1;
        const int draws = 30_000;
        var parameters = new PrivacyParameters { Epsilon = epsilon };
        var (with, without) = (new Table([Column.OfNumbers("x", [1, 0, 1, 1])]), new Table([Column.OfNumbers("x", [1, 0, 1])]));
        Func<PrivateQuery> make = kind switch
        {
            "count" => () => new CountQuery(null, parameters),
            "sum" => () => new SumQuery("x", 0, 1, parameters),
            "histogram" => () => new HistogramQuery("x", [0.5, 1.5], parameters),
            _ => () => new QuantileQuery("x", 0.5, 0, 1, 1, parameters),
        };
        var (a, b) = (Outcomes(make, with, draws, 1), Outcomes(make, without, draws, 2));
        var largest = 0.0;
        foreach (var bound in a.Keys.Union(b.Keys).Order())
        {
            // Events of both sides: at most, and above.
            var (p, q) = (Share(a, bound), Share(b, bound));
            foreach (var (x, y) in new[] { (p, q), (q, p), (1 - p, 1 - q), (1 - q, 1 - p) })
            {
                var slack = 4 * Math.Sqrt(Math.Max(x * (1 - x), 1e-4) / draws);
                Assert.True(x - slack <= Math.Exp(epsilon) * (y + (4 * Math.Sqrt(Math.Max(y * (1 - y), 1e-4) / draws))), $"{kind} at {bound}: {x} against {y}");
                if (x > 0.05 && y > 0)
                    largest = Math.Max(largest, Math.Log(x / y));
            }
        }
        // The exponential mechanism is proved for twice of what it tells where one row moves ranks one way only.
        Assert.InRange(largest, kind == "median" ? 0.15 : 0.8, epsilon * 1.15);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var error = Assert.Throws<SakerException>(() => new SumQuery("x", 1, 1, new PrivacyParameters { Epsilon = 0, Delta = 0.5, RowsPerPerson = 0 }));
        Assert.Equal(["epsilon", "delta", "rows_per_person", "min"], error.Problems.Select(problem => problem.Field));
        Assert.Throws<SakerException>(() => new SumQuery("x", double.NegativeInfinity, 1, Laplace));
        Assert.Throws<SakerException>(() => new HistogramQuery("x", [1.0, 1], Laplace));
        Assert.Throws<SakerException>(() => new HistogramQuery("x", [1.0, 2], Gaussian with { RowsPerPerson = 2 }));
        Assert.Throws<SakerException>(() => new CountQuery(null, Gaussian with { Epsilon = 101 }));
        Assert.Throws<SakerException>(() => new QuantileQuery("x", 0.5, 0, 1, 10, Gaussian));
    }

    [Fact]
    public void More_rows_of_one_person_mean_more_noise()
    {
        var one = new CountQuery(null, Laplace).Answer(new ExactSampler(PrivacyRandom.Seeded(1)))[0].Error95;
        var five = new CountQuery(null, Laplace with { RowsPerPerson = 5 }).Answer(new ExactSampler(PrivacyRandom.Seeded(1)))[0].Error95;
        Assert.Equal(5, five / one, 9);
    }

    private static IEnumerable<IReadOnlyList<PrivateAnswer>> Draw(Func<PrivateQuery> make, int count)
    {
        var sampler = new ExactSampler(PrivacyRandom.Seeded(77));
        var query = make();
        query.Add(Rows);
        for (var i = 0; i < count; i++)
            yield return query.Answer(sampler);
    }

    private static Dictionary<double, int> Outcomes(Func<PrivateQuery> make, Table table, int draws, int seed)
    {
        var sampler = new ExactSampler(PrivacyRandom.Seeded(seed));
        var query = make();
        query.Add(table);
        return Enumerable.Range(0, draws).Select(_ => Math.Clamp(Math.Round(query.Answer(sampler)[0].Value), -3, 9)).CountBy(value => value).ToDictionary();
    }

    private static double Share(Dictionary<double, int> outcomes, double bound) => outcomes.Where(outcome => outcome.Key <= bound).Sum(outcome => outcome.Value) / (double)outcomes.Values.Sum();
}
