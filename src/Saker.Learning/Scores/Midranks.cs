namespace Saker.Learning.Scores;

/// <summary>Ranks from 1 up, ascending, equal values sharing the mean of their ranks.</summary>
internal static class Midranks
{
    public static double[] Of<T>(ReadOnlySpan<T> values)
        where T : struct, IEquatable<T>
    {
        var sorted = values.ToArray();
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && sorted[end].Equals(sorted[start]))
                end++;
            for (var i = start; i < end; i++)
                ranks[order[i]] = (start + 1 + end) / 2.0;
            start = end;
        }
        return ranks;
    }
}
