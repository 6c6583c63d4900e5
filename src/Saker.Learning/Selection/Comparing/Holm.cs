namespace Saker.Learning.Selection.Comparing;

/// <summary>Several tests at once: the chance that any of them calls a difference real by mistake stays below the limit (Holm 1979).</summary>
internal static class Holm
{
    /// <summary>The p-values, each raised so that it can be compared with the limit of a single test.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).ToArray();
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - rank) * pValues[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
