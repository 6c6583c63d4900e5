using Saker.Learning.Neural.Training;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Onnx.Training;

namespace Saker.Learning.Tests.Neural.Training;

/// <summary>A small network and examples that it can learn: whether a point lies within a circle.</summary>
internal static class ToyNetwork
{
    public static OnnxModel Build(float dropout = 0.2f, bool norm = true, int outputs = 1)
    {
        var graph = new GraphBuilder("toy");
        var chance = new Xoshiro256(1);
        var value = graph.Input("x", ElementType.Float32, -1, 2);
        value = graph.Gemm(value, Draw(graph, chance, 2, 16), graph.Constant(Tensor.Of(new float[16], 16)));
        if (norm)
            value = graph.Node("BatchNormalization", [value, Filled(graph, 1), Filled(graph, 0), Filled(graph, 0), Filled(graph, 1)], ElementType.Float32);
        value = graph.Relu(value);
        if (dropout > 0)
            value = graph.Node("Dropout", [value, graph.Constant(Tensor.Scalar(dropout))], ElementType.Float32);
        graph.Output("y", graph.Gemm(value, Draw(graph, chance, 16, outputs), graph.Constant(Tensor.Of(new float[outputs], outputs))), -1, outputs);
        return graph.Build();
    }

    /// <summary>One with many weights, which learns nothing.</summary>
    public static OnnxModel Wide()
    {
        var graph = new GraphBuilder("wide");
        var value = graph.Gemm(graph.Input("x", ElementType.Float32, -1, 2), graph.Constant(Tensor.Of(new float[300_000], 2, 150_000)), graph.Constant(Tensor.Of(new float[150_000], 150_000)));
        graph.Output("y", graph.Gemm(graph.Relu(value), graph.Constant(Tensor.Of(new float[150_000], 150_000, 1)), graph.Constant(Tensor.Of(new float[1], 1))), -1, 1);
        return graph.Build();
    }

    public static ExampleSet Circle(int count, long seed = 1)
    {
        var chance = new Xoshiro256(seed);
        var (points, inside) = (new float[2 * count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (2 * chance.NextDouble() - 1, 2 * chance.NextDouble() - 1);
            (points[2 * i], points[2 * i + 1], inside[i]) = ((float)x, (float)y, x * x + y * y < 0.6 ? 1 : 0);
        }
        return Set(points, Tensor.Of(inside, count, 1));
    }

    public static ExampleSet Set(float[] points, Tensor targets, float[]? weights = null) =>
        ExampleSet.Of(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(points, points.Length / 2, 2) }, targets, weights);

    public static TrainingPlan Plan(int epochs = 5, int batch = 32, Loss? loss = null) => new()
    {
        Session = new TrainingSettings { Loss = loss ?? Losses.BinaryCrossEntropy(), BatchSize = batch, Optimizer = new Adam(), Seed = 3 },
        Epochs = epochs, Rate = LearningRate.Constant(0.02), Seed = 7,
    };

    /// <summary>The examples as a stream of chunks of so many.</summary>
    public static Func<long, IAsyncEnumerable<ExampleSet>> Chunks(ExampleSet all, int size) => _ => Cut(all, size);

    private static async IAsyncEnumerable<ExampleSet> Cut(ExampleSet all, int size)
    {
        for (var start = 0; start < all.Count; start += size)
        {
            await Task.Yield();
            var end = Math.Min(start + size, all.Count);
            yield return Set(all.Inputs["x"].Span<float>()[(2 * start)..(2 * end)].ToArray(), Tensor.Of(all.Targets!.Span<float>()[start..end].ToArray(), end - start, 1));
        }
    }

    private static Value Draw(GraphBuilder graph, Xoshiro256 chance, int inputs, int outputs) =>
        graph.Constant(Tensor.Of(Enumerable.Range(0, inputs * outputs).Select(_ => (float)(chance.NextNormal() * Math.Sqrt(2.0 / inputs))).ToArray(), inputs, outputs));

    private static Value Filled(GraphBuilder graph, float value) => graph.Constant(Tensor.Of(Enumerable.Repeat(value, 16).ToArray(), 16));
}
