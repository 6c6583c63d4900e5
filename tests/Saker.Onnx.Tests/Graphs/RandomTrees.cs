using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Graphs;

/// <summary>Trees grown by a seed, and a plain walk through them to compare with.</summary>
internal static class RandomTrees
{
    public const int Features = 4;

    public static TreeEnsemble Make(int seed, int treeCount, int depth, TreeNodeMode mode)
    {
        var random = new Random(seed);
        var nodes = new List<(long Tree, long Node, long Feature, TreeNodeMode Mode, float Value, long True, long False, bool Missing, float Weight)>();
        for (var tree = 0; tree < treeCount; tree++)
        {
            long next = 0;
            Grow(depth);

            long Grow(int left)
            {
                var id = next++;
                var position = nodes.Count;
                nodes.Add(default);
                if (left == 0 || random.Next(5) == 0)
                {
                    nodes[position] = (tree, id, 0, TreeNodeMode.Leaf, 0, 0, 0, false, (float)random.NextDouble() - 0.5f);
                    return id;
                }
                var whenTrue = Grow(left - 1);
                var whenFalse = Grow(left - 1);
                nodes[position] = (tree, id, random.Next(Features), mode, random.Next(-3, 4) / 2f, whenTrue, whenFalse, random.Next(2) == 0, 0);
                return id;
            }
        }
        return new TreeEnsemble
        {
            TreeIds = [.. nodes.Select(node => node.Tree)],
            NodeIds = [.. nodes.Select(node => node.Node)],
            FeatureIds = [.. nodes.Select(node => node.Feature)],
            Modes = [.. nodes.Select(node => node.Mode)],
            Values = [.. nodes.Select(node => node.Value)],
            TrueIds = [.. nodes.Select(node => node.True)],
            FalseIds = [.. nodes.Select(node => node.False)],
            MissingTracksTrue = [.. nodes.Select(node => node.Missing)],
            Weights = [.. nodes.Select(node => node.Weight)],
            BaseValues = [0.25f],
        };
    }

    /// <summary>Rows of halves, so that they meet thresholds exactly, with one in five missing.</summary>
    public static float[] Rows(int seed, int count)
    {
        var random = new Random(~seed);
        return [.. Enumerable.Range(0, count * Features).Select(_ => random.Next(5) == 0 ? float.NaN : random.Next(-4, 5) / 2f)];
    }

    public static double Walk(TreeEnsemble trees, ReadOnlySpan<float> row)
    {
        double sum = trees.BaseValues[0];
        foreach (var tree in trees.TreeIds.Distinct())
        {
            var at = Position(trees, tree, 0);
            while (trees.Modes[at] != TreeNodeMode.Leaf)
            {
                var x = row[(int)trees.FeatureIds[at]];
                var yes = float.IsNaN(x) ? trees.MissingTracksTrue[at] : trees.Modes[at] == TreeNodeMode.Less ? x < trees.Values[at] : x <= trees.Values[at];
                at = Position(trees, tree, yes ? trees.TrueIds[at] : trees.FalseIds[at]);
            }
            sum += trees.Weights[at];
        }
        return sum;
    }

    private static int Position(TreeEnsemble trees, long tree, long node) =>
        Enumerable.Range(0, trees.NodeIds.Count).First(i => trees.TreeIds[i] == tree && trees.NodeIds[i] == node);
}
