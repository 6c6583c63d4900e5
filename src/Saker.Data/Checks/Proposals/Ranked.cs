namespace Saker.Data.Checks.Proposals;

/// <summary>Numbers in order, for shares and quantiles.</summary>
internal sealed class Ranked
{
    private readonly double[] _sorted;

    public Ranked(ReadOnlySpan<double> values)
    {
        _sorted = values.ToArray();
        Array.Sort(_sorted);
    }

    public int Count => _sorted.Length;

    public double Min => _sorted[0];

    public double Max => _sorted[^1];

    /// <summary>The smallest number at or below which at least that share lies.</summary>
    public double Quantile(double share) => _sorted[Math.Clamp((int)Math.Ceiling(share * Count) - 1, 0, Count - 1)];

    /// <summary>How far a share is from the place of a number in this order; 0 where the number occurs so often that it covers the share.</summary>
    public double RankDistance(double value, double share)
    {
        var (below, upTo) = ((double)Below(value) / Count, (double)UpTo(value) / Count);
        return share < below ? below - share : share > upTo ? share - upTo : 0;
    }

    public int Below(double value) => Search(value, orEqual: false);

    public int UpTo(double value) => Search(value, orEqual: true);

    private int Search(double value, bool orEqual)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_sorted[middle] < value || (orEqual && _sorted[middle].Equals(value)))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
