using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Reading;

namespace Saker.Learning.Explanation.Trees;

/// <summary>
/// Reads the trees of a node <c>TreeEnsembleRegressor</c> or <c>TreeEnsembleClassifier</c> (domain <c>ai.onnx.ml</c>), as any exporter wrote them.
/// </summary>
internal sealed class EnsembleReader
{
    // Sums of float32 weights of many rows differ from their parts in the last digits.
    private const double CoverTolerance = 1e-3;

    // Trees are walked by recursion; nobody trains such ones.
    private const int MaxDepth = 1_000;

    private readonly OnnxNode _node;
    private readonly bool _isClassifier;
    private readonly IReadOnlyList<long> _trees;
    private readonly IReadOnlyList<long> _ids;
    private readonly IReadOnlyList<string> _modes;
    private readonly double[] _values;
    private readonly double[] _covers;
    private readonly Dictionary<(long Tree, long Node), List<(long Target, double Weight)>> _weights = [];

    private EnsembleReader(OnnxNode node)
    {
        _node = node;
        _isClassifier = node.Operator == "TreeEnsembleClassifier";
        _trees = Integers("nodes_treeids");
        _ids = Integers("nodes_nodeids");
        _modes = node.FindAttribute("nodes_modes")?.Texts ?? [];
        _values = Numbers("nodes_values");
        _covers = Numbers("nodes_hitrates");
        ReadWeights();
    }

    /// <summary>Whether the node's trees can be read.</summary>
    public static bool Reads(OnnxNode node) => node is { Domain: "ai.onnx.ml", Operator: "TreeEnsembleRegressor" or "TreeEnsembleClassifier" };

    /// <summary>How many targets or classes the node gives.</summary>
    public static int TargetCount(OnnxNode node) => node.Operator == "TreeEnsembleRegressor"
        ? (int)(node.FindAttribute("n_targets")?.Integer ?? 1)
        : Math.Max(node.FindAttribute("classlabels_strings")?.Texts.Count ?? 0, node.FindAttribute("classlabels_int64s")?.Integers.Count ?? 0);

    /// <param name="node">One that <see cref="Reads"/> accepts.</param>
    /// <param name="target">The target or class, from 0.</param>
    /// <exception cref="SakerException">The trees are not sound, or are joined by something other than a sum or a mean.</exception>
    public static TreeSum Read(OnnxNode node, int target)
    {
        try
        {
            return new EnsembleReader(node).Sum(target);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or ArgumentException or IndexOutOfRangeException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The trees of node '{node.Name}' cannot be read: a node is missing or its attributes differ in length.");
        }
    }

