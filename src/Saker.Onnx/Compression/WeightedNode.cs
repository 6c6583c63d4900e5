using Saker.Onnx.Editing;
using Saker.Onnx.Upgrading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Compression;

/// <summary>A node that takes a stored weight: a convolution, or a product with a matrix.</summary>
/// <param name="Node">The node: its second input is the weight.</param>
/// <param name="Content">The weight.</param>
/// <param name="Axis">Which extent of the weight counts the channels that the node gives.</param>
internal sealed record WeightedNode(NodeProto Node, Tensor Content, int Axis)
{
    // From this operator set on each channel can have a scale.
    private const int Needed = 13;

    // From this one on weights can be stored in four bits.
    private const int NeededByFourBits = 21;

    public string Weight => Node.Input[1];

    public bool IsConvolution => Node.OpType == "Conv";

    /// <summary>Whether a model may have stored values of four bits.</summary>
    public static bool HasFourBits(OnnxModel model) => model.OperatorSets.Any(set => set is { Domain: "", Version: >= NeededByFourBits });

    /// <summary>A copy of a model to be changed, in an operator set that can hold the result.</summary>
    public static GraphDraft Open(OnnxModel model, int bits = 8)
    {
        var upgraded = OpsetUpgrader.Upgrade(model, bits > WeightLevels.FourBits ? Needed : NeededByFourBits);
        var draft = new GraphDraft(upgraded.Proto.Clone());
        draft.HoistConstants();
        return draft;
    }

    /// <summary>All of a graph, in order; those whose weights are kept are left out.</summary>
    /// <exception cref="OnnxException">A weight that is to be kept is none.</exception>
    public static IReadOnlyList<WeightedNode> Find(GraphDraft draft, IReadOnlyCollection<string> kept)
    {
        var found = new List<WeightedNode>();
        foreach (var node in draft.Graph.Node.Where(node => node.IsStandard() && node.OpType is "Conv" or "Gemm" or "MatMul"))
            if (draft.FindConstant(node.InputAt(1)) is { Type: ElementType.Float32 } content && !draft.IsConstant(node.Input[0]) && ChannelAxis(node, content) is { } axis)
                found.Add(new WeightedNode(node, content, axis));
        if (kept.FirstOrDefault(name => found.All(node => node.Weight != name)) is { } missing)
            throw new OnnxException($"'{missing}' is no stored weight of a convolution or matrix product; there are {string.Join(", ", found.Select(node => $"'{node.Weight}'"))}.");
        return [.. found.Where(node => !kept.Contains(node.Weight))];
    }

    /// <summary>The same, and an error where there is none.</summary>
    public static IReadOnlyList<WeightedNode> Require(GraphDraft draft, IReadOnlyCollection<string> kept) => Find(draft, kept) is { Count: > 0 } found
        ? found
        : throw new OnnxException("The model has no convolution and no matrix product with stored weights of Float32: there is nothing to compress.");

    /// <summary>The finished model.</summary>
    public static OnnxModel Close(GraphDraft draft)
    {
        GraphOrder.Sort(draft.Graph);
        draft.Prune();
        var model = new OnnxModel(draft.Model);
        model.Validate();
        return model;
    }

    private static int? ChannelAxis(NodeProto node, Tensor content) => (node.OpType, content.Shape.Count) switch
    {
        ("Conv", > 2) => 0,
        ("MatMul", 2) => 1,
        ("Gemm", 2) when node.Integer("transA", 0) == 0 => node.Integer("transB", 0) == 0 ? 1 : 0,
        _ => null,
    };
}
