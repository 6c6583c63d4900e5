using MathNet.Numerics.Distributions;

namespace Saker.Platform.Alerts.Rules;

/// <summary>
/// Judges values against their own past: by their distance from the median, in median absolute deviations, which outliers in the past do not
/// move. With a season, what is judged is the difference to the median of the same times of earlier seasons.
/// </summary>
/// <remarks>
/// The bound follows from the chance of a false alarm: the quantile of Student's t with the degrees of freedom that the deviation has, for
/// it is estimated (its efficiency against the standard deviation of normal values is 37%; Rousseeuw and Croux, "Alternatives to the Median
/// Absolute Deviation", JASA 88, 1993), and widened by the uncertainty of the median, pi / 2n. Exact for normal values; signals with heavier
/// tails alarm more often.
/// </remarks>
internal static class AnomalyDetector
{
    /// <summary>Fewer values say nothing about what is usual.</summary>
    public const int MinValueCount = 30;

    private const double Efficiency = 0.37;
    private const double NormalScale = 1.482602218505602;

    // Seasons apart at most this share of the distance between two values, a time counts as the same.
    private const double PhaseTolerance = 0.6;

    /// <summary>Judges a value and adds it. A value that comes before the next one is due changes nothing.</summary>
    public static AnomalyHistory Add(AnomalyHistory history, AnomalySettings settings, DateTimeOffset at, double value)
    {
        var seconds = at.ToUnixTimeSeconds();
        // A tenth early is early enough: readings come a little unevenly.
        if (history.Times.Count > 0 && seconds - history.Times[^1] < settings.Every.TotalSeconds * 0.9)
            return history;
        var oldest = seconds - (long)settings.History.TotalSeconds;
        var first = 0;
        while (first < history.Times.Count && (history.Times[first] < oldest || history.Times.Count - first >= settings.MaxValueCount))
            first++;
        long[] times = [.. history.Times.Skip(first)];
        double[] values = [.. history.Values.Skip(first)];
        var (middle, reach) = settings.Season is { } season ? Seasonal(times, values, seconds, season, settings) : Usual(values, settings);
        var isAnomaly = (value > middle + reach && settings.CountsHigh) || (value < middle - reach && settings.CountsLow);
        return new AnomalyHistory { Times = [.. times, seconds], Values = [.. values, value], IsAnomaly = isAnomaly, Middle = middle, Reach = reach };
    }

    private static (double Middle, double Reach) Usual(double[] values, AnomalySettings settings)
    {
        if (values.Length < MinValueCount)
            return (double.NaN, double.NaN);
        var middle = Median([.. values]);
        return (middle, Reach(Median([.. values.Select(value => Math.Abs(value - middle))]), values.Length, values.Length, middle, settings));
    }

    /// <summary>The middle is that of the same time in earlier seasons; the deviation is that of all values from theirs.</summary>
    private static (double Middle, double Reach) Seasonal(long[] times, double[] values, long now, TimeSpan season, AnomalySettings settings)
    {
        var tolerance = settings.Every.TotalSeconds * PhaseTolerance;
        var length = (long)season.TotalSeconds;
        var same = SamePhase(times, values, now, length, tolerance);
        List<double> deviations = [];
        for (var i = 0; i < times.Length; i++)
        {
            var others = SamePhase(times, values, times[i], length, tolerance);
            if (others.Length > 0)
                deviations.Add(Math.Abs(values[i] - Median(others)));
        }
        if (same.Length < 2 || deviations.Count < MinValueCount)
            return (double.NaN, double.NaN);
        var middle = Median(same);
        return (middle, Reach(Median([.. deviations]), deviations.Count, same.Length, middle, settings));
    }

    private static double[] SamePhase(long[] times, double[] values, long at, long season, double tolerance)
    {
        List<double> found = [];
        for (var i = 0; i < times.Length; i++)
        {
            var apart = Math.Abs(at - times[i]);
            var off = apart % season;
            if (apart > season / 2 && Math.Min(off, season - off) <= tolerance)
                found.Add(values[i]);
        }
        return [.. found];
    }

    /// <param name="deviation">The median absolute deviation.</param>
    /// <param name="count">How many values it rests on.</param>
    /// <param name="middleCount">How many values the middle rests on.</param>
    /// <param name="middle">The middle.</param>
    /// <param name="settings">What is accepted.</param>
    private static double Reach(double deviation, int count, int middleCount, double middle, AnomalySettings settings)
    {
        var sides = settings is { CountsHigh: true, CountsLow: true } ? 2 : 1;
        var bound = StudentT.InvCDF(0, 1, Math.Max(1, Efficiency * (count - 1)), 1 - (settings.Chance / sides));
        // Where most values are the same, any other would be an anomaly: what rounding makes of them is none.
        var scale = Math.Max(NormalScale * deviation, Math.Abs(middle) * 1e-6);
        return bound * scale * Math.Sqrt(1 + (Math.PI / (2.0 * middleCount)));
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
