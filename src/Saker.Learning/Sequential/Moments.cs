using System.Text.Json.Serialization;

namespace Saker.Learning.Sequential;

/// <summary>Count, mean and squared deviations of some numbers; two of them join to that of all, without the loss that sums of squares suffer.</summary>
/// <param name="Count">How many numbers, 0 or more.</param>
/// <param name="Mean">0 when there are none.</param>
/// <param name="Squares">The sum of squared deviations from the mean.</param>
public readonly record struct Moments(long Count, double Mean, double Squares)
{
    /// <summary>With n - 1 in the denominator; NaN for fewer than two numbers.</summary>
    [JsonIgnore]
    public double Variance => Count < 2 ? double.NaN : Squares / (Count - 1);

    /// <summary>Whether all numbers are 0 or 1: of numbers between 0 and 1 no others deviate so much.</summary>
    internal bool IsBinary => Count == 0 || (Mean is >= 0 and <= 1 && Math.Abs(Squares - (Count * Mean * (1 - Mean))) <= 1e-9 * Count);

    /// <summary>Of numbers that are 1 for a hit and 0 otherwise.</summary>
    public static Moments Of(HitCounts counts) => counts.Count == 0 ? default : new(counts.Count, counts.Share, counts.Hits * (1 - counts.Share));

    public static Moments Of(ReadOnlySpan<double> values)
    {
        var moments = default(Moments);
        foreach (var value in values)
            moments = moments.With(value);
        return moments;
    }

    /// <summary>With one more number (Welford 1962).</summary>
    public Moments With(double value)
    {
        var mean = Mean + ((value - Mean) / (Count + 1));
        return new Moments(Count + 1, mean, Squares + ((value - Mean) * (value - mean)));
    }

    /// <summary>Of the numbers of both (Chan, Golub and LeVeque 1983).</summary>
    public Moments Add(Moments other)
    {
        if (Count == 0)
            return other;
        if (other.Count == 0)
            return this;
        double count = Count + other.Count;
        var gap = other.Mean - Mean;
        return new Moments(Count + other.Count, Mean + (gap * other.Count / count), Squares + other.Squares + (gap * gap * Count * other.Count / count));
    }
}
