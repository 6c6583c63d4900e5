using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Selection.Comparing;

/// <summary>The difference of two scores over resamples of the same rows.</summary>
internal static class PairedBootstrap
{
    // Of resamples on which a score is not defined there may be so many, as a share.
    private const double MaxUndefinedShare = 0.1;

    /// <summary>The differences of all resamples on which both are defined, ascending.</summary>
    public static double[] Differences(int rowCount, Func<ReadOnlySpan<int>, double> candidate, Func<ReadOnlySpan<int>, double> champion, IReadOnlyList<int>? strata, ComparisonOptions options, CancellationToken cancellationToken)
    {
        if (rowCount < 1)
            throw new SakerException(ErrorKind.InvalidInput, "A comparison needs at least one row.", "rows");
        if (options.ResampleCount is < 100 or > 100_000)
            throw new SakerException(ErrorKind.InvalidInput, $"The number of resamples must be between 100 and 100000; got {options.ResampleCount}.", "resamples");
        var draws = new BootstrapDraws(rowCount, strata);
        var differences = new double[options.ResampleCount];
        Parallel.For(0, differences.Length, new ParallelOptions { CancellationToken = cancellationToken }, () => new int[rowCount], (number, _, rows) =>
        {
            draws.Draw(Xoshiro256.Of(options.Seed, number), rows);
            differences[number] = candidate(rows) - champion(rows);
            return rows;
        }, _ => { });
        double[] defined = [.. differences.Where(double.IsFinite)];
        Array.Sort(defined);
        return defined;
    }

    public static Interval IntervalOf(double[] sorted, ComparisonOptions options) => IsEnough(sorted, options)
        ? new Interval(Bootstrap.Quantile(sorted, (1 - options.Level) / 2), Bootstrap.Quantile(sorted, (1 + options.Level) / 2), options.Level)
        : new Interval(double.NaN, double.NaN, options.Level);

    /// <summary>Twice the share of resamples on the other side of 0, those at 0 counted on both; never below what so many resamples can tell.</summary>
    public static double PValueOf(double[] sorted, ComparisonOptions options)
    {
        if (!IsEnough(sorted, options))
            return double.NaN;
        var (above, below) = (sorted.Count(difference => difference >= 0), sorted.Count(difference => difference <= 0));
        return Math.Min(1, 2.0 * (Math.Min(above, below) + 1) / (sorted.Length + 1));
    }

    private static bool IsEnough(double[] sorted, ComparisonOptions options) => sorted.Length >= (1 - MaxUndefinedShare) * options.ResampleCount;
}
