namespace Saker.Data.Checks.Proposals;

/// <summary>
/// What came before and what came after, at several places of the data: what holds for the one is tried on the other. So a bound
/// is as wide as the data's own unrest asks for, which sampling error alone does not tell (rows in order of time, of class, of a key).
/// </summary>
internal static class Walk
{
    private const int SmallestPart = 8;

    /// <summary>Pairs of neighbouring parts of like size, and the long ones; empty when the values are too few.</summary>
    public static IReadOnlyList<(Slice Before, Slice After)> Pairs(int count)
    {
        var (quarter, half) = (count / 4, count / 2);
        if (half < SmallestPart)
            return [];
        List<(Slice, Slice)> pairs = [(new Slice(0, half), new Slice(half, count))];
        if (quarter < SmallestPart)
            return pairs;
        for (var q = 0; q < 3; q++)
            pairs.Add((new Slice(q * quarter, (q + 1) * quarter), new Slice((q + 1) * quarter, (q + 2) * quarter)));
        pairs.Add((new Slice(0, 3 * quarter), new Slice(3 * quarter, count)));
        pairs.Add((new Slice(0, quarter), new Slice(3 * quarter, count)));
        return pairs;
    }

    /// <summary>A growing past and as much future, for what depends on everything seen so far: the smallest, the largest, the set of values.</summary>
    public static IReadOnlyList<(Slice Before, Slice After)> Growing(int count)
    {
        var pairs = new List<(Slice, Slice)>();
        for (var eighth = 2; eighth < 8; eighth++)
        {
            var cut = (int)((long)count * eighth / 8);
            var end = Math.Min(count, 2 * cut);
            if (cut >= SmallestPart && end - cut >= SmallestPart)
                pairs.Add((new Slice(0, cut), new Slice(cut, end)));
        }
        return pairs;
    }

    /// <summary>Smirnov's distance of the two halves, from 0 to 1; 0 for few values.</summary>
    public static double Moved(double[] values)
    {
        var half = values.Length / 2;
        if (half < SmallestPart)
            return 0;
        var (before, after) = (new Ranked(values.AsSpan(0, half)), new Ranked(values.AsSpan(half)));
        return values.Max(value => Math.Abs(((double)before.UpTo(value) / before.Count) - ((double)after.UpTo(value) / after.Count)));
    }

    /// <summary>
    /// By which factor neighbours that resemble each other make the error of a mean larger than it were among independent values: from the unrest of
    /// the means of 16 parts (batch means); 1 where chance alone explains it.
    /// </summary>
    public static double Inflation(ReadOnlySpan<double> values)
    {
        const int parts = 16;
        const double byChance = 2;
        var size = values.Length / parts;
        if (size < 2)
            return 1;
        var (mean, deviation, unrest) = (Numbers.Mean(values), Numbers.Deviation(values), 0.0);
        for (var part = 0; part < parts; part++)
        {
            var away = Numbers.Mean(values.Slice(part * size, size)) - mean;
            unrest += away * away * size / (parts - 1);
        }
        var ratio = unrest / (deviation * deviation);
        return ratio > byChance ? Math.Sqrt(ratio) : 1;
    }

    /// <summary>By how much a statistic moved from before to after beyond what chance explains, at most.</summary>
    /// <param name="count">How many values there are.</param>
    /// <param name="statistic">Of a slice of them.</param>
    /// <param name="error">Standard error of the difference, given the two sizes.</param>
    public static double Drift(int count, Func<Slice, double> statistic, Func<int, int, double> error)
    {
        var drift = 0.0;
        foreach (var (before, after) in Pairs(count))
        {
            var moved = Math.Abs(statistic(before) - statistic(after)) - (2 * error(before.Count, after.Count));
            if (moved > drift)
                drift = moved;
        }
        return drift;
    }
}
