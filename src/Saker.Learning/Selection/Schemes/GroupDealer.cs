namespace Saker.Learning.Selection.Schemes;

/// <summary>
/// Deals whole groups to parts so that each part has its share of the rows of each class, as nearly as groups allow: from the largest group
/// down, to the part where the sum over classes and parts of (rows - expected)² / (expected x rows of the class) grows least. Groups of one size come in an order
/// drawn from the seed.
/// </summary>
internal static class GroupDealer
{
    /// <summary>The part of each group; every part has at least one group when there are as many groups as parts.</summary>
    /// <param name="groups">The group of each row.</param>
    /// <param name="target">The index of each row's class; 0 of all where parts shall only keep their sizes.</param>
    /// <param name="shares">Of the rows, for each part.</param>
    /// <param name="seed">Decides the order of groups of one size.</param>
    public static int[] Deal(RowGroups groups, ReadOnlySpan<float> target, ReadOnlySpan<double> shares, int seed)
    {
        var classCount = 1;
        foreach (var value in target)
            classCount = Math.Max(classCount, (int)value + 1);
        var (sizes, totals) = (new double[classCount * groups.Count], new double[classCount]);
        for (var row = 0; row < target.Length; row++)
        {
            var ofClass = (int)target[row];
            sizes[(classCount * groups.Codes[row]) + ofClass]++;
            totals[ofClass]++;
        }
        double[] all = [.. sizes.Chunk(classCount).Select(group => group.Sum())];
        var parts = new int[groups.Count];
        var dealt = new double[classCount * shares.Length];
        foreach (var group in Order(all, seed))
        {
            var own = sizes.AsSpan(classCount * group, classCount);
            var part = parts[group] = Cheapest(own, dealt, totals, shares);
            for (var ofClass = 0; ofClass < classCount; ofClass++)
                dealt[(classCount * part) + ofClass] += own[ofClass];
        }
        FillEmpty(parts, all, shares.Length);
        return parts;
    }

    private static int[] Order(double[] sizes, int seed)
    {
        int[] order = [.. Enumerable.Range(0, sizes.Length)];
        new Xoshiro256(seed).Shuffle(order);
        return [.. order.OrderByDescending(group => sizes[group])];
    }

    private static int Cheapest(ReadOnlySpan<double> group, ReadOnlySpan<double> dealt, ReadOnlySpan<double> totals, ReadOnlySpan<double> shares)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var part = 0; part < shares.Length; part++)
        {
            var cost = 0.0;
            for (var ofClass = 0; ofClass < totals.Length; ofClass++)
            {
                if (totals[ofClass] == 0)
                    continue;
                var (added, expected) = (group[ofClass], totals[ofClass] * shares[part]);
                cost += added * ((2 * (dealt[(totals.Length * part) + ofClass] - expected)) + added) / (expected * totals[ofClass]);
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
            var smallest = Enumerable.Range(0, parts.Length).Where(group => parts[group] == richest).MinBy(group => sizes[group]);
            parts[smallest] = part;
        }
    }
}
