using System.Security.Cryptography;
using Saker.Learning.Neural.Training;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Onnx.Training;

namespace Saker.CrashVictim;

/// <summary>One training of a network from a stream, which goes on from its last checkpoint; at the end it says what the weights are.</summary>
internal sealed class NetworkTraining(string home)
{
    public const int Switch = -4;

    private const int Width = 8;

    public void Run()
    {
        var plan = new TrainingPlan
        {
            Session = new TrainingSettings { Loss = Losses.MeanSquared(), BatchSize = 16, Optimizer = new Adam(), Seed = 1 },
            Epochs = 40, Rate = LearningRate.Cosine(0.01, 600), Plateau = new RatePlateau(), Mixup = 0.2, Seed = 2, Checkpoints = new TrainingCheckpoints { Folder = Path.Combine(home, "training"), EverySteps = 3 },
        };
        var watch = new TrainingWatch { Steps = new Told(), Interval = TimeSpan.Zero };
        var outcome = EpochTrainer.Run(Network(), plan, ExampleSource.Stream(Chunks, shuffleBuffer: 50), ExampleSource.InMemory(Examples(40, -1)), watch, CancellationToken.None);
        Acknowledgement.Say($"trained {Convert.ToHexString(SHA256.HashData(outcome.Model.ToBytes()))}");
    }

    private static OnnxModel Network()
    {
        var graph = new GraphBuilder("victim");
        var random = new Random(1);
        Value Draw(int rows, int columns) => graph.Constant(Tensor.Of(Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.5f).ToArray(), rows, columns));
        Value Filled(float value) => graph.Constant(Tensor.Of(Enumerable.Repeat(value, Width).ToArray(), Width));
        var hidden = graph.Gemm(graph.Input("x", ElementType.Float32, -1, 3), Draw(3, Width), Filled(0));
        var normal = graph.Node("BatchNormalization", [hidden, Filled(1), Filled(0), Filled(0), Filled(1)], ElementType.Float32);
        var dropped = graph.Node("Dropout", [graph.Relu(normal), graph.Constant(Tensor.Scalar(0.2f))], ElementType.Float32);
        graph.Output("y", graph.MatMul(dropped, Draw(Width, 1)), -1, 1);
        return graph.Build();
    }

    private static async IAsyncEnumerable<ExampleSet> Chunks(long epoch)
    {
        for (var chunk = 0; chunk < 10; chunk++)
        {
            await Task.Yield();
            yield return Examples(25, chunk);
        }
    }

    private static ExampleSet Examples(int count, int seed)
    {
        var random = new Random(seed);
        var x = Enumerable.Range(0, 3 * count).Select(_ => random.NextSingle()).ToArray();
        return ExampleSet.Of(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(x, count, 3) }, Tensor.Of(Enumerable.Range(0, count).Select(row => x[3 * row] * x[3 * row + 1]).ToArray(), count, 1));
    }

    private sealed class Told : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Acknowledgement.Say($"step {value.Epoch} {value.Batch}");
    }
}
