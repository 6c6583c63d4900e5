using Saker.Learning.Explanation.Trees;

namespace Saker.Learning.Tests.Explanation.Trees;

/// <summary>Trees of any shape over few features, so that ways ask the same feature again and again; the same for the same seed.</summary>
internal sealed class RandomTrees(int seed, int featureCount, int maxDepth)
{
    private readonly Xoshiro256 _generator = new(seed);

    public TreeSum Sum(int count) => new([.. Enumerable.Range(0, count).Select(_ => Tree())], _generator.NextNormal(), CoverSource.Recorded);

    /// <summary>Values on both sides of the thresholds, on them, and missing.</summary>
    public double[] Row() => [.. Enumerable.Range(0, featureCount).Select(_ => _generator.Below(6) == 0 ? double.NaN : Math.Round(_generator.NextNormal(), 1))];

    private CoverTree Tree()
    {
        var nodes = new List<(int Yes, int No, int Feature, double Threshold, bool IsEquality, bool Missing, double Weight, double Cover)>();
        Grow(0, 1 + (100 * _generator.NextDouble()));
        return new CoverTree
        {
            Yes = [.. nodes.Select(node => node.Yes)],
            No = [.. nodes.Select(node => node.No)],
            Feature = [.. nodes.Select(node => node.Feature)],
            Threshold = [.. nodes.Select(node => node.Threshold)],
            IsEquality = [.. nodes.Select(node => node.IsEquality)],
            MissingIsYes = [.. nodes.Select(node => node.Missing)],
            Weight = [.. nodes.Select(node => node.Weight)],
            Cover = [.. nodes.Select(node => node.Cover)],
        };

        int Grow(int depth, double cover)
        {
            var index = nodes.Count;
            nodes.Add((-1, -1, 0, 0, false, false, _generator.NextNormal(), cover));
            if (depth == maxDepth || (depth > 0 && _generator.Below(5) == 0))
                return index;
            // Now and then nobody went one way in training.
            var share = _generator.Below(12) switch { 0 => 0, 1 => 1, _ => _generator.NextDouble() };
            var (yes, no) = (Grow(depth + 1, cover * share), Grow(depth + 1, cover * (1 - share)));
            nodes[index] = (yes, no, _generator.Below(featureCount), Math.Round(_generator.NextNormal(), 1), _generator.Below(8) == 0, _generator.Below(2) == 0, 0, cover);
            return index;
        }
    }
}
