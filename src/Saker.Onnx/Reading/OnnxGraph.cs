using Saker.Onnx.Graphs;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Reading;

/// <summary>A graph as it was read: nodes in the order of execution, constants, inputs and outputs.</summary>
public sealed class OnnxGraph
{
    private readonly GraphProto _proto;

    internal OnnxGraph(GraphProto proto)
    {
        _proto = proto;
        Nodes = [.. proto.Node.Select(node => new OnnxNode(node))];
        Initializers = [.. proto.Initializer.Select(tensor => new OnnxInitializer(tensor))];
    }

    public string Name => _proto.Name;

    public IReadOnlyList<OnnxNode> Nodes { get; }

    public IReadOnlyList<OnnxInitializer> Initializers { get; }

    /// <summary>Names of all inputs, in order, tensors or not.</summary>
    public IReadOnlyList<string> InputNames => [.. _proto.Input.Select(input => input.Name)];

    /// <summary>Names of all outputs, in order, tensors or not.</summary>
    public IReadOnlyList<string> OutputNames => [.. _proto.Output.Select(output => output.Name)];

    /// <summary>What the model says of values between nodes; often nothing.</summary>
    public IReadOnlyList<TensorSpec> Values => [.. _proto.ValueInfo.Select(WireTypes.Spec).OfType<TensorSpec>()];

    public OnnxInitializer? FindInitializer(string name) => Initializers.FirstOrDefault(initializer => initializer.Name == name);
}
