using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Importance;

/// <summary>Trees fitted to bootstrap samples of the trials.</summary>
internal sealed class RegressionForest
{
    public RegressionForest(SearchSpace space, double[][] points, double[] values, int treeCount, int seed, CancellationToken cancellationToken)
    {
        var trees = new TreeNode[treeCount];
        var sums = new double[points.Length];
        var counts = new int[points.Length];
        for (var i = 0; i < treeCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var generator = Xoshiro256.Of(seed, i);
            var isDrawn = new bool[points.Length];
            var rows = new int[points.Length];
            for (var j = 0; j < rows.Length; j++)
            {
                rows[j] = generator.Below(points.Length);
                isDrawn[rows[j]] = true;
            }
            trees[i] = new TreeGrower(space, points, values, generator).Grow(rows);
            for (var j = 0; j < points.Length; j++)
            {
                if (isDrawn[j])
                    continue;
                sums[j] += trees[i].Predict(points[j]);
                counts[j]++;
            }
        }
        Trees = trees;
        Fit = Explained(values, sums, counts);
    }

    public IReadOnlyList<TreeNode> Trees { get; }

    /// <summary>The share of variance explained on the trials that each tree had not seen.</summary>
    public double Fit { get; }

    private static double Explained(double[] values, double[] sums, int[] counts)
    {
        var mean = values.Average();
        var (error, total) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            var difference = values[i] - sums[i] / counts[i];
            error += difference * difference;
            total += (values[i] - mean) * (values[i] - mean);
        }
        return total > 0 ? 1 - error / total : double.NaN;
    }
}
