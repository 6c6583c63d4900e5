using Saker.Data;

namespace Saker.Learning.Scores.Clustering;

/// <summary>How close rows of a cluster lie and how far clusters lie apart, by Euclidean distance.</summary>
internal sealed class ClusterShape
{
    private readonly double[] _features;
    private readonly int _columnCount;
    private readonly int[] _cluster;
    private readonly int[] _sizes;

    /// <exception cref="SakerException">There is one cluster only, or as many as rows.</exception>
    public ClusterShape(ClusteringPredictions rows)
    {
        _features = rows.Features;
        _columnCount = rows.ColumnCount;
        (_cluster, _sizes) = Numbered(rows.Clusters);
        if (_sizes.Length < 2 || _sizes.Length >= _cluster.Length)
            throw new SakerException(ErrorKind.InvalidInput, $"The shape of clusters is defined for 2 to {Math.Max(2, _cluster.Length - 1)} clusters of {_cluster.Length} rows; there are {_sizes.Length}.", "clusters");
    }

    /// <summary>For each row how much closer its own cluster is than the next one, -1 to 1 (Rousseeuw 1987); 0 for a row alone.</summary>
    public double[] Silhouettes()
    {
        var values = new double[_cluster.Length];
        Parallel.For(0, values.Length, () => new double[_sizes.Length], (row, _, sums) =>
        {
            values[row] = Silhouette(row, sums);
            return sums;
        }, _ => { });
        return values;
    }

    /// <summary>The spread between clusters over that within, each by its degrees of freedom (Caliński and Harabasz 1974); 1 when there is none within, as scikit-learn has it.</summary>
    public double CalinskiHarabasz()
    {
        var centres = Centres();
        var middle = new double[_columnCount];
        for (var i = 0; i < _features.Length; i++)
            middle[i % _columnCount] += _features[i] / _cluster.Length;
        var (between, within) = (0.0, 0.0);
        for (var own = 0; own < _sizes.Length; own++)
            between += _sizes[own] * Square(centres.AsSpan(own * _columnCount, _columnCount), middle);
        for (var row = 0; row < _cluster.Length; row++)
            within += Square(Row(row), centres.AsSpan(_cluster[row] * _columnCount, _columnCount));
        return within == 0 ? 1 : between * (_cluster.Length - _sizes.Length) / (within * (_sizes.Length - 1.0));
    }

    /// <summary>The mean over clusters of how much it overlaps the one it overlaps most (Davies and Bouldin 1979); 0 is best.</summary>
    public double DaviesBouldin()
    {
        var centres = Centres();
        var spreads = new double[_sizes.Length];
        for (var row = 0; row < _cluster.Length; row++)
            spreads[_cluster[row]] += Math.Sqrt(Square(Row(row), centres.AsSpan(_cluster[row] * _columnCount, _columnCount))) / _sizes[_cluster[row]];
        var sum = 0.0;
        for (var own = 0; own < _sizes.Length; own++)
        {
            var worst = 0.0;
            for (var other = 0; other < _sizes.Length; other++)
            {
                var distance = Math.Sqrt(Square(centres.AsSpan(own * _columnCount, _columnCount), centres.AsSpan(other * _columnCount, _columnCount)));
                if (other != own && distance > 0)
                    worst = Math.Max(worst, (spreads[own] + spreads[other]) / distance);
            }
            sum += worst;
        }
        return sum / _sizes.Length;
    }

    /// <summary>Clusters numbered from 0 in the order that they occur, and their sizes.</summary>
    private static (int[] Cluster, int[] Sizes) Numbered(ReadOnlySpan<int> clusters)
    {
        var numbers = new Dictionary<int, int>();
        var sizes = new List<int>();
        var cluster = new int[clusters.Length];
        for (var row = 0; row < clusters.Length; row++)
        {
            if (!numbers.TryGetValue(clusters[row], out var number))
            {
                numbers[clusters[row]] = number = sizes.Count;
                sizes.Add(0);
            }
            cluster[row] = number;
            sizes[number]++;
        }
        return (cluster, [.. sizes]);
    }

    private double Silhouette(int row, double[] sums)
    {
        var own = _cluster[row];
        if (_sizes[own] == 1)
            return 0;
        Array.Clear(sums);
        for (var other = 0; other < _cluster.Length; other++)
            sums[_cluster[other]] += Math.Sqrt(Square(Row(row), Row(other)));
        var within = sums[own] / (_sizes[own] - 1);
        var nearest = double.PositiveInfinity;
        for (var cluster = 0; cluster < sums.Length; cluster++)
            nearest = cluster == own ? nearest : Math.Min(nearest, sums[cluster] / _sizes[cluster]);
        var larger = Math.Max(within, nearest);
        return larger == 0 ? 0 : (nearest - within) / larger;
    }

    private double[] Centres()
    {
        var centres = new double[_sizes.Length * _columnCount];
        for (var i = 0; i < _features.Length; i++)
            centres[(_cluster[i / _columnCount] * _columnCount) + (i % _columnCount)] += _features[i];
        for (var i = 0; i < centres.Length; i++)
            centres[i] /= _sizes[i / _columnCount];
        return centres;
    }

    private ReadOnlySpan<double> Row(int row) => _features.AsSpan(row * _columnCount, _columnCount);

    private static double Square(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += (left[i] - right[i]) * (left[i] - right[i]);
        return sum;
    }
}
