using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Wire;

namespace Saker.Onnx.Tests.Sessions;

/// <summary>A graph that runs for minutes unless it is cancelled: a loop over small steps, between which the engine looks whether to stop.</summary>
internal static class SlowGraph
{
    public const int Rows = 30;

    private const long Steps = 100_000_000;

    public static OnnxSession Start(out Dictionary<string, Tensor> feed)
    {
        feed = new() { ["x"] = Tensor.Of(new float[Rows * Rows], Rows, Rows) };
        return new OnnxSession(new OnnxModel(new ModelProto { IrVersion = 8, Graph = Graph(), OpsetImport = { new OperatorSetIdProto { Version = 17 } } }));
    }

    private static GraphProto Graph()
    {
        var loop = new NodeProto { Name = "loop", OpType = "Loop", Input = { "steps", "go_on", "x" }, Output = { "y" } };
        loop.Attribute.Add(new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = Body() });
        return new GraphProto
        {
            Name = "slow",
            Input = { WireTypes.ValueInfo("x", ElementType.Float32, [-1, Rows]) },
            Output = { WireTypes.ValueInfo("y", ElementType.Float32, [-1, Rows]) },
            Initializer = { WireTensors.Write(Tensor.Scalar(Steps), "steps"), WireTensors.Write(Tensor.Scalar(true), "go_on") },
            Node = { loop },
        };
    }

    private static GraphProto Body() => new()
    {
        Name = "step",
        Input = { WireTypes.ValueInfo("i", ElementType.Int64, []), WireTypes.ValueInfo("before", ElementType.Boolean, []), WireTypes.ValueInfo("value", ElementType.Float32, [-1, Rows]) },
        Output = { WireTypes.ValueInfo("after", ElementType.Boolean, []), WireTypes.ValueInfo("product", ElementType.Float32, [-1, Rows]) },
        Node =
        {
            new NodeProto { OpType = "Identity", Input = { "before" }, Output = { "after" } },
            new NodeProto { OpType = "MatMul", Input = { "value", "value" }, Output = { "product" } },
        },
    };
}
