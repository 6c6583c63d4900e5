using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Fairness;

/// <summary>
/// Intervals of shares and of what is made of them, from Wilson's (1927) for each share. Sums and differences recover variances from those
/// (Newcombe 1998, method 10; Zou and Donner 2008), ratios by Fieller's way (Donner and Zou 2012). They hold near 0 and 1 and in small groups, where
/// the normal approximation does not, and cost nothing beside a bootstrap.
/// </summary>
internal sealed class ShareIntervals(double level)
{
    public double Level => level;

    /// <summary>Wilson's interval; unknown for nobody.</summary>
    public Interval Of(Share share) => Proportion.Wilson(share.Part, share.Whole, level);

    public Rate Rate(Share share) => new() { Value = share.Value, RowCount = share.Whole, Interval = Of(share) };

    /// <summary>Of left - right.</summary>
    public Interval Difference(Share left, Share right) => Sum([(1, left), (-1, right)]);

    /// <summary>Of a weighted sum of shares of different rows.</summary>
    public Interval Sum(ReadOnlySpan<(double Weight, Share Share)> terms)
    {
        double value = 0, below = 0, above = 0;
        foreach (var (weight, share) in terms)
        {
            var interval = Of(share);
            var (down, up) = (share.Value - interval.Low, interval.High - share.Value);
            if (weight < 0)
                (down, up) = (up, down);
            value += weight * share.Value;
            below += weight * down * (weight * down);
            above += weight * up * (weight * up);
        }
        return double.IsNaN(value) ? Unknown() : new Interval(value - Math.Sqrt(below), value + Math.Sqrt(above), level);
    }

    /// <summary>Of left / right; no upper end where right may be 0.</summary>
    public Interval Ratio(Share left, Share right)
    {
        var (a, b) = (Of(left), Of(right));
        if (!a.IsKnown || !b.IsKnown || right.Part == 0)
            return Unknown();
        var product = left.Value * right.Value;
        var least = a.Low * (2 * left.Value - a.Low);
        var root = product + Math.Sqrt(Math.Max(0, product * product - least * b.High * (2 * right.Value - b.High)));
        var most = b.Low * (2 * right.Value - b.Low);
        var high = (product + Math.Sqrt(Math.Max(0, product * product - a.High * (2 * left.Value - a.High) * most))) / most;
        return new Interval(root > 0 ? Math.Max(0, least / root) : 0, high, level);
    }

    /// <summary>
    /// Of the largest less the smallest of several shares. Every share has an interval of the level that Bonferroni asks for, so that all hold at once;
    /// it is wider than need be and never too narrow, as the largest of noisy shares is no unbiased guess.
    /// </summary>
    /// <param name="shares">The groups; those of nobody are left out.</param>
    /// <param name="familyCount">How many shares are looked at in all, where it is more than these.</param>
    public Interval Span(IReadOnlyList<Share> shares, int familyCount)
    {
        var all = Together(shares, familyCount);
        return all.Count == 0 ? Unknown() : new Interval(Math.Max(0, all.Max(one => one.Low) - all.Min(one => one.High)), all.Max(one => one.High) - all.Min(one => one.Low), level);
    }

    /// <summary>Of the smallest over the largest of several shares, in the way of <see cref="Span"/>.</summary>
    public Interval SpanRatio(IReadOnlyList<Share> shares, int familyCount)
    {
        var all = Together(shares, familyCount);
        if (all.Count == 0)
            return Unknown();
        var (low, high) = (all.Min(one => one.Low) / all.Max(one => one.High), all.Min(one => one.High) / all.Max(one => one.Low));
        return new Interval(low, high < 1 ? high : 1, level);
    }

    public Interval Unknown() => new(double.NaN, double.NaN, level);

    private List<Interval> Together(IReadOnlyList<Share> shares, int familyCount)
    {
        var each = new ShareIntervals(1 - (1 - level) / Math.Max(1, familyCount));
        return [.. shares.Where(share => share.Whole > 0).Select(each.Of)];
    }
}
