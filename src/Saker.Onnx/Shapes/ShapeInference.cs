using Microsoft.ML.OnnxRuntime;
using Saker.Onnx.Reading;
using Saker.Onnx.Sessions;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Shapes;

/// <summary>Finds types and shapes of all values of a graph, as the engine itself works them out.</summary>
public static class ShapeInference
{
    /// <summary>
    /// Type and shape of every value between nodes, of inputs, outputs and stored values, by name; extents that depend on what is fed are -1. Values that are
    /// no tensors, and those inside the bodies of loops and branches, are left out.
    /// </summary>
    /// <exception cref="OnnxException">The engine does not take the graph; its reason is in the message.</exception>
    public static IReadOnlyDictionary<string, TensorSpec> Infer(OnnxModel model) => Infer(model.Proto);

    internal static Dictionary<string, TensorSpec> Infer(ModelProto model)
    {
        // Shapes in the model are claims; what its outputs claim would be taken for what they are.
        var open = model.Clone();
        var graph = open.Graph;
        var given = graph.Node.SelectMany(node => node.Output).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        graph.ValueInfo.Clear();
        graph.Output.Clear();
        graph.Output.AddRange(given.Select(name => new ValueInfoProto { Name = name }));
        var found = new Dictionary<string, TensorSpec>(StringComparer.Ordinal);
        foreach (var constant in graph.Initializer)
            found[constant.Name] = new TensorSpec(constant.Name, (ElementType)constant.DataType, [.. constant.Dims]);
        foreach (var input in new OnnxModel(model).Inputs)
            found[input.Name] = input;
        if (given.Length == 0)
            return found;
        using var session = new OnnxSession(new OnnxModel(open), new SessionSettings { Optimization = GraphOptimizationLevel.ORT_DISABLE_ALL, GuardsShapes = false });
        foreach (var spec in session.Outputs)
            if (spec.Type != default)
                found[spec.Name] = spec;
        return found;
    }
}
