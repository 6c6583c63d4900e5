namespace Saker.Learning.Selection.Comparing;

/// <summary>
/// The sum of the ranks whose sign is positive when every sign is as likely as the other: how many of the 2^n ways give each sum. Ranks may
/// be shared and so lie half-way; sums are counted in halves. Up to 52 ranks every count is exact.
/// </summary>
internal sealed class SignedRankDistribution
{
    private readonly double[] _counts;
    private readonly double _ways;

    private SignedRankDistribution(ReadOnlySpan<double> ranks)
    {
        var total = 0;
        foreach (var rank in ranks)
            total += (int)Math.Round(2 * rank);
        _counts = new double[total + 1];
        _counts[0] = 1;
        var reached = 0;
        foreach (var rank in ranks)
        {
            var step = (int)Math.Round(2 * rank);
            reached += step;
            for (var sum = reached; sum >= step; sum--)
                _counts[sum] += _counts[sum - step];
        }
        _ways = Math.Pow(2, ranks.Length);
    }

    public static SignedRankDistribution Of(ReadOnlySpan<double> ranks) => new(ranks);

    /// <summary>Of the ranks 1 to <paramref name="count"/>.</summary>
    public static SignedRankDistribution OfCount(int count)
    {
        var ranks = new double[count];
        for (var i = 0; i < count; i++)
            ranks[i] = i + 1;
        return new SignedRankDistribution(ranks);
    }

    /// <summary>The probability of a sum of at most this.</summary>
    public double AtMost(double sum)
    {
        var ways = 0.0;
        for (var i = 0; i <= Math.Min((int)Math.Round(2 * sum), _counts.Length - 1); i++)
            ways += _counts[i];
        return ways / _ways;
    }

    /// <summary>The largest whole sum that, with all below it, has at most this probability; -1 when there is none.</summary>
    public int LargestWithin(double probability)
    {
        var largest = -1;
        while (AtMost(largest + 1) <= probability)
            largest++;
        return largest;
    }
}
