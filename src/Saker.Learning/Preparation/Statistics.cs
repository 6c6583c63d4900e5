namespace Saker.Learning.Preparation;

/// <summary>What steps learn of a number column. Missing values (NaN) are left out.</summary>
internal static class Statistics
{
    /// <summary>The values that are there.</summary>
    public static double[] Present(ReadOnlySpan<double> values)
    {
        var present = new double[values.Length];
        var count = 0;
        foreach (var value in values)
            if (!double.IsNaN(value))
                present[count++] = value;
        return present[..count];
    }

    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    /// <summary>The population's standard deviation, in two passes.</summary>
    public static double Deviation(ReadOnlySpan<double> values, double mean)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return Math.Sqrt(sum / values.Length);
    }

    /// <summary>A quantile by linear interpolation between order statistics, the default of numpy and pandas.</summary>
    /// <param name="ascending">Sorted, not empty.</param>
    /// <param name="share">0 to 1.</param>
    public static double Quantile(ReadOnlySpan<double> ascending, double share)
    {
        var place = share * (ascending.Length - 1);
        var below = (int)Math.Floor(place);
        var part = place - below;
        return part == 0 ? ascending[below] : ascending[below] + part * (ascending[below + 1] - ascending[below]);
    }

    /// <summary>The commonest value; of equally common ones the smallest.</summary>
    public static T MostFrequent<T>(ReadOnlySpan<T> values, IComparer<T> comparer)
        where T : notnull
    {
        var counts = new Dictionary<T, int>();
        foreach (var value in values)
            counts[value] = counts.GetValueOrDefault(value) + 1;
        return counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, comparer).First().Key;
    }
}
