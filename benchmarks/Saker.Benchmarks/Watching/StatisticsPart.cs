using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Peers;
using Saker.Learning;
using Saker.Learning.Drift;
using Saker.Learning.Drift.Measures;

namespace Saker.Benchmarks.Watching;

/// <summary>Drift measures beside scipy's, on arrays that were drawn: of any size, with and without ties, with and without drift.</summary>
internal sealed class StatisticsPart : IAreaPart
{
    private const double StatisticError = 1e-9;
    private const double ChanceError = 1e-6;

    public string Name => "statistics";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        Pair[] pairs = [.. Enumerable.Range(0, settings.Quick ? 60 : 400).Select(Draw)];
        settings.Log.WriteLine($"statistics: {pairs.Length} pairs of arrays");
        var peers = await new PythonPeer("watching.py").AskAsync<object, Answer[]>(new { pairs }, cancellationToken);
        Answer[] ours = [.. pairs.Select(Ask)];
        return
        [
            Worst("Kolmogorov-Smirnov, statistic", answer => answer.Ks, StatisticError),
            Worst("Kolmogorov-Smirnov, p-value", answer => answer.KsP, ChanceError),
            Worst("chi-squared, statistic", answer => answer.Chi, StatisticError),
            Worst("chi-squared, p-value", answer => answer.ChiP, ChanceError),
            Worst("Wasserstein", answer => answer.Wasserstein, StatisticError),
            Worst("Anderson-Darling, statistic", answer => answer.Ad, StatisticError),
            Worst("Anderson-Darling, p-value", answer => answer.AdP, ChanceError),
            Worst("Jensen-Shannon", answer => answer.JensenShannon, StatisticError),
        ];

        Demand Worst(string measure, Func<Answer, double> value, double max) =>
            Demand.Bound($"{measure}: largest difference from scipy", ours.Zip(peers).Max(pair => Math.Abs(value(pair.First) - value(pair.Second)) / Math.Max(1, Math.Abs(value(pair.Second)))), max);
    }

    private static Answer Ask(Pair pair)
    {
        var (a, b) = (SortedNumbers.Of(pair.A), SortedNumbers.Of(pair.B));
        var (ks, ad, chi) = (DriftMeasures.KolmogorovSmirnovTest(a, b), DriftMeasures.AndersonDarlingTest(a, b), DriftMeasures.ChiSquaredTest(pair.Before, pair.After));
        return new Answer(ks.Statistic, ks.PValue, ad.Statistic, ad.PValue, chi.Statistic, chi.PValue, DriftMeasures.Wasserstein(a, b), DriftMeasures.JensenShannon(pair.Before, pair.After));
    }

    private static Pair Draw(int i)
    {
        var chance = Xoshiro256.Of(7, i);
        // Sizes from a handful to where the exact test ends, and beyond.
        int[] sizes = [.. Enumerable.Range(0, 2).Select(_ => (int)Math.Round(Math.Pow(10, 0.7 + (chance.NextDouble() * 3.6))))];
        var (shift, hasTies, hasTails) = (chance.Below(3) * 0.1, i % 3 == 0, i % 5 == 0);
        var values = chance.Below(12) + 2;
        return new Pair(Numbers(sizes[0], 0), Numbers(sizes[1], shift), Counts(values), Counts(values));

        double[] Numbers(int count, double by) => [.. Enumerable.Range(0, count).Select(_ => Number() + by)];
        double Number() => hasTies ? chance.Below(20) / 10.0 : hasTails ? chance.NextNormal() / chance.NextNormal() : chance.NextNormal();
        double[] Counts(int count) => [.. Enumerable.Range(0, count).Select(_ => 1.0 + chance.Below(1_000))];
    }

    private sealed record Pair(double[] A, double[] B, double[] Before, double[] After);

    private sealed record Answer(double Ks, double KsP, double Ad, double AdP, double Chi, double ChiP, double Wasserstein, double JensenShannon);
}
