using Saker.Data;

namespace Saker.Learning.Scores.Segments;

/// <summary>
/// Finds the parts of the rows where losses are largest: all conditions on one or two raw columns are tried. What is reported is no
/// chance find of so many tries: the largest difference is compared with the largest that arises when the losses are dealt to the rows
/// at random (Westfall and Young 1993), which holds the probability of any false report at most at <see cref="Alpha"/>. Rows of a found
/// slice are set aside before the next search, so that one cause is not reported in ten forms.
/// </summary>
/// <remarks>The differences of found slices are somewhat too large, as any maximum is; measure a slice on new rows before acting on it.</remarks>
public sealed record SliceSearch
{
    // A column alone is cut finer: there are few such conditions, and a tail of 5% must be one of them.
    private const int FinerBy = 3;

    /// <summary>Fewer rows are not drawn for the sake of <see cref="MaxReads"/>.</summary>
    public const int LeastRowCount = 1_000;

    /// <summary>The probability that anything is reported where losses do not depend on the columns, above 0 and below 1.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>How often the losses are dealt at random, 19 and up; the smallest corrected p-value is one over one more.</summary>
    public int PermutationCount { get; init; } = 199;

    /// <summary>A slice has at least this many rows.</summary>
    public int MinRowCount { get; init; } = 30;

    /// <summary>A slice has at least this share of all rows.</summary>
    public double MinShare { get; init; } = 0.02;

    /// <summary>At most this many slices are found.</summary>
    public int MaxSliceCount { get; init; } = 5;

    /// <summary>Bins of a number column, and values of a text column, the most frequent; 2 to 50.</summary>
    public int MaxCodes { get; init; } = 8;

    /// <summary>Columns that are tried; of more, the first.</summary>
    public int MaxColumnCount { get; init; } = 40;

    /// <summary>Of more rows than this as many are searched, drawn by the seed.</summary>
    public int MaxRowCount { get; init; } = 50_000;

    /// <summary>
    /// How often a search reads a row, for every pair of columns and every deal; of more rows than that allows fewer are searched, down to <see cref="LeastRowCount"/>. With 20
    /// columns it is <see cref="MaxRowCount"/>, with 40 some 12,000.
    /// </summary>
    public long MaxReads { get; init; } = 2_000_000_000;

    /// <summary>How many columns a condition names at most, 1 or 2.</summary>
    public int MaxDepth { get; init; } = 2;

    /// <summary>Decides what is drawn.</summary>
    public long Seed { get; init; } = 42;

    /// <summary>Finds the worst slices, the worst first.</summary>
    /// <param name="rows">The raw columns; the target's must not be among them.</param>
    /// <param name="losses">One per row, finite, the larger the worse: 1 for a wrong answer and 0 for a right one, say.</param>
    /// <param name="cancellationToken">Stops between pairs of columns.</param>
    /// <exception cref="SakerException">Losses do not fit the rows, or a setting is out of range.</exception>
    public IReadOnlyList<Slice> Find(Table rows, ReadOnlySpan<double> losses, CancellationToken cancellationToken)
    {
        Check(rows, losses);
        var columns = Codes(rows, MaxCodes);
        var alone = Codes(rows, FinerBy * MaxCodes);
        var left = Drawn(rows.RowCount, alone.Count + (MaxDepth < 2 ? 0 : (long)columns.Count * (columns.Count - 1) / 2));
        var taken = TaskRows.Pick(losses.ToArray(), left);
        (columns, alone) = (Take(columns, left), Take(alone, left));
        var minCount = Math.Max(MinRowCount, (int)Math.Ceiling(MinShare * left.Length));
        var slices = new List<Slice>();
        while (slices.Count < MaxSliceCount && alone.Count > 0 && left.Length >= 2 * minCount)
        {
            var lattice = new SliceLattice(alone, MaxDepth < 2 ? [] : columns, left.Length, minCount, cancellationToken);
            if (lattice.Best(taken, cancellationToken) is not { } best)
                break;
            if (AdjustedPValue(lattice, taken, best.Statistic, Seed + slices.Count, cancellationToken) is not { } adjusted)
                break;
            var inside = lattice.Holds(best);
            slices.Add(new Slice { Where = best.Where, LossDifference = best.Difference, AdjustedPValue = adjusted });
            int[] kept = [.. Enumerable.Range(0, left.Length).Where(row => !inside[row])];
            (left, taken) = (TaskRows.Pick(left, kept), TaskRows.Pick(taken, kept));
            (columns, alone) = (Take(columns, kept), Take(alone, kept));
        }
        return slices;
    }

    private IReadOnlyList<SegmentColumn> Codes(Table rows, int maxCodes) =>
        [.. rows.Columns.Select(column => SegmentColumn.Find(column, maxCodes, isJoined: true)).OfType<SegmentColumn>().Take(MaxColumnCount)];

    private static IReadOnlyList<SegmentColumn> Take(IReadOnlyList<SegmentColumn> columns, int[] rows) => [.. columns.Select(column => column.Take(rows))];

    /// <summary>The corrected p-value; null when it is above alpha, which is known before all deals are made (Besag and Clifford 1991).</summary>
    private double? AdjustedPValue(SliceLattice lattice, double[] losses, double statistic, long seed, CancellationToken cancellationToken)
    {
        var count = 0;
        Parallel.For(0, PermutationCount, new ParallelOptions { CancellationToken = cancellationToken }, (deal, loop) =>
        {
            var order = Enumerable.Range(0, losses.Length).ToArray();
            Xoshiro256.Of(seed, deal).Shuffle(order);
            if (lattice.Best(TaskRows.Pick(losses, order), cancellationToken) is { } best && best.Statistic >= statistic && IsAbove(Interlocked.Increment(ref count)))
                loop.Stop();
        });
        return IsAbove(count) ? null : (1.0 + count) / (PermutationCount + 1);

        bool IsAbove(int large) => (1.0 + large) / (PermutationCount + 1) > Alpha;
    }

    private int[] Drawn(int rowCount, long pairCount)
    {
        var order = Enumerable.Range(0, rowCount).ToArray();
        var max = (int)Math.Min(MaxRowCount, Math.Max(LeastRowCount, MaxReads / (Math.Max(1, pairCount) * (PermutationCount + 1))));
        if (rowCount <= max)
            return order;
        new Xoshiro256(Seed).Shuffle(order);
        return [.. order.Take(max).Order()];
    }

    private void Check(Table rows, ReadOnlySpan<double> losses)
    {
        TaskRows.RequireLengths(rows.RowCount, losses.Length, "losses");
        TaskRows.RequireFinite(losses, 1, "losses");
        var problems = new List<Problem>();
        if (!(Alpha is > 0 and < 1))
            problems.Add(new Problem("alpha", FormattableString.Invariant($"it must lie between 0 and 1, both excluded; got {Alpha}.")));
        if (PermutationCount < 19 || Alpha * (PermutationCount + 1) < 1)
            problems.Add(new Problem("permutationCount", $"it must be at least 19 and so many that one over one more is at most alpha; got {PermutationCount}."));
        if (MaxCodes is < 2 or > 50)
            problems.Add(new Problem("maxCodes", $"it must be between 2 and 50; got {MaxCodes}."));
        if (MaxDepth is not (1 or 2))
            problems.Add(new Problem("maxDepth", $"it must be 1 or 2; got {MaxDepth}."));
        if (MinRowCount < 2 || !(MinShare is >= 0 and < 0.5))
            problems.Add(new Problem("minRowCount", "a slice needs at least 2 rows, and a share of at least 0 and below 0.5."));
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "Slices cannot be searched with these settings.", problems);
    }
}
