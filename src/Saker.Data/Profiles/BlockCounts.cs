namespace Saker.Data.Profiles;

/// <summary>Frequent items of one block of rows, before they meet those of all rows.</summary>
internal static class BlockCounts
{
    /// <summary>What must be taken from the counts of a block so that at most <paramref name="room"/> items are left with one; see <see cref="FrequentItems{T}"/>.</summary>
    /// <param name="counts">From 1 to <paramref name="rows"/>.</param>
    /// <param name="rows">The rows of the block.</param>
    /// <param name="room">At least 1.</param>
    public static int Threshold(ReadOnlySpan<int> counts, int rows, int room)
    {
        if (counts.Length <= room)
            return 0;
        var largest = 0;
        foreach (var count in counts)
            largest = Math.Max(largest, count);
        if (largest == 1)
            return 1;
        // Sorted by counting: a block is small.
        Span<int> items = rows <= QuantileSketch.BlockLength ? stackalloc int[largest + 1] : new int[largest + 1];
        items.Clear();
        foreach (var count in counts)
            items[count]++;
        var (left, threshold) = (0, largest);
        while (left + items[threshold] <= room)
            left += items[threshold--];
        return threshold;
    }
}
