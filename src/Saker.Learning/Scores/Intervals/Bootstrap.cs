using Saker.Data;

namespace Saker.Learning.Scores.Intervals;

/// <summary>
/// Confidence intervals of any statistic by resampling rows with replacement (Efron and Tibshirani 1993, chapters 13 and 14).
/// The same settings and rows give the same interval on any number of threads.
/// </summary>
/// <remarks>
/// Rows must be independent of each other; where they come in groups (several rows of one person), give the groups as units and let
/// the statistic gather their rows. Below about 20 units no bootstrap interval covers what it says.
/// </remarks>
public sealed record Bootstrap
{
    /// <summary>How many resamples when nothing is said: enough that the ends move by about a twentieth of the interval between seeds.</summary>
    public const int DefaultResampleCount = 1_000;

    /// <summary>Up to this many rows the acceleration comes from leaving out each row; above it, from leaving out as many blocks.</summary>
    private const int MaxJackknifeCount = 200;

    /// <summary>An interval needs this share of resamples on which the statistic is defined.</summary>
    private const double MinDefinedShare = 0.9;

    public BootstrapMethod Method { get; init; } = BootstrapMethod.Bca;

    /// <summary>50 to 100,000.</summary>
    public int ResampleCount { get; init; } = DefaultResampleCount;

    /// <summary>The share of samples whose interval holds the truth, above 0 and below 1.</summary>
    public double Level { get; init; } = Interval.DefaultLevel;

    /// <summary>Decides which rows are drawn.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>How many resamples may be computed at once; it changes the time, never the interval.</summary>
    public int MaxDegree { get; init; } = Environment.ProcessorCount;

    /// <summary>The interval of one statistic.</summary>
    /// <param name="rowCount">Rows to draw from, at least 1.</param>
    /// <param name="statistic">Computes it on the rows with these indices, ascending, a row as often as it was drawn; NaN where it is not defined. Called on several threads at once.</param>
    /// <param name="strata">The stratum of each row, any number, when every resample shall have as many rows of each as the sample; null draws from all rows alike.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    /// <returns>It holds the value of the sample. Unknown when the statistic is not defined on the sample, or on more than a tenth of the resamples.</returns>
    /// <exception cref="SakerException">There are no rows, the settings are out of range, or the strata are not one per row.</exception>
    public Interval Estimate(int rowCount, Func<ReadOnlySpan<int>, double> statistic, IReadOnlyList<int>? strata, CancellationToken cancellationToken) =>
        EstimateAll(rowCount, 1, (rows, values) => values[0] = statistic(rows), strata, cancellationToken)[0];

    /// <summary>The intervals of several statistics on the same resamples.</summary>
    /// <param name="rowCount">Rows to draw from, at least 1.</param>
    /// <param name="statisticCount">How many statistics there are.</param>
    /// <param name="statistics">Computes all of them; see <see cref="Estimate"/>.</param>
    /// <param name="strata">The stratum of each row; null draws from all rows alike.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    /// <returns>An interval for each statistic, in order.</returns>
    /// <exception cref="SakerException">There are no rows, the settings are out of range, or the strata are not one per row.</exception>
    public IReadOnlyList<Interval> EstimateAll(int rowCount, int statisticCount, BootstrapStatistics statistics, IReadOnlyList<int>? strata, CancellationToken cancellationToken)
    {
        Check(rowCount, strata);
        var observed = new double[statisticCount];
        statistics([.. Enumerable.Range(0, rowCount)], observed);
        var draws = new BootstrapDraws(rowCount, strata);
        var resampled = Compute(ResampleCount, statisticCount, (number, rows) => draws.Draw(Xoshiro256.Of(Seed, number), rows), rowCount, statistics, cancellationToken);
        var leftOut = Method == BootstrapMethod.Bca ? LeaveOut(rowCount, statisticCount, statistics, cancellationToken) : [];
        var intervals = new Interval[statisticCount];
        for (var i = 0; i < statisticCount; i++)
            intervals[i] = IntervalOf(observed[i], Column(resampled, i), Column(leftOut, i));
        return intervals;
    }

    private double[][] LeaveOut(int rowCount, int statisticCount, BootstrapStatistics statistics, CancellationToken cancellationToken)
    {
        var blocks = new JackknifeBlocks(rowCount, Math.Min(rowCount, MaxJackknifeCount), Seed);
        return Compute(blocks.Count, statisticCount, blocks.LeaveOut, rowCount, statistics, cancellationToken);
    }

    private double[][] Compute(int count, int statisticCount, Func<int, int[], int> draw, int rowCount, BootstrapStatistics statistics, CancellationToken cancellationToken)
    {
        var values = new double[count][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = MaxDegree, CancellationToken = cancellationToken };
        Parallel.For(0, count, options, () => new int[rowCount], (number, _, rows) =>
        {
            var own = new double[statisticCount];
            var drawn = draw(number, rows);
            if (drawn == 0)
                own.AsSpan().Fill(double.NaN);
            else
                statistics(rows.AsSpan(0, drawn), own);
            values[number] = own;
            return rows;
        }, _ => { });
        return values;
    }

    private Interval IntervalOf(double observed, double[] resampled, double[] leftOut)
    {
        if (!double.IsFinite(observed) || resampled.Length < MinDefinedShare * ResampleCount)
            return Interval.Unknown with { Level = Level };
        Array.Sort(resampled);
        if (resampled[0] == resampled[^1])
            return new Interval(Math.Min(observed, resampled[0]), Math.Max(observed, resampled[0]), Level);
        var tail = (1 - Level) / 2;
        var (low, high) = Method == BootstrapMethod.Bca ? BcaPoints.Of(observed, resampled, leftOut, tail) : (tail, 1 - tail);
        // What chance makes larger, such as a mean distance, is taken off so far that the value itself may be left out: it is always held, as it is what readers see beside it.
        return new Interval(Math.Min(observed, Quantile(resampled, low)), Math.Max(observed, Quantile(resampled, high)), Level);
    }

    /// <summary>The values of one statistic where it is defined.</summary>
    private static double[] Column(double[][] values, int statistic) => [.. values.Select(own => own[statistic]).Where(double.IsFinite)];

    // The k-th of n ordered values estimates the quantile k / (n + 1); between them it is a straight line.
    internal static double Quantile(double[] sorted, double share)
    {
        var position = Math.Clamp((share * (sorted.Length + 1)) - 1, 0, sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    private void Check(int rowCount, IReadOnlyList<int>? strata)
    {
        var problems = new List<Problem>();
        if (rowCount < 1)
            problems.Add(new Problem("rowCount", "a bootstrap needs at least one row."));
        if (ResampleCount is < 50 or > 100_000)
            problems.Add(new Problem("resampleCount", $"it must be between 50 and 100000; got {ResampleCount}."));
        if (!(Level is > 0 and < 1))
            problems.Add(new Problem("level", FormattableString.Invariant($"it must lie between 0 and 1, both excluded; got {Level}.")));
        if (MaxDegree < 1)
            problems.Add(new Problem("maxDegree", $"it must be at least 1; got {MaxDegree}."));
        if (strata is not null && strata.Count != rowCount)
            problems.Add(new Problem("strata", $"there must be one per row; got {strata.Count} for {rowCount} rows."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The bootstrap cannot run with these settings.", problems);
    }
}
