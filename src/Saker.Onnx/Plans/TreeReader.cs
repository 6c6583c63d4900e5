using Saker.Onnx.Plans.Steps;
using Saker.Onnx.Reading;

namespace Saker.Onnx.Plans;

/// <summary>Reads a <c>TreeEnsembleRegressor</c> into nodes whose branches all ask whether a feature is less than a number.</summary>
internal sealed class TreeReader
{
    // Reading more would hold up loading; for them, calling operators is not where the time goes.
    private const int MaxNodes = 500_000;

    private readonly IReadOnlyList<string> _modes;
    private readonly IReadOnlyList<long> _features;
    private readonly IReadOnlyList<float> _values;
    private readonly IReadOnlyList<long> _whenTrue;
    private readonly IReadOnlyList<long> _whenFalse;
    private readonly IReadOnlyList<long> _missingGoesTrue;
    private readonly Dictionary<(long Tree, long Node), int> _places = [];
    private readonly Dictionary<(long Tree, long Node), (int Target, float Weight)> _leaves = [];
    private readonly IReadOnlyList<long> _trees;
    private readonly IReadOnlyList<long> _ids;
    private readonly List<TreeNode> _nodes = [];

    private TreeReader(OnnxNode node, int targetCount)
    {
        _trees = Integers(node, "nodes_treeids");
        if (_trees.Count > MaxNodes)
            throw new PlanException($"has {_trees.Count} nodes of trees");
        _ids = Integers(node, "nodes_nodeids");
        _modes = node.FindAttribute("nodes_modes")?.Texts ?? [];
        _features = Integers(node, "nodes_featureids");
        _values = node.FindAttribute("nodes_values")?.Floats ?? [];
        _whenTrue = Integers(node, "nodes_truenodeids");
        _whenFalse = Integers(node, "nodes_falsenodeids");
        _missingGoesTrue = Integers(node, "nodes_missing_value_tracks_true");
        for (var i = 0; i < _trees.Count; i++)
            Require(_places.TryAdd((_trees[i], _ids[i]), i));
        var (leafTrees, leafNodes, targets) = (Integers(node, "target_treeids"), Integers(node, "target_nodeids"), Integers(node, "target_ids"));
        var weights = node.FindAttribute("target_weights")?.Floats ?? [];
        for (var i = 0; i < leafTrees.Count; i++)
            Require(targets[i] >= 0 && targets[i] < targetCount && _leaves.TryAdd((leafTrees[i], leafNodes[i]), ((int)targets[i], weights[i])));
    }

    /// <summary>The nodes of all trees, and where each tree begins.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="featureCount">The columns that there are.</param>
    /// <param name="targetCount">The sums that there are.</param>
    /// <exception cref="PlanException">It has what no plan has.</exception>
    public static (TreeNode[] Nodes, int[] Roots) Read(OnnxNode node, int featureCount, int targetCount)
    {
        try
        {
            var reader = new TreeReader(node, targetCount);
            var roots = reader.ReadAll();
            Require(reader._nodes.TrueForAll(read => read.Feature < featureCount));
            return ([.. reader._nodes], roots);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new PlanException("its trees are not well formed");
        }
    }

    private static IReadOnlyList<long> Integers(OnnxNode node, string name) => node.FindAttribute(name)?.Integers ?? [];

    private static void Require(bool condition)
    {
        if (!condition)
            throw new PlanException("its trees are of another form");
    }

    private int[] ReadAll()
    {
        var roots = new List<int>();
        for (var i = 0; i < _trees.Count; i++)
        {
            if (i > 0 && _trees[i] == _trees[i - 1])
                continue;
            roots.Add(_nodes.Count);
            ReadTree(i);
        }
        // A tree whose nodes do not lie together would be read twice, one with a circle for ever.
        Require(_nodes.Count == _trees.Count);
        return [.. roots];
    }

    private void ReadTree(int root)
    {
        var tree = _trees[root];
        var waiting = new Queue<(int Read, int Place)>([(root, _nodes.Count)]);
        _nodes.Add(default);
        while (waiting.TryDequeue(out var next))
        {
            var (read, place) = next;
            if (_modes[read] == "LEAF")
            {
                _nodes[place] = Leaf(tree, read);
                continue;
            }
            var branch = Branch(read, _nodes.Count);
            _nodes[place] = branch.Node;
            foreach (var child in branch.Children)
            {
                Require(_places.TryGetValue((tree, child), out var position) && _nodes.Count < _trees.Count);
                waiting.Enqueue((position, _nodes.Count));
                _nodes.Add(default);
            }
        }
    }

    private TreeNode Leaf(long tree, int read)
    {
        Require(_leaves.TryGetValue((tree, _ids[read]), out var leaf));
        return new TreeNode(leaf.Weight, ~leaf.Target, 0, false);
    }

    private (TreeNode Node, long[] Children) Branch(int read, int firstChild)
    {
        var number = _values[read];
        Require(float.IsFinite(number) && _features[read] is >= 0 and < int.MaxValue);
        // At most a number is less than the next number; the other two ask the opposite, so that their children change places.
        var (isTurned, bound) = _modes[read] switch
        {
            "BRANCH_LT" => (false, number),
            "BRANCH_LEQ" => (false, MathF.BitIncrement(number)),
            "BRANCH_GTE" => (true, number),
            "BRANCH_GT" => (true, MathF.BitIncrement(number)),
            _ => throw new PlanException($"its trees compare by {_modes[read]}"),
        };
        var missingGoesTrue = _missingGoesTrue.Count > 0 && _missingGoesTrue[read] != 0;
        long[] children = isTurned ? [_whenFalse[read], _whenTrue[read]] : [_whenTrue[read], _whenFalse[read]];
        return (new TreeNode(bound, (int)_features[read], firstChild, missingGoesTrue != isTurned), children);
    }
}
