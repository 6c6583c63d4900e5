using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Benchmarks.Rollouts;

/// <summary>Versions of one small network, float32 [N, <see cref="Columns"/>] to float32 [N, 1]: a sound one, and others that are each bad in one way.</summary>
internal static class ArmGraphs
{
    public const int Columns = 20;

    /// <summary>Rows whose first value is above that make <see cref="Failing"/> fail: with values spread evenly over 0 to 1, every twentieth.</summary>
    private const float FailsAbove = 0.95f;

    private const int Hidden = 16;
    private const int Wide = 512;

    public static byte[] Sound() => Finish(static (_, _, score) => score);

    /// <summary>The same answers after more work a row, about a tenth of a millisecond a layer.</summary>
    /// <param name="layers">Products with a matrix of 512 x 512.</param>
    public static byte[] Slow(int layers) => Finish((graph, rows, score) =>
    {
        var wide = Product(graph, rows, Columns, Wide);
        for (var i = 0; i < layers; i++)
            wide = graph.Node("Tanh", [Product(graph, wide, Wide, Wide)], ElementType.Float32);
        // Far below what the score can show, but no optimiser knows that.
        var rest = graph.Node("Mul", [Product(graph, wide, Wide, 1), graph.Constant(Tensor.Of([1e-20f], 1))], ElementType.Float32);
        return graph.Node("Add", [score, rest], ElementType.Float32);
    });

    /// <summary>The engine refuses every twentieth row: it looks an entry up that is not there.</summary>
    public static byte[] Failing() => Finish(static (graph, rows, score) =>
    {
        var first = graph.Node("Slice", [rows, graph.Constant(Tensor.Of([0L], 1)), graph.Constant(Tensor.Of([1L], 1)), graph.Constant(Tensor.Of([1L], 1))], ElementType.Float32);
        var isAbove = graph.Node("Greater", [first, graph.Constant(Tensor.Of([FailsAbove], 1))], ElementType.Boolean);
        var index = graph.Node("Mul", [graph.Node("Cast", [isAbove], ElementType.Int64, [NodeAttribute.Of("to", 7L)]), graph.Constant(Tensor.Of([1_000L], 1))], ElementType.Int64);
        var found = graph.Node("Gather", [graph.Constant(Tensor.Of([0f, 0f], 2)), index], ElementType.Float32);
        return graph.Node("Add", [score, found], ElementType.Float32);
    });

    /// <summary>Every score is higher by an amount.</summary>
    public static byte[] Skewed(float by) => Finish((graph, _, score) => graph.Node("Add", [score, graph.Constant(Tensor.Of([by], 1))], ElementType.Float32));

    private static byte[] Finish(Func<GraphBuilder, Value, Value, Value> spoil)
    {
        var graph = new GraphBuilder("arm");
        var rows = graph.Input("x", ElementType.Float32, -1, Columns);
        var hidden = graph.Node("Relu", [Product(graph, rows, Columns, Hidden)], ElementType.Float32);
        var score = graph.Node("Sigmoid", [Product(graph, hidden, Hidden, 1)], ElementType.Float32);
        graph.Output("y", spoil(graph, rows, score), -1, 1);
        return graph.Build().ToBytes();
    }

    private static Value Product(GraphBuilder graph, Value left, int rows, int columns) =>
        graph.Node("MatMul", [left, graph.Constant(Tensor.Of([.. Enumerable.Range(0, rows * columns).Select(i => (float)Math.Sin(i + 1) / MathF.Sqrt(rows))], rows, columns))], ElementType.Float32);
}
