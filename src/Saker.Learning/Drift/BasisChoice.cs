namespace Saker.Learning.Drift;

/// <summary>Whether a column is judged by its profiles, which are of all rows and a little off, or by a sample of the rows, which is exact and smaller.</summary>
internal static class BasisChoice
{
    /// <summary>The one that would call the smaller difference. It is chosen by the numbers of rows alone: to take the one that has found more would find more than there is.</summary>
    /// <param name="byProfile">The column by its profiles.</param>
    /// <param name="byRows">The column by rows.</param>
    /// <param name="alpha">Below which p-value a single column is certain to be called.</param>
    public static ColumnDrift Of(ColumnDrift byProfile, ColumnDrift byRows, double alpha)
    {
        if (byRows.Skipped is not null)
            return byProfile;
        if (byProfile.Skipped is not null || (byRows.Test == byRows.Measure && byProfile.Test != byProfile.Measure))
            return byRows;
        return LeastGap(byRows, alpha) < LeastGap(byProfile, alpha) ? byRows : byProfile;
    }

    /// <summary>The least gap of shares that the test of Kolmogorov and Smirnov calls, to first order (Smirnov 1939); of categories it is as good a yardstick.</summary>
    private static double LeastGap(ColumnDrift column, double alpha) =>
        column.EffectError + Math.Sqrt(Math.Log(2 / alpha) / 2 * ((1.0 / column.ReferenceCount) + (1.0 / column.CurrentCount)));
}
