using System.Runtime.CompilerServices;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Learning.Tests.Models;

public sealed class OnnxTensorModelTests
{
    [Fact]
    public void The_bytes_of_a_graph_whose_rows_nobody_asks_of_are_let_go()
    {
        var (model, bytes) = Load();
        using (model)
        {
            GC.Collect();
            Assert.False(bytes.TryGetTarget(out _));
            Assert.Null(model.WhyRowsMayMix);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (OnnxTensorModel Model, WeakReference<byte[]> Bytes) Load()
    {
        var graph = new GraphBuilder("open");
        graph.Output("y", graph.Negate(graph.Input("x", ElementType.Float32, -1, -1)), -1, -1);
        var bytes = graph.Build().ToBytes();
        return (new OnnxTensorModel(bytes), new WeakReference<byte[]>(bytes));
    }
}
