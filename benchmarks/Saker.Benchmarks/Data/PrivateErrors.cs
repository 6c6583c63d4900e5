using Saker.Benchmarks.Demands;
using Saker.Data;
using Saker.Data.Privacy.DifferentialPrivacy;

namespace Saker.Benchmarks.Data;

/// <summary>The errors of private answers over repeated draws, beside theory; noise by seed.</summary>
internal static class PrivateErrors
{
    private const int Draws = 20_000;
    private const int QuickDraws = 4_000;
    private const int QuantileDraws = 1_000;
    private const int RowCount = 2_000;
    private const double Epsilon = 0.5;
    private const double Delta = 1e-5;

    /// <summary>So small that answers spread over many candidates.</summary>
    private const double QuantileEpsilon = 0.02;

    private const double Low = -20;
    private const double High = 80;

    private static readonly double[] Values = [.. Enumerable.Range(0, RowCount).Select(i => (i * 37 % 100) - 20.0)];

    private static readonly Table Rows = new([Column.OfNumbers("x", Values)]);

    public static IEnumerable<Demand> Measure(AreaSettings settings, CancellationToken cancellationToken)
    {
        // The deviation of 20,000 Laplace draws is known to within 0.8%, one standard error; that of 4,000 to within 1.8%.
        var (draws, tolerance) = settings.Quick ? (QuickDraws, 0.07) : (Draws, 0.03);
        foreach (var parameters in new[] { new PrivacyParameters { Epsilon = Epsilon }, new PrivacyParameters { Epsilon = Epsilon, Delta = Delta } })
        {
            cancellationToken.ThrowIfCancellationRequested();
            var noise = parameters.Delta > 0 ? "Gaussian" : "Laplace";
            var count = Errors(new CountQuery("x", parameters), RowCount, draws, cancellationToken);
            yield return Demand.Theory($"count, {noise}: deviation of {draws} draws", Deviation(count), Scale(parameters, 1), tolerance);
            var sum = new SumQuery("x", 0, 50, parameters);
            var errors = Errors(sum, Values.Sum(value => Math.Clamp(value, 0, 50)), draws, cancellationToken);
            yield return Demand.Theory($"sum, {noise}: deviation of {draws} draws", Deviation(errors), 50 * Scale(parameters, 1), tolerance);
            var stated = sum.Answer(new ExactSampler(PrivacyRandom.Seeded(1)))[0].Error95;
            yield return Demand.Theory($"sum, {noise}: share within the stated 95% error", errors.Count(error => Math.Abs(error) <= stated) / (double)draws, 0.95, 0.02);
            var bins = Errors(new HistogramQuery("x", [Low, 0, High], parameters), Values.Count(value => value < 0), draws, cancellationToken);
            yield return Demand.Theory($"histogram, {noise}: deviation of a bin, {draws} draws", Deviation(bins), Scale(parameters, 1), tolerance);
            var mean = Errors(new MeanQuery("x", Low, High, parameters), Values.Average(), draws, cancellationToken);
            yield return Demand.Theory($"mean, {noise}: deviation of {draws} draws", Deviation(mean), MeanDeviation(parameters), tolerance);
        }
        foreach (var quantile in new[] { 0.1, 0.5 })
        {
            var query = new QuantileQuery("x", quantile, Low, High, 100, new PrivacyParameters { Epsilon = QuantileEpsilon });
            var ranks = Errors(query, 0, QuantileDraws, cancellationToken).Select(answer => RankError(answer, quantile)).Average();
            // Mean rank errors of 1,000 draws are known to within 4%.
            yield return Demand.Theory(FormattableString.Invariant($"quantile {quantile}: mean error of rank, {QuantileDraws} draws"), ranks, ExpectedRankError(quantile), 0.15);
        }
    }

    private static double[] Errors(PrivateQuery query, double exact, int draws, CancellationToken cancellationToken)
    {
        query.Add(Rows);
        var sampler = new ExactSampler(PrivacyRandom.Seeded(77));
        var errors = new double[draws];
        for (var i = 0; i < draws; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            errors[i] = query.Answer(sampler)[0].Value - exact;
        }
        return errors;
    }

    private static double Deviation(double[] errors) => Math.Sqrt(errors.Average(error => error * error));

    /// <summary>The standard deviation of a whole number's noise.</summary>
    private static double Scale(PrivacyParameters parameters, double sensitivity) => parameters.Delta > 0
        ? GaussianCalibration.Sigma(parameters.Epsilon, parameters.Delta, 1) * sensitivity
        : Math.Sqrt(2) * sensitivity / parameters.Epsilon;

    /// <summary>Half of the budget goes to the sum of distances from the middle, half to the count; to first order their errors add up.</summary>
    private static double MeanDeviation(PrivacyParameters parameters)
    {
        var half = parameters with { Epsilon = parameters.Epsilon / 2, Delta = parameters.Delta / 2 };
        const double middle = (Low + High) / 2;
        return Scale(half, 1) * Math.Sqrt(Math.Pow((High - Low) / 2, 2) + Math.Pow(Values.Average() - middle, 2)) / RowCount;
    }

    /// <summary>By how many values an answer misses the rank that was asked for.</summary>
    private static double RankError(double answer, double quantile)
    {
        var (below, upTo) = (Values.Count(value => value < answer - 1e-9), Values.Count(value => value <= answer + 1e-9));
        return Math.Max(0, Math.Max(below - (quantile * RowCount), (quantile * RowCount) - upTo));
    }

    /// <summary>The mean under the exponential mechanism's own distribution: a candidate is e^(-epsilon cost / (2 sensitivity)) as likely.</summary>
    private static double ExpectedRankError(double quantile)
    {
        var candidates = Enumerable.Range(0, (int)(High - Low) + 1).Select(i => Low + i).ToArray();
        var costs = candidates.Select(candidate => Math.Abs(((1 - quantile) * Values.Count(value => value < candidate)) - (quantile * Values.Count(value => value > candidate)))).ToArray();
        var weights = costs.Select(cost => Math.Exp(-QuantileEpsilon * (cost - costs.Min()) / (2 * Math.Max(quantile, 1 - quantile)))).ToArray();
        return candidates.Select((candidate, i) => weights[i] * RankError(candidate, quantile)).Sum() / weights.Sum();
    }
}
