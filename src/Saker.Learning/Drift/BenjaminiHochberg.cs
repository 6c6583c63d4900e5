namespace Saker.Learning.Drift;

/// <summary>Many tests at once: of what is called drift, the expected share that is none stays below the limit; without any drift, so does the chance of one call (Benjamini and Hochberg 1995).</summary>
internal static class BenjaminiHochberg
{
    /// <summary>The p-values, each raised so that it can be compared with the limit of a single test; NaN stays and does not count.</summary>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var adjusted = pValues.ToArray();
        var sorted = pValues.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        // NaN sorts first.
        var unknown = 0;
        while (unknown < sorted.Length && double.IsNaN(sorted[unknown]))
            unknown++;
        var least = 1.0;
        for (var i = sorted.Length - 1; i >= unknown; i--)
        {
            least = Math.Min(least, sorted[i] * (sorted.Length - unknown) / (i - unknown + 1));
            adjusted[order[i]] = least;
        }
        return adjusted;
    }
}
