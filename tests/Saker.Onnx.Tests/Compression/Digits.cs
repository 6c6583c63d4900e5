using System.Globalization;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Onnx.Training;
using Saker.Testing;

namespace Saker.Onnx.Tests.Compression;

/// <summary>Handwritten digits of 8 x 8 places, every fifth held out, and networks trained on the others once.</summary>
public sealed class Digits
{
    private const int BatchSize = 64;

    private readonly Dictionary<string, OnnxModel> _trained = [];
    private readonly float[][] _pixels = [];
    private readonly long[] _digits = [];
    private readonly int[] _learned = [];
    private readonly int[] _held = [];

    public Digits()
    {
        if (RealData.Missing is not null)
            return;
        var lines = File.ReadAllLines(RealData.FullPath("images_digits", "digits_8x8.csv"))[1..].Select(line => line.Split(',').Select(cell => float.Parse(cell, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        _pixels = Array.ConvertAll(lines, line => line[..64].Select(value => value / 16).ToArray());
        _digits = Array.ConvertAll(lines, line => (long)line[64]);
        _held = [.. Enumerable.Range(0, lines.Length).Where(i => i % 5 == 4)];
        _learned = [.. Enumerable.Range(0, lines.Length).Where(i => i % 5 != 4)];
    }

    /// <summary>Batches of rows to learn from, for calibration.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<string, Tensor>> Examples => [.. Enumerable.Range(0, 8).Select(i => new Dictionary<string, Tensor> { ["in"] = Rows(_learned[(i * BatchSize)..((i + 1) * BatchSize)]) })];

    public static void Require() => Assert.SkipUnless(RealData.Missing is null, RealData.Missing ?? "");

    /// <summary>64 to 256 to 128 to 10.</summary>
    internal OnnxModel Perceptron() => Trained("perceptron", () => Dense(256, 128), 15);

    /// <summary>Three convolutions and two dense layers.</summary>
    internal OnnxModel Convolutional() => Trained("convolutional", Convolutions, 6);

    internal static OnnxModel Dense(params ReadOnlySpan<int> widths)
    {
        var graph = new GraphBuilder("dense");
        var value = graph.Input("in", ElementType.Float32, -1, 64);
        var from = 64;
        foreach (var width in widths)
        {
            value = graph.Relu(graph.Gemm(value, Weight(graph, from, from, width), graph.Constant(Tensor.Of(new float[width], width))));
            from = width;
        }
        graph.Output("out", graph.Gemm(value, Weight(graph, from, from, 10), graph.Constant(Tensor.Of(new float[10], 10))), -1, 10);
        return graph.Build();
    }

    /// <summary>The share of held-out digits that a model tells right.</summary>
    internal double Accuracy(OnnxModel model) => Told(model).Zip(_held, (told, row) => told[_digits[row]] == told.Max() ? 1.0 : 0).Average();

    /// <summary>The mean cross-entropy of held-out digits: finer than how many are right.</summary>
    internal double Loss(OnnxModel model) => Told(model).Zip(_held, (told, row) => Math.Log(told.Sum(value => Math.Exp(value - told[_digits[row]])))).Average();

    private IEnumerable<double[]> Told(OnnxModel model)
    {
        using var session = new OnnxSession(model);
        return session.Run(new Dictionary<string, Tensor> { ["in"] = Rows(_held) })[0].Span<float>().ToArray().Select(value => (double)value).Chunk(10).ToArray();
    }

    /// <summary>Trains on all batches of rows, in an order drawn anew for each epoch.</summary>
    internal OnnxModel Train(OnnxModel model, int epochs, float rate, Action<TrainingSession>? afterStep = null)
    {
        using var session = new TrainingSession(model, new TrainingSettings { Loss = Losses.CrossEntropy(), BatchSize = BatchSize, Optimizer = new Adam() });
        foreach (var batch in Batches(epochs))
        {
            Rows(batch).Span<float>().CopyTo(session.Input<float>("in"));
            Array.ConvertAll(batch, i => _digits[i]).CopyTo(session.Input<long>(session.Target));
            session.Step(rate);
            afterStep?.Invoke(session);
        }
        return session.ToModel();
    }

    internal IEnumerable<int[]> Batches(int epochs)
    {
        var random = new Random(5);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var order = (int[])_learned.Clone();
            random.Shuffle(order);
            foreach (var batch in order.Chunk(BatchSize).Where(batch => batch.Length == BatchSize))
                yield return batch;
        }
    }

    internal Tensor Rows(int[] rows) => Tensor.Of([.. rows.SelectMany(row => _pixels[row])], rows.Length, 64);

    private OnnxModel Trained(string name, Func<OnnxModel> make, int epochs)
    {
        lock (_trained)
            return _trained.TryGetValue(name, out var known) ? known : _trained[name] = Train(make(), epochs, 2e-3f);
    }

    private static OnnxModel Convolutions()
    {
        var graph = new GraphBuilder("convolutional");
        var value = graph.Node("Reshape", [graph.Input("in", ElementType.Float32, -1, 64), graph.Integers(-1, 1, 8, 8)], ElementType.Float32);
        value = Convolve(graph, value, 1, 16);
        value = Convolve(graph, value, 16, 32);
        value = graph.Node("MaxPool", [value], ElementType.Float32, [NodeAttribute.Of("kernel_shape", [2L, 2]), NodeAttribute.Of("strides", [2L, 2])]);
        value = Convolve(graph, value, 32, 64);
        value = graph.Node("Flatten", [value], ElementType.Float32);
        value = graph.Relu(graph.Gemm(value, Weight(graph, 1024, 1024, 64), graph.Constant(Tensor.Of(new float[64], 64))));
        graph.Output("out", graph.Gemm(value, Weight(graph, 64, 64, 10), graph.Constant(Tensor.Of(new float[10], 10))), -1, 10);
        return graph.Build();
    }

    private static Value Convolve(GraphBuilder graph, Value value, int from, int to) => graph.Relu(graph.Node(
        "Conv", [value, Weight(graph, from * 9, to, from, 3, 3), graph.Constant(Tensor.Of(new float[to], to))], ElementType.Float32, [NodeAttribute.Of("pads", [1L, 1, 1, 1])]));

    // He's scale, from a seed.
    private static Value Weight(GraphBuilder graph, int fan, params ReadOnlySpan<long> shape)
    {
        var random = new Random(fan);
        var values = new float[shape.ToArray().Aggregate(1L, (product, extent) => product * extent)];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(Math.Sqrt(6.0 / fan) * (2 * random.NextDouble() - 1));
        return graph.Constant(Tensor.Of(values, shape));
    }
}
