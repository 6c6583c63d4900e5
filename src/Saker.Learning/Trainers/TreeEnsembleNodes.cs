using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Trainers;

/// <summary>Writes a sum of trees, or one for each of several classes, as one <c>TreeEnsembleRegressor</c> node.</summary>
internal sealed class TreeEnsembleNodes
{
    private readonly List<long> _trees = [];
    private readonly List<long> _nodes = [];
    private readonly List<long> _features = [];
    private readonly List<string> _modes = [];
    private readonly List<float> _values = [];
    private readonly List<long> _whenTrue = [];
    private readonly List<long> _whenFalse = [];
    private readonly List<long> _missingGoesTrue = [];
    private readonly List<float> _covers = [];
    private readonly List<long> _leafTrees = [];
    private readonly List<long> _leafNodes = [];
    private readonly List<float> _leafValues = [];
    private readonly List<long> _leafTargets = [];

    /// <summary>Float32 [N, 1]: <paramref name="start"/> plus the leaf of every tree.</summary>
    /// <param name="graph">The graph under construction.</param>
    /// <param name="features">Float32 [N, features], NaN where missing.</param>
    /// <param name="trees">At least one.</param>
    /// <param name="start">Added to the sum.</param>
    public static Value Emit(GraphBuilder graph, Value features, IReadOnlyList<Tree> trees, float start)
    {
        var ensemble = new TreeEnsembleNodes();

        // The start goes in as a first tree of one leaf, not as base_values: runtimes add those last, the training engine begins with
        // the start, and over thousands of trees the other order of rounding can be seen in the sixth digit.
        ensemble.Add(0, Tree.Leaf(start), 0);
        for (var i = 0; i < trees.Count; i++)
            ensemble.Add(i + 1, trees[i], 0);
        return graph.Node("TreeEnsembleRegressor", [features], ElementType.Float32, ensemble.Attributes(1), GraphBuilder.MachineLearning);
    }

    /// <summary>Float32 [N, classes]: for each class the sum of the leaves of its trees.</summary>
    /// <param name="graph">The graph under construction.</param>
    /// <param name="features">Float32 [N, features], NaN where missing.</param>
    /// <param name="trees">At least one for each class.</param>
    /// <param name="classes">The class of each tree.</param>
    /// <param name="classCount">How many there are.</param>
    public static Value Emit(GraphBuilder graph, Value features, IReadOnlyList<Tree> trees, IReadOnlyList<int> classes, int classCount)
    {
        var ensemble = new TreeEnsembleNodes();
        for (var i = 0; i < trees.Count; i++)
            ensemble.Add(i, trees[i], classes[i]);
        return graph.Node("TreeEnsembleRegressor", [features], ElementType.Float32, ensemble.Attributes(classCount), GraphBuilder.MachineLearning);
    }

    // Nodes are numbered in the order of a walk from the root, so that nodes which pruning cut off are left out.
    private void Add(int index, Tree tree, int target)
    {
        var waiting = new Queue<int>([0]);
        var count = 1;
        for (var number = 0; waiting.TryDequeue(out var node); number++)
        {
            var leaf = tree.IsLeaf(node);
            _trees.Add(index);
            _nodes.Add(number);
            _modes.Add(leaf ? "LEAF" : "BRANCH_LT");
            _features.Add(leaf ? 0 : tree.Feature[node]);
            _values.Add(leaf ? 0 : tree.Value[node]);
            _covers.Add(tree.Cover[node]);
            _missingGoesTrue.Add(!leaf && tree.MissingGoesLeft[node] ? 1 : 0);
            _whenTrue.Add(leaf ? 0 : count);
            _whenFalse.Add(leaf ? 0 : count + 1);
            if (leaf)
            {
                _leafTrees.Add(index);
                _leafNodes.Add(number);
                _leafValues.Add(tree.Value[node]);
                _leafTargets.Add(target);
                continue;
            }
            waiting.Enqueue(tree.Left[node]);
            waiting.Enqueue(tree.Right[node]);
            count += 2;
        }
    }

    private NodeAttribute[] Attributes(int targetCount) =>
    [
        NodeAttribute.Of("nodes_treeids", _trees),
        NodeAttribute.Of("nodes_nodeids", _nodes),
        NodeAttribute.Of("nodes_featureids", _features),
        NodeAttribute.Of("nodes_modes", _modes),
        NodeAttribute.Of("nodes_values", _values),
        NodeAttribute.Of("nodes_truenodeids", _whenTrue),
        NodeAttribute.Of("nodes_falsenodeids", _whenFalse),
        NodeAttribute.Of("nodes_missing_value_tracks_true", _missingGoesTrue),
        // No engine needs them to predict; what explains the model does (the standard calls them the popularity of a node).
        NodeAttribute.Of("nodes_hitrates", _covers),
        NodeAttribute.Of("target_treeids", _leafTrees),
        NodeAttribute.Of("target_nodeids", _leafNodes),
        NodeAttribute.Of("target_ids", _leafTargets),
        NodeAttribute.Of("target_weights", _leafValues),
        NodeAttribute.Of("n_targets", (long)targetCount),
        NodeAttribute.Of("aggregate_function", "SUM"),
        NodeAttribute.Of("post_transform", "NONE"),
    ];
}
