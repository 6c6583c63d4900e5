namespace Saker.Onnx.Graphs;

/// <summary>
/// Decision trees whose leaf weights are added up: the form of boosted trees and of forests. Nodes of all trees lie in arrays of one
/// length; a node is known by its tree's id and its own id within the tree, and the first node of a tree in the arrays is its root.
/// </summary>
public sealed record TreeEnsemble
{
    public required IReadOnlyList<long> TreeIds { get; init; }

    public required IReadOnlyList<long> NodeIds { get; init; }

    /// <summary>The column that a branch looks at; ignored for leaves.</summary>
    public required IReadOnlyList<long> FeatureIds { get; init; }

    public required IReadOnlyList<TreeNodeMode> Modes { get; init; }

    /// <summary>The threshold that a branch compares with, in float32 as the features are; ignored for leaves.</summary>
    public required IReadOnlyList<float> Values { get; init; }

    /// <summary>Node ids to go to when the answer is yes; ignored for leaves.</summary>
    public required IReadOnlyList<long> TrueIds { get; init; }

    /// <summary>Node ids to go to when the answer is no; ignored for leaves.</summary>
    public required IReadOnlyList<long> FalseIds { get; init; }

    /// <summary>Whether a missing value (NaN) goes the true way; without it, the false way.</summary>
    public required IReadOnlyList<bool> MissingTracksTrue { get; init; }

    /// <summary>What a leaf adds to its target; ignored for branches.</summary>
    public required IReadOnlyList<float> Weights { get; init; }

    /// <summary>The target that a leaf adds to; empty when there is one target.</summary>
    public IReadOnlyList<long> TargetIds { get; init; } = [];

    public int TargetCount { get; init; } = 1;

    /// <summary>Added to each target's sum; empty for 0.</summary>
    public IReadOnlyList<float> BaseValues { get; init; } = [];

    /// <summary>Every way in which the trees are not well formed, at most about a hundred, by tree and node: the engine would name neither.</summary>
    internal IReadOnlyList<string> FindProblems() => new TreeEnsembleProblems(this).Find();

    internal IEnumerable<NodeAttribute> Attributes()
    {
        var leaves = Enumerable.Range(0, Modes.Count).Where(i => Modes[i] == TreeNodeMode.Leaf).ToArray();
        return
        [
            NodeAttribute.Of("n_targets", TargetCount),
            .. BaseValues.Count > 0 ? [NodeAttribute.Of("base_values", BaseValues)] : Array.Empty<NodeAttribute>(),
            NodeAttribute.Of("nodes_treeids", TreeIds),
            NodeAttribute.Of("nodes_nodeids", NodeIds),
            NodeAttribute.Of("nodes_featureids", Branches(FeatureIds)),
            NodeAttribute.Of("nodes_modes", Modes.Select(Word)),
            NodeAttribute.Of("nodes_values", Values.Select((value, i) => Modes[i] == TreeNodeMode.Leaf ? 0 : value)),
            NodeAttribute.Of("nodes_truenodeids", Branches(TrueIds)),
            NodeAttribute.Of("nodes_falsenodeids", Branches(FalseIds)),
            NodeAttribute.Of("nodes_missing_value_tracks_true", MissingTracksTrue.Select((tracks, i) => tracks && Modes[i] != TreeNodeMode.Leaf ? 1L : 0L)),
            NodeAttribute.Of("target_treeids", leaves.Select(i => TreeIds[i])),
            NodeAttribute.Of("target_nodeids", leaves.Select(i => NodeIds[i])),
            NodeAttribute.Of("target_ids", leaves.Select(i => TargetIds.Count > 0 ? TargetIds[i] : 0L)),
            NodeAttribute.Of("target_weights", leaves.Select(i => Weights[i])),
        ];
    }

    private IEnumerable<long> Branches(IReadOnlyList<long> ids) => ids.Select((id, i) => Modes[i] == TreeNodeMode.Leaf ? 0 : id);

    private static string Word(TreeNodeMode mode) => mode switch
    {
        TreeNodeMode.Leaf => "LEAF",
        TreeNodeMode.LessOrEqual => "BRANCH_LEQ",
        TreeNodeMode.Less => "BRANCH_LT",
        TreeNodeMode.GreaterOrEqual => "BRANCH_GTE",
        TreeNodeMode.Greater => "BRANCH_GT",
        TreeNodeMode.Equal => "BRANCH_EQ",
        TreeNodeMode.NotEqual => "BRANCH_NEQ",
        _ => throw new OnnxException($"There is no tree node mode {mode}."),
    };
}
