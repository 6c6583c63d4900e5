using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Upgrading;

/// <summary>Brings models of earlier operator sets to a later one; names of inputs, outputs, nodes and stored values stay.</summary>
public static class OpsetUpgrader
{
    /// <summary>The operator set that graphs are brought to where nothing else is asked for.</summary>
    public const int Current = 21;

    /// <summary>The earliest operator set that can be upgraded.</summary>
    public const int Oldest = Adapters.Oldest;

    // IR version that goes with Current.
    private const int CurrentIr = 10;

    /// <summary>The model over operator set <paramref name="target"/> of ONNX's own domain; other domains and functions stay. A model of that set or a later one comes back as it is.</summary>
    /// <exception cref="OnnxException">The model is older than <see cref="Oldest"/>, or a node has no form in the later set: the message names it.</exception>
    public static OnnxModel Upgrade(OnnxModel model, int target = Current)
    {
        if (target is < Oldest or > Current)
            throw new OnnxException($"Models are upgraded to operator sets {Oldest} to {Current}; {target} was asked for.");
        var from = model.OperatorSets.FirstOrDefault(set => set.Domain.Length == 0)?.Version ?? (model.IrVersion < 3 ? 1 : target);
        if (from >= target)
            return model;
        model.Validate();
        if (from < Oldest)
            throw new OnnxException($"The model is of operator set {from}; sets from {Oldest} on are understood.");
        var proto = model.Proto.Clone();
        DropDefaults(proto.Graph);
        var draft = new GraphDraft(proto);
        var facts = new ValueFacts(proto.Graph);
        Upgrade(proto.Graph, draft, facts, (int)from, target);
        foreach (var import in proto.OpsetImport.Where(import => OperatorDomains.Normalise(import.Domain).Length == 0))
            import.Version = target;
        proto.IrVersion = Math.Max(proto.IrVersion, CurrentIr);
        return new OnnxModel(proto);
    }

    // Up to IR version 3 every initialiser was also an input. Left there, the engine takes it for a default that a caller may replace.
    private static void DropDefaults(GraphProto graph)
    {
        var constants = graph.Initializer.Select(constant => constant.Name).ToHashSet(StringComparer.Ordinal);
        ValueInfoProto[] inputs = [.. graph.Input.Where(input => !constants.Contains(input.Name))];
        graph.Input.Clear();
        graph.Input.AddRange(inputs);
    }

    private static void Upgrade(GraphProto graph, GraphDraft draft, ValueFacts facts, int from, int target)
    {
        NodeProto[] nodes = [.. graph.Node];
        graph.Node.Clear();
        foreach (var node in nodes)
        {
            foreach (var body in ModelWalk.Bodies(node))
                Upgrade(body, draft, facts.Inside(body), from, target);
            graph.Node.AddRange(node.IsStandard() ? Upgraded(node, graph, draft, facts, from, target) : [node]);
        }
    }

    private static IEnumerable<NodeProto> Upgraded(NodeProto node, GraphProto graph, GraphDraft draft, ValueFacts facts, int from, int target)
    {
        List<NodeProto> before = [];
        List<NodeProto> after = [];
        for (var version = from + 1; version <= target; version++)
        {
            if (Adapters.All.Find(node.OpType, version) is not { } adapt)
                continue;
            var adapted = new AdapterNode(node, graph, draft.Fresh, facts.TypeOf, facts.RankOf, facts.IsTaken);
            adapt(adapted);
            // What an adapter adds is written in the form of its own version; none of it changed since.
            NodeProto[] all = [.. adapted.Nodes];
            var at = Array.IndexOf(all, node);
            before.AddRange(all[..at]);
            after.InsertRange(0, all[(at + 1)..]);
        }
        return [.. before, node, .. after];
    }
}
