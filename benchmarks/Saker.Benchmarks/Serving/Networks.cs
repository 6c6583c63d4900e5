using System.Globalization;
using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Benchmarks.Serving;

/// <summary>Small dense networks over rows of plain numbers: what they compute takes little, so that what is around them shows.</summary>
internal static class Networks
{
    private const int Hidden = 16;

    /// <summary>Float32 [N, <paramref name="columns"/>] to float32 [N, 1].</summary>
    public static byte[] OfRows(int columns)
    {
        var graph = new GraphBuilder("rows");
        return Finish(graph, graph.Input("x", ElementType.Float32, -1, columns), columns);
    }

    /// <summary>The same with an input [N, 1] for every column, named as <see cref="Column"/> says.</summary>
    public static byte[] OfColumns(int columns)
    {
        var graph = new GraphBuilder("columns");
        var inputs = Enumerable.Range(0, columns).Select(column => graph.Input(Column(column), ElementType.Float32, -1, 1)).ToArray();
        return Finish(graph, graph.Node("Concat", inputs, ElementType.Float32, [NodeAttribute.Of("axis", 1L)]), columns);
    }

    public static string Column(int index) => string.Create(CultureInfo.InvariantCulture, $"column_{index:00}");

    /// <summary>Values as measured ones look: some with many digits, some with few.</summary>
    public static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => i % 4 == 0 ? random.Next(1000) : (float)((random.NextDouble() * 200) - 100))];
    }

    private static byte[] Finish(GraphBuilder graph, Value rows, int columns)
    {
        var first = graph.Node("Relu", [graph.Node("MatMul", [rows, graph.Constant(Weights(columns, Hidden))], ElementType.Float32)], ElementType.Float32);
        graph.Output("y", graph.Node("MatMul", [first, graph.Constant(Weights(Hidden, 1))], ElementType.Float32), -1, 1);
        return graph.Build().ToBytes();
    }

    private static Tensor Weights(int rows, int columns) =>
        Tensor.Of([.. Enumerable.Range(0, rows * columns).Select(i => (float)Math.Sin(i) / rows)], rows, columns);
}
