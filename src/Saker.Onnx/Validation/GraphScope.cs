using Saker.Onnx.Wire;

namespace Saker.Onnx.Validation;

/// <summary>A graph or a function's body, as far as the flow of values goes.</summary>
internal sealed record GraphScope(string Place, IReadOnlyList<string> Inputs, IReadOnlyList<string> Constants, IReadOnlyList<NodeProto> Nodes, IReadOnlyList<string> Outputs)
{
    public static GraphScope Of(GraphProto graph, string place) => new(
        place,
        [.. graph.Input.Select(input => input.Name)],
        [.. graph.Initializer.Select(tensor => tensor.Name), .. graph.SparseInitializer.Select(sparse => sparse.Values?.Name ?? "")],
        graph.Node,
        [.. graph.Output.Select(output => output.Name)]);

    public static GraphScope Of(FunctionProto function) => new($"function '{function.Name}'", function.Input, [], function.Node, function.Output);

    /// <summary>What a node is called in messages.</summary>
    public string Label(int index) => Nodes[index].Name.Length > 0 ? Nodes[index].Name : $"{Nodes[index].OpType}#{index}";
}
