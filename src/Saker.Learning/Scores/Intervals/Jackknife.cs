using MathNet.Numerics.Distributions;

namespace Saker.Learning.Scores.Intervals;

/// <summary>
/// Intervals from leaving out blocks of rows (Quenouille 1949, Tukey 1958), for smooth statistics that rows drawn twice would
/// mislead: a copy of a row is always in its cluster.
/// </summary>
public static class Jackknife
{
    private const int MaxBlockCount = 100;
    private const long Seed = 42;

    /// <param name="rowCount">At least 2.</param>
    /// <param name="statistic">Computes it on the rows with these indices, ascending.</param>
    /// <param name="level">Above 0 and below 1.</param>
    /// <returns>Unknown when there are fewer than two rows, or the statistic is not defined without some of them.</returns>
    public static Interval Estimate(int rowCount, Func<ReadOnlySpan<int>, double> statistic, double level)
    {
        if (rowCount < 2)
            return Interval.Unknown with { Level = level };
        var observed = statistic([.. Enumerable.Range(0, rowCount)]);
        var blocks = new JackknifeBlocks(rowCount, Math.Min(rowCount, MaxBlockCount), Seed);
        var values = new double[blocks.Count];
        Parallel.For(0, values.Length, () => new int[rowCount], (block, _, rows) =>
        {
            var count = blocks.LeaveOut(block, rows);
            values[block] = statistic(rows.AsSpan(0, count));
            return rows;
        }, _ => { });
        if (!double.IsFinite(observed) || !values.All(double.IsFinite))
            return Interval.Unknown with { Level = level };
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) * (values.Length - 1) / values.Length);
        var half = StudentT.InvCDF(0, 1, values.Length - 1, (1 + level) / 2) * error;
        return new Interval(observed - half, observed + half, level);
    }
}
