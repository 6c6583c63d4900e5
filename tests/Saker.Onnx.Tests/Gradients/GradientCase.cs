using Saker.Onnx.Graphs;

namespace Saker.Onnx.Tests.Gradients;

/// <summary>A small graph whose gradients by all its inputs are compared with finite differences.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Nodes">Makes the graph's result of its inputs.</param>
/// <param name="Inputs">What the graph is differentiated by.</param>
internal sealed record GradientCase(string Name, Func<GraphBuilder, Value[], Value> Nodes, params Tensor[] Inputs)
{
    /// <summary>The operator set that the nodes are written in.</summary>
    public int Opset { get; init; } = GraphBuilder.Opset;

    /// <summary>A graph of one node that takes all inputs.</summary>
    public static GradientCase Of(string name, string operatorType, Tensor[] inputs, params NodeAttribute[] attributes) =>
        new(name, (graph, values) => graph.Node(operatorType, values, ElementType.Float32, attributes), inputs);

    /// <summary>The model: the result, and a loss that weighs each of its elements.</summary>
    /// <param name="weights">The weights, of the result's shape.</param>
    public OnnxModel Build(Tensor? weights)
    {
        var graph = new GraphBuilder("case");
        var result = Nodes(graph, [.. Inputs.Select((input, i) => graph.Input($"in{i}", input.Type, [.. input.Shape]))]);
        graph.Output("result", result);
        if (weights is not null)
            graph.Output("loss", graph.Node("ReduceSum", [graph.Multiply(result, graph.Constant(weights))], ElementType.Float32, [NodeAttribute.Of("keepdims", 0)]));
        var proto = graph.Build().Proto;
        foreach (var output in proto.Graph.Output)
            output.Type.TensorType.Shape = null;
        proto.OpsetImport[0].Version = Opset;
        return new OnnxModel(proto);
    }

    public override string ToString() => Name;
}
