using Google.Protobuf;
using Google.Protobuf.Collections;
using Saker.Onnx.Editing;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Sessions;

/// <summary>
/// Puts nodes before <see cref="FragileOperators"/> that have a run fail where the operator would end the process: what they say is the caller's fault and names node and input.
/// </summary>
internal sealed class SafeShapes
{
    // Comparisons of whole numbers of 64 bits are not older.
    private const long MinOpset = 9;

    // Bounds of 64-bit whole numbers came later.
    private const long MinBoundsOpset = 12;

    private static readonly HashSet<string> Shaping = new(StringComparer.Ordinal) { "Reshape", "Expand", "Squeeze", "Unsqueeze", "Tile", "ConstantOfShape" };

    // What is known of shapes holds for what was checked, too.
    private readonly Dictionary<string, ValueInfoProto> _known = new(StringComparer.Ordinal);
    private readonly List<ValueInfoProto> _checked = [];
    private readonly bool _areRanksOpen;
    private readonly bool _takesBounds;
    private int _count;

    private SafeShapes(bool areRanksOpen, bool takesBounds) => (_areRanksOpen, _takesBounds) = (areRanksOpen, takesBounds);

    /// <summary>The graph to run in place of the model; null where no operator of it is fragile. The model stays as it is.</summary>
    public static byte[]? Rewrite(OnnxModel model)
    {
        var proto = model.Proto;
        var areRanksOpen = AreRanksOpen(proto);
        if (AreShapesFixed(proto) || !IsFragile(proto.Graph.Node, areRanksOpen) && !proto.Functions.Any(function => IsFragile(function.Node, areRanksOpen)))
            return null;
        var safe = proto.Clone();
        if (!safe.OpsetImport.Any(IsStandard))
            safe.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Graphs.GraphBuilder.Opset });
        var opset = safe.OpsetImport.First(IsStandard).Version;
        if (opset < MinOpset)
            return null;
        var walk = new SafeShapes(areRanksOpen, opset >= MinBoundsOpset);
        foreach (var info in safe.Graph.Input.Concat(safe.Graph.ValueInfo))
            walk._known[info.Name] = info;
        walk.Visit(safe.Graph.Node);
        safe.Graph.ValueInfo.AddRange(walk._checked);
        walk._known.Clear();
        foreach (var function in safe.Functions.Where(function => function.OpsetImport.Any(set => IsStandard(set) && set.Version >= MinOpset)))
            walk.Visit(function.Node);
        return safe.ToByteArray();
    }

    private static bool IsStandard(OperatorSetIdProto set) => OperatorDomains.Normalise(set.Domain).Length == 0;

    private static bool IsFragile(IEnumerable<NodeProto> nodes, bool areRanksOpen) =>
        nodes.Any(node => FragileOperators.Of(node, areRanksOpen).Any() || ModelWalk.Bodies(node).Any(body => IsFragile(body.Node, areRanksOpen)));

    // Whoever asks then chooses no shape.
    private static bool AreShapesFixed(ModelProto model) =>
        !model.Graph.Node.Any(node => node.OpType is "Trilu") && model.Graph.Input.All(input => input.Type?.TensorType?.Shape is { } shape && shape.Dim.All(extent => extent.DimValue > 0));

    // An input that says nothing of its shape, or that it is a scalar, takes any, and one that is a shape may be of any length.
    private static bool AreRanksOpen(ModelProto model)
    {
        var stored = model.Graph.Initializer.Select(constant => constant.Name).ToHashSet(StringComparer.Ordinal);
        var asked = model.Graph.Input.Where(input => !stored.Contains(input.Name)).ToList();
        if (asked.Any(input => input.Type?.TensorType is { Shape: null or { Dim.Count: 0 } }))
            return true;
        var names = asked.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        return model.Graph.Node.Any(node => Shaping.Contains(node.OpType) && names.Contains(node.Input.LastOrDefault("")));
    }

    private void Visit(RepeatedField<NodeProto> nodes)
    {
        var result = new List<NodeProto>(nodes.Count);
        foreach (var node in nodes)
        {
            foreach (var body in ModelWalk.Bodies(node))
                Visit(body.Node);
            foreach (var input in FragileOperators.Of(node, _areRanksOpen).ToList())
                Guard(node, input, new SafeInput(result, node, ++_count));
            result.Add(node);
        }
        nodes.Clear();
        nodes.AddRange(result);
    }

    private void Guard(NodeProto node, FragileInput input, SafeInput draft)
    {
        var name = node.Input[input.Index];
        node.Input[input.Index] = input.Need switch
        {
            FragileNeed.Elements => draft.Filled(name),
            FragileNeed.RankAtLeast => draft.OfRankAtLeast(name, input.Rank),
            FragileNeed.Rank => draft.OfRank(name, input.Rank),
            FragileNeed.RankOfFirst => draft.OfRankOf(name, node.Input[0]),
            _ => _takesBounds ? draft.Bounded(name) : name,
        };
        if (!_known.TryGetValue(name, out var info) || node.Input[input.Index] == name)
            return;
        var told = info.Clone();
        told.Name = node.Input[input.Index];
        _known[told.Name] = told;
        _checked.Add(told);
    }
}
