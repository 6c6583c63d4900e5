using Saker.Onnx.Editing;
using Saker.Onnx.Reading;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Training;

/// <summary>Finds the stored values of a model that are weights: those that operators take where they take weights.</summary>
public static class TrainableValues
{
    // Where each operator takes weights; all others of its inputs are settings or statistics.
    private static readonly Dictionary<string, int[]> s_weights = new(StringComparer.Ordinal)
    {
        ["Gemm"] = [0, 1, 2], ["MatMul"] = [0, 1], ["Conv"] = [1, 2], ["ConvTranspose"] = [1, 2], ["BatchNormalization"] = [1, 2], ["LayerNormalization"] = [1, 2],
        ["InstanceNormalization"] = [1, 2], ["GroupNormalization"] = [1, 2], ["LSTM"] = [1, 2, 3], ["GRU"] = [1, 2, 3], ["RNN"] = [1, 2, 3], ["Gather"] = [0], ["PRelu"] = [1],
        ["Add"] = [0, 1], ["Sub"] = [0, 1], ["Mul"] = [0, 1], ["Div"] = [0, 1], ["Einsum"] = [0, 1],
    };

    // What only lays a weight out otherwise, bounds or rounds it before it is taken.
    private static readonly HashSet<string> s_moves = new(StringComparer.Ordinal) { "Identity", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Slice", "Concat", "Split", "Min", "Max", "QuantizeLinear", "DequantizeLinear" };

    // Where a single number is a setting rather than a weight.
    private static readonly HashSet<string> s_arithmetic = new(StringComparer.Ordinal) { "Add", "Sub", "Mul", "Div" };

    /// <summary>
    /// Name, type and shape of each, in the order in which they are taken. Constant nodes count only in models that store no weight as an initialiser: elsewhere they are settings.
    /// </summary>
    public static IReadOnlyList<TensorSpec> Find(OnnxModel model)
    {
        var graph = model.Proto.Graph;
        var initializers = graph.Initializer.Select(constant => new TensorSpec(constant.Name, (ElementType)constant.DataType, [.. constant.Dims]));
        var found = Find(graph, initializers);
        if (found.Count > 0)
            return found;
        return Find(graph, graph.Node.Where(node => node.IsStandard() && node.OpType == "Constant" && node.Output.Count == 1 && node.Find("value")?.T is not null)
            .Select(node => (Name: node.Output[0], Value: node.Find("value")!.T)).Select(constant => new TensorSpec(constant.Name, (ElementType)constant.Value.DataType, [.. constant.Value.Dims])));
    }

    private static IReadOnlyList<TensorSpec> Find(GraphProto graph, IEnumerable<TensorSpec> constants)
    {
        var stored = constants.GroupBy(spec => spec.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var origins = stored.Keys.ToDictionary(name => name, name => new HashSet<string>([name], StringComparer.Ordinal), StringComparer.Ordinal);
        var found = new Dictionary<string, TensorSpec>(StringComparer.Ordinal);
        foreach (var node in All(graph))
            Visit(node, stored, origins, found);
        return [.. found.Values];
    }

    // Bodies take weights from around them.
    private static IEnumerable<NodeProto> All(GraphProto graph) => graph.Node.Where(node => node.IsStandard()).SelectMany(node => ModelWalk.Bodies(node).SelectMany(All).Append(node));

    private static void Visit(NodeProto node, Dictionary<string, TensorSpec> stored, Dictionary<string, HashSet<string>> origins, Dictionary<string, TensorSpec> found)
    {
        if (s_moves.Contains(node.OpType))
        {
            // Only the first input is laid out otherwise, where it is not several that are joined.
            var moved = node.Input.Take(node.OpType == "Concat" ? node.Input.Count : 1).Where(origins.ContainsKey).SelectMany(input => origins[input]).ToHashSet(StringComparer.Ordinal);
            foreach (var output in node.Output)
                origins[output] = moved;
        }
        foreach (var place in s_weights.GetValueOrDefault(node.OpType) ?? [])
            foreach (var name in origins.GetValueOrDefault(node.InputAt(place)) ?? [])
                if (stored[name] is { Type: ElementType.Float32, Shape.Count: > 0 } spec && !(s_arithmetic.Contains(node.OpType) && spec.Shape.All(extent => extent == 1)))
                    found.TryAdd(name, spec);
    }
}
