namespace Saker.Data.Privacy.Anonymity;

/// <summary>What is computed of one group's sensitive values.</summary>
internal static class GroupRules
{
    /// <summary>What rounding may add to an entropy or a share.</summary>
    public const double Slack = 1e-9;

    /// <summary>e to the entropy of the counts.</summary>
    public static double EntropyL(IEnumerable<long> counts, long total)
    {
        var entropy = 0.0;
        foreach (var count in counts)
            entropy -= (double)count / total * Math.Log((double)count / total);
        return Math.Exp(entropy);
    }

    /// <summary>Half the sum of the differences between the group's shares and the given ones.</summary>
    public static double Distance(Dictionary<int, long> group, long total, double[] shares)
    {
        var common = 0.0;
        foreach (var (code, count) in group)
            common += Math.Min((double)count / total, shares[code]);
        return Math.Clamp(1 - common, 0, 1);
    }
}
