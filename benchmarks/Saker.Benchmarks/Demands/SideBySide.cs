namespace Saker.Benchmarks.Demands;

/// <summary>
/// Values of the two sides from runs that took turns, ours, theirs, ours, theirs: what the machine does to one pair it does
/// to both, so each pair gives one honest ratio.
/// </summary>
internal sealed class SideBySide
{
    private readonly List<(double Ours, double Peers)> _pairs;

    public SideBySide(IEnumerable<(double Ours, double Peers)> pairs)
    {
        _pairs = [.. pairs];
        ArgumentOutOfRangeException.ThrowIfZero(_pairs.Count);
    }

    /// <summary>Median of our values.</summary>
    public double Ours => Median(_pairs.Select(pair => pair.Ours));

    /// <summary>Median of the peer's values.</summary>
    public double Peers => Median(_pairs.Select(pair => pair.Peers));

    /// <summary>Median of the pairs' ratios, ours over the peer's.</summary>
    public double Ratio => Median(_pairs.Select(pair => pair.Ours / pair.Peers));

    /// <summary>The middle value, or the mean of the middle two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
