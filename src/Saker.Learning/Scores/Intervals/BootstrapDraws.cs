namespace Saker.Learning.Scores.Intervals;

/// <summary>Draws as many rows as there are, with replacement, from all alike or within each stratum.</summary>
internal sealed class BootstrapDraws
{
    private readonly int _rowCount;
    private readonly int[][]? _strata;

    public BootstrapDraws(int rowCount, IReadOnlyList<int>? strata)
    {
        _rowCount = rowCount;
        _strata = strata is null ? null : [.. Enumerable.Range(0, rowCount).GroupBy(row => strata[row]).OrderBy(group => group.Key).Select(group => group.ToArray())];
    }

    /// <summary>Fills the rows of one resample, ascending; gives their number.</summary>
    public int Draw(Xoshiro256 generator, int[] rows)
    {
        // Counted and laid out in order, so that statistics walk through memory and need not sort what was sorted.
        var counts = new int[_rowCount];
        if (_strata is null)
        {
            for (var i = 0; i < _rowCount; i++)
                counts[generator.Below(_rowCount)]++;
        }
        else
        {
            foreach (var stratum in _strata)
                for (var i = 0; i < stratum.Length; i++)
                    counts[stratum[generator.Below(stratum.Length)]]++;
        }
        var next = 0;
        for (var row = 0; row < counts.Length; row++)
            for (var i = counts[row]; i > 0; i--)
                rows[next++] = row;
        return next;
    }
}
