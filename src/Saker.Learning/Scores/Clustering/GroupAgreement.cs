namespace Saker.Learning.Scores.Clustering;

/// <summary>How well clusters agree with the right groups, whatever either is called: from the counts of rows by group and cluster.</summary>
internal sealed class GroupAgreement
{
    private readonly double _rows;
    private readonly double[] _cells;
    private readonly double[] _groups;
    private readonly double[] _clusters;

    // The group and the cluster of each cell.
    private readonly (double Group, double Cluster)[] _totals;

    public GroupAgreement(ClusteringPredictions rows)
    {
        var cells = new Dictionary<(int Group, int Cluster), double>();
        var groups = new Dictionary<int, double>();
        var clusters = new Dictionary<int, double>();
        for (var row = 0; row < rows.UnitCount; row++)
        {
            var (group, cluster) = (rows.Groups[row], rows.Clusters[row]);
            cells[(group, cluster)] = cells.GetValueOrDefault((group, cluster)) + 1;
            groups[group] = groups.GetValueOrDefault(group) + 1;
            clusters[cluster] = clusters.GetValueOrDefault(cluster) + 1;
        }
        _rows = rows.UnitCount;
        _cells = [.. cells.Values];
        _groups = [.. groups.Values];
        _clusters = [.. clusters.Values];
        _totals = [.. cells.Keys.Select(cell => (groups[cell.Group], clusters[cell.Cluster]))];
    }

    /// <summary>Pairs of rows on which both agree, corrected for chance (Hubert and Arabie 1985).</summary>
    public double AdjustedRand()
    {
        // Ordered pairs: together in both, in the clusters only, in the groups only, in neither.
        var both = _cells.Sum(count => count * count) - _rows;
        var inClusters = _clusters.Sum(count => count * count) - _rows - both;
        var inGroups = _groups.Sum(count => count * count) - _rows - both;
        var neither = (_rows * (_rows - 1)) - both - inClusters - inGroups;
        return inClusters == 0 && inGroups == 0 ? 1 : 2 * ((both * neither) - (inClusters * inGroups)) / (((both + inGroups) * (inGroups + neither)) + ((both + inClusters) * (inClusters + neither)));
    }

    /// <summary>The geometric mean of precision and recall of pairs (Fowlkes and Mallows 1983); 0 when no pair is together in both.</summary>
    public double FowlkesMallows()
    {
        var both = _cells.Sum(count => count * count) - _rows;
        return both == 0 ? 0 : Math.Sqrt(both / (_clusters.Sum(count => count * count) - _rows)) * Math.Sqrt(both / (_groups.Sum(count => count * count) - _rows));
    }

    /// <summary>Mutual information over the mean of both entropies (arithmetic, as scikit-learn's default); 1 when neither divides the rows.</summary>
    public double NormalizedInformation() =>
        (_groups.Length == 1 && _clusters.Length == 1) ? 1 : Information() is var information && information <= 0 ? 0 : information / ((Entropy(_groups) + Entropy(_clusters)) / 2);

    /// <summary>Whether a cluster holds one group only (Rosenberg and Hirschberg 2007); 1 when there is one group.</summary>
    public double Homogeneity() => Entropy(_groups) is var entropy && entropy == 0 ? 1 : Information() / entropy;

    /// <summary>Whether a group lies in one cluster only; 1 when there is one cluster.</summary>
    public double Completeness() => Entropy(_clusters) is var entropy && entropy == 0 ? 1 : Information() / entropy;

    private double Information()
    {
        var sum = 0.0;
        for (var i = 0; i < _cells.Length; i++)
            sum += _cells[i] / _rows * Math.Log(_cells[i] * _rows / (_totals[i].Group * _totals[i].Cluster));
        return Math.Max(0, sum);
    }

    private double Entropy(double[] counts) => counts.Length == 1 ? 0 : -counts.Sum(count => count / _rows * Math.Log(count / _rows));
}
