namespace Saker.Learning.Selection.Schemes;

/// <summary>
/// Deals whole groups to parts so that each part has its share of the rows of either class, as nearly as groups allow: from the largest group
/// down, to the part where the sum over classes and parts of (rows - expected)² / (expected x rows of the class) grows least. Groups of one size come in an order
/// drawn from the seed.
/// </summary>
internal static class GroupDealer
{
    /// <summary>The part of each group; every part has at least one group when there are as many groups as parts.</summary>
    public static int[] Deal(RowGroups groups, ReadOnlySpan<float> target, ReadOnlySpan<double> shares, int seed)
    {
        var sizes = new double[2 * groups.Count];
        Span<double> totals = stackalloc double[2];
        for (var row = 0; row < target.Length; row++)
        {
            var ofClass = target[row] == 1f ? 1 : 0;
            sizes[(2 * groups.Codes[row]) + ofClass]++;
            totals[ofClass]++;
        }
        var parts = new int[groups.Count];
        var dealt = new double[2 * shares.Length];
        foreach (var group in Order(sizes, seed))
        {
            var part = Cheapest(sizes.AsSpan(2 * group, 2), dealt, totals, shares);
            parts[group] = part;
            dealt[2 * part] += sizes[2 * group];
            dealt[(2 * part) + 1] += sizes[(2 * group) + 1];
        }
        FillEmpty(parts, sizes, shares.Length);
        return parts;
    }

    private static int[] Order(double[] sizes, int seed)
    {
        int[] order = [.. Enumerable.Range(0, sizes.Length / 2)];
        new Xoshiro256(seed).Shuffle(order);
        return [.. order.OrderByDescending(group => sizes[2 * group] + sizes[(2 * group) + 1])];
    }

    private static int Cheapest(ReadOnlySpan<double> group, ReadOnlySpan<double> dealt, ReadOnlySpan<double> totals, ReadOnlySpan<double> shares)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var part = 0; part < shares.Length; part++)
        {
            var cost = 0.0;
            for (var ofClass = 0; ofClass < 2; ofClass++)
            {
                if (totals[ofClass] == 0)
                    continue;
                var (added, expected) = (group[ofClass], totals[ofClass] * shares[part]);
                cost += added * ((2 * (dealt[(2 * part) + ofClass] - expected)) + added) / (expected * totals[ofClass]);
            }
            if (cost < least)
                (best, least) = (part, cost);
        }
        return best;
    }

    // A small share may get nothing when groups are few and large: it then takes the smallest group of the part that has most of them.
    private static void FillEmpty(int[] parts, double[] sizes, int partCount)
    {
        for (var part = 0; part < partCount; part++)
        {
            if (parts.Contains(part) || parts.Length < partCount)
                continue;
            var richest = parts.CountBy(own => own).MaxBy(own => own.Value).Key;
            var smallest = Enumerable.Range(0, parts.Length).Where(group => parts[group] == richest).MinBy(group => sizes[2 * group] + sizes[(2 * group) + 1]);
            parts[smallest] = part;
        }
    }
}