    private TreeSum Sum(int target)
    {
        var aggregate = _node.FindAttribute("aggregate_function")?.Text ?? "SUM";
        if (aggregate is not ("SUM" or "AVERAGE"))
            throw new SakerException(ErrorKind.InvalidInput, $"The trees of node '{_node.Name}' are joined by {aggregate}; only sums and means of trees are explained exactly. Use the method 'sampling'.");
        var places = Enumerable.Range(0, _trees.Count).GroupBy(place => _trees[place]).ToArray();
        if (places.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The node '{_node.Name}' has no trees to explain.");
        var scale = aggregate == "AVERAGE" ? 1.0 / places.Length : 1;
        // A binary classifier may keep one score, under whichever class: it is that of the second, and the first has what is left.
        var classes = _weights.Values.SelectMany(entries => entries).Select(entry => entry.Target).Distinct().ToArray();
        var isSingle = _isClassifier && TargetCount(_node) == 2 && classes.Length == 1;
        var (stored, sign) = isSingle ? (classes[0], target == 1 ? 1 : -1) : (target, 1);
        var trees = places.Select(group => Read([.. group], stored, sign * scale)).ToArray();
        var isRecorded = trees.All(IsRecorded);
        var bases = Numbers("base_values");
        var start = bases.Length == 0 ? 0 : sign * (bases.Length == 1 ? bases[0] : bases[target]);
        return new TreeSum(isRecorded ? trees : [.. trees.Select(WithHalves)], start, isRecorded ? CoverSource.Recorded : CoverSource.Halves);
    }

    private CoverTree Read(int[] places, long target, double scale)
    {
        var features = Integers("nodes_featureids");
        var (yes, no) = (Integers("nodes_truenodeids"), Integers("nodes_falsenodeids"));
        var missing = Integers("nodes_missing_value_tracks_true");
        var at = places.Select((place, index) => (_ids[place], index)).ToDictionary(pair => pair.Item1, pair => pair.index);
        var n = places.Length;
        var tree = new CoverTree
        {
            Yes = new int[n],
            No = new int[n],
            Feature = new int[n],
            Threshold = new double[n],
            IsEquality = new bool[n],
            MissingIsYes = new bool[n],
            Weight = new double[n],
            Cover = new double[n],
        };
        for (var i = 0; i < n; i++)
        {
            var place = places[i];
            tree.Cover[i] = _covers.Length > 0 ? _covers[place] : 0;
            if (_modes[place] == "LEAF")
            {
                (tree.Yes[i], tree.No[i]) = (-1, -1);
                tree.Weight[i] = scale * _weights.GetValueOrDefault((_trees[place], _ids[place]), []).Where(entry => entry.Target == target).Sum(entry => entry.Weight);
                continue;
            }
            if (features[place] is < 0 or > int.MaxValue)
                throw new SakerException(ErrorKind.InvalidInput, $"A branch of node '{_node.Name}' asks for the feature {features[place]}, which there cannot be.");
            tree.Feature[i] = (int)features[place];
            Ask(tree, i, _modes[place], _values[place], at[yes[place]], at[no[place]], missing.Count > 0 && missing[place] != 0);
        }
        RequireTree(tree);
        return tree;
    }

    // Every question becomes 'less than' or 'equal to'; others change sides. A missing value fails every comparison but 'not equal',
    // and goes the true way where the node says so.
    private void Ask(CoverTree tree, int node, string mode, double threshold, int whenTrue, int whenFalse, bool missingIsTrue)
    {
        if (!double.IsFinite(threshold))
            throw new SakerException(ErrorKind.InvalidInput, $"A branch of node '{_node.Name}' compares with {threshold}; only finite thresholds are explained.");
        var swaps = mode is "BRANCH_GTE" or "BRANCH_GT" or "BRANCH_NEQ";
        (tree.Yes[node], tree.No[node]) = swaps ? (whenFalse, whenTrue) : (whenTrue, whenFalse);
        tree.MissingIsYes[node] = mode != "BRANCH_NEQ" && missingIsTrue != swaps;
        tree.IsEquality[node] = mode is "BRANCH_EQ" or "BRANCH_NEQ";
        // x <= t is x < the next number above t: float64 has one even above each float32.
        tree.Threshold[node] = mode is "BRANCH_LEQ" or "BRANCH_GT" ? Math.BitIncrement(threshold) : threshold;
        if (mode is not ("BRANCH_LEQ" or "BRANCH_LT" or "BRANCH_GTE" or "BRANCH_GT" or "BRANCH_EQ" or "BRANCH_NEQ"))
            throw new SakerException(ErrorKind.InvalidInput, $"A branch of node '{_node.Name}' has the mode '{mode}', which is not known.");
    }

    private void RequireTree(CoverTree tree)
    {
        var reached = new bool[tree.NodeCount];
        var waiting = new Stack<(int Node, int Depth)>([(0, 0)]);
        while (waiting.TryPop(out var next))
        {
            var (node, depth) = next;
            if (depth > MaxDepth)
                throw new SakerException(ErrorKind.InvalidInput, $"A tree of node '{_node.Name}' is deeper than {MaxDepth} branches. Use the method 'sampling'.");
            if (reached[node])
                throw new SakerException(ErrorKind.InvalidInput, $"A tree of node '{_node.Name}' reaches a node in two ways.");
            reached[node] = true;
            if (tree.IsLeaf(node))
                continue;
            waiting.Push((tree.Yes[node], depth + 1));
            waiting.Push((tree.No[node], depth + 1));
        }
    }

    private static bool IsRecorded(CoverTree tree) => tree.IsLeaf(0) || Enumerable.Range(0, tree.NodeCount).Where(node => !tree.IsLeaf(node))
        .All(node => tree.Cover[node] > 0 && tree.Cover[tree.Yes[node]] >= 0 && tree.Cover[tree.No[node]] >= 0
            && Math.Abs(tree.Cover[tree.Yes[node]] + tree.Cover[tree.No[node]] - tree.Cover[node]) <= CoverTolerance * tree.Cover[node]);

    private static CoverTree WithHalves(CoverTree tree) => tree with { Cover = new double[tree.NodeCount] };

    private void ReadWeights()
    {
        var prefix = _isClassifier ? "class" : "target";
        var (trees, nodes, targets, weights) = (Integers(prefix + "_treeids"), Integers(prefix + "_nodeids"), Integers(prefix + "_ids"), Numbers(prefix + "_weights"));
        for (var i = 0; i < trees.Count; i++)
        {
            var key = (trees[i], nodes[i]);
            if (!_weights.TryGetValue(key, out var entries))
                _weights[key] = entries = [];
            entries.Add((targets[i], weights[i]));
        }
    }

    private IReadOnlyList<long> Integers(string name) => _node.FindAttribute(name)?.Integers ?? [];

    // Newer operator sets may hold float64 under the same name with an ending.
    private double[] Numbers(string name)
    {
        if (_node.FindAttribute(name) is { Kind: AttributeKind.Floats } floats)
            return [.. floats.Floats.Select(value => (double)value)];
        if (_node.FindAttribute(name + "_as_tensor") is not { } attribute)
            return [];
        var tensor = attribute.Tensor;
        return tensor.Type == ElementType.Float64 ? tensor.Span<double>().ToArray() : [.. tensor.Span<float>().ToArray().Select(value => (double)value)];
    }
}
