using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Editing;
using Saker.Onnx.Sessions;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Shapes;

/// <summary>Works out once what does not depend on a graph's inputs, the shapes of its values included, and stores it as constants; loops whose steps are known become Scans.</summary>
internal static class ConstantFolding
{
    // A shape may be known only when those that it is computed from are; deeper chains than this were never seen.
    private const int MaxRounds = 12;

    // Operators that give other values at each run, Dropout in training.
    private static readonly HashSet<string> Random = new(StringComparer.Ordinal) { "Dropout", "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli" };

    /// <returns>Shapes of all values that are left.</returns>
    public static Dictionary<string, TensorSpec> Fold(GraphDraft draft)
    {
        for (var round = 0; ; round++)
        {
            var shapes = ShapeInference.Infer(draft.Model);
            var isKnown = draft.Graph.Node.SelectMany(node => node.Output).All(name => name.Length == 0 || (shapes.TryGetValue(name, out var spec) && spec.Shape.All(extent => extent >= 0)));
            // Where every shape is known already, what is stored now tells nothing new.
            var isFolded = FoldShapes(draft, shapes) | FoldNodes(draft);
            // What the engine says of values that loops give is worth nothing: it takes any extents.
            if (!LoopSteps.BecomeScans(draft, shapes) && (!isFolded || isKnown || round >= MaxRounds))
                return shapes;
        }
    }

    private static bool FoldShapes(GraphDraft draft, Dictionary<string, TensorSpec> shapes)
    {
        var folded = new HashSet<NodeProto>();
        foreach (var node in draft.Graph.Node.Where(node => node.IsStandard() && node.OpType is "Shape" or "Size"))
        {
            if (!shapes.TryGetValue(node.Input[0], out var spec) || spec.Shape.Any(extent => extent < 0))
                continue;
            folded.Add(node);
            draft.Store(node.Output[0], node.OpType == "Size" ? Tensor.Scalar(spec.Shape.Aggregate(1L, (product, extent) => product * extent)) : Tensor.Vector(Part(node, spec.Shape)));
        }
        Remove(draft, folded);
        return folded.Count > 0;
    }

    private static long[] Part(NodeProto node, IReadOnlyList<long> shape)
    {
        var start = Within(node.Integer("start", 0), shape.Count);
        var end = Math.Max(start, Within(node.Integer("end", shape.Count), shape.Count));
        return [.. shape.Skip(start).Take(end - start)];
    }

    private static int Within(long position, int rank) => (int)Math.Clamp(position < 0 ? position + rank : position, 0, rank);

    // What other nodes or outputs take of the constant part is computed by the engine in one run.
    private static bool FoldNodes(GraphDraft draft)
    {
        var known = draft.Graph.Initializer.Select(constant => constant.Name).ToHashSet(StringComparer.Ordinal);
        known.ExceptWith(draft.Graph.Input.Select(input => input.Name));
        var constant = new HashSet<NodeProto>();
        foreach (var node in draft.Graph.Node)
        {
            if ((node.Input.Count == 0 && node.OpType != "Constant") || Random.Contains(node.OpType) || !GraphOrder.Takes(node).All(known.Contains) || node.Attribute.Any(attribute => attribute.G is not null))
                continue;
            constant.Add(node);
            known.UnionWith(node.Output);
        }
        if (constant.Count == 0)
            return false;
        var outputs = draft.Graph.Output.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        var taken = draft.Graph.Node.Where(node => !constant.Contains(node)).SelectMany(GraphOrder.Takes).ToHashSet(StringComparer.Ordinal);
        string[] wanted = [.. constant.SelectMany(node => node.Output).Where(name => name.Length > 0 && !outputs.Contains(name) && taken.Contains(name))];
        var computed = wanted.Length == 0 ? [] : Compute(draft.Model, constant, wanted);
        Remove(draft, [.. constant.Where(node => !node.Output.Any(outputs.Contains))]);
        foreach (var (name, tensor) in wanted.Zip(computed))
            draft.Store(name, tensor);
        return wanted.Length > 0;
    }

    private static IReadOnlyList<Tensor> Compute(ModelProto model, HashSet<NodeProto> nodes, string[] wanted)
    {
        var part = new ModelProto { IrVersion = model.IrVersion, Graph = new GraphProto { Name = "constants" } };
        part.OpsetImport.AddRange(model.OpsetImport);
        part.Functions.AddRange(model.Functions);
        part.Graph.Node.AddRange(model.Graph.Node.Where(nodes.Contains));
        var taken = nodes.SelectMany(GraphOrder.Takes).ToHashSet(StringComparer.Ordinal);
        part.Graph.Initializer.AddRange(model.Graph.Initializer.Where(constant => taken.Contains(constant.Name)));
        part.Graph.Output.AddRange(wanted.Select(name => new ValueInfoProto { Name = name }));
        using var session = new OnnxSession(new OnnxModel(part), new SessionSettings { Optimization = GraphOptimizationLevel.ORT_DISABLE_ALL });
        return session.Run(new Dictionary<string, Tensor>());
    }

    private static void Remove(GraphDraft draft, HashSet<NodeProto> nodes)
    {
        if (nodes.Count == 0)
            return;
        NodeProto[] kept = [.. draft.Graph.Node.Where(node => !nodes.Contains(node))];
        draft.Graph.Node.Clear();
        draft.Graph.Node.AddRange(kept);
    }
}
