using System.Diagnostics;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Peers;
using Saker.Onnx;
using Saker.Onnx.Training;

namespace Saker.Benchmarks.Neural;

/// <summary>Steps per second of the same models and batches, each side at its best number of threads, taking turns; what a session takes to open and a step to allocate.</summary>
internal sealed class StepsPart : IAreaPart
{
    private const double MaxOpenMilliseconds = 50;

    // By how much each model must be faster, and whether it predicts numbers rather than classes.
    private static readonly (string Name, double MinRatio, bool IsRegression)[] s_models =
    [
        ("perceptron", 4, false), ("autoencoder", 4, true), ("convolutional", 1.5, false), ("lstm", 2.5, true), ("transformer", 1.8, false), ("residual", 1, false),
    ];

    private readonly PythonPeer _peer = new("neural.py");

    public string Name => "steps";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("saker-neural-").FullName;
        try
        {
            var demands = new List<Demand>();
            foreach (var (name, minRatio, isRegression) in s_models)
                demands.AddRange(await MeasureAsync(folder, name, minRatio, isRegression, settings, cancellationToken));
            return demands;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<IReadOnlyList<Demand>> MeasureAsync(string folder, string name, double minRatio, bool isRegression, AreaSettings settings, CancellationToken cancellationToken)
    {
        await _peer.AskAsync<StepsQuestion, StepsAnswer>(new(folder, name, 0, 0), cancellationToken);
        var model = OnnxModel.Load(Path.Combine(folder, name + ".onnx"));
        var seconds = settings.Quick ? 0.5 : 3;
        var pairs = new List<(double Ours, double Peers)>();
        var opens = new List<double>();
        var allocated = 0L;
        for (var repeat = 0; repeat < (settings.Quick ? 1 : 3); repeat++)
        {
            var (ours, peers) = (0.0, 0.0);
            foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
            {
                var begin = Stopwatch.GetTimestamp();
                using (var session = Open(model, isRegression, threads))
                {
                    opens.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
                    ours = Math.Max(ours, Rate(session, seconds, ref allocated));
                }
                peers = Math.Max(peers, (await _peer.AskAsync<StepsQuestion, StepsAnswer>(new(folder, name, threads, seconds), cancellationToken)).StepsPerSecond);
            }
            settings.Log.WriteLine(FormattableString.Invariant($"  {name}: {ours:0} steps/s, PyTorch {peers:0}"));
            pairs.Add((ours, peers));
        }
        return
        [
            Demand.Rate($"steps of the {name}, beside PyTorch", "/s", new SideBySide(pairs), minRatio),
            Demand.AtMost($"opening a session of the {name}", "ms", opens.Min(), MaxOpenMilliseconds),
            Demand.AtMost($"allocated by all steps of the {name}", "bytes", allocated, 0),
        ];
    }

    private static TrainingSession Open(OnnxModel model, bool isRegression, int threads)
    {
        var session = new TrainingSession(model, new TrainingSettings
        {
            Loss = isRegression ? Losses.MeanSquared() : Losses.CrossEntropy(), BatchSize = 1, Optimizer = new Adam(), ThreadCount = threads,
        });
        var random = new Random(1);
        foreach (ref var value in session.Input<float>("batch"))
            value = (float)(random.NextDouble() * 2 - 1);
        if (isRegression)
            foreach (ref var value in session.Input<float>(session.Target))
                value = random.NextSingle();
        else
            foreach (ref var value in session.Input<long>(session.Target))
                value = random.Next(5);
        return session;
    }

    private static double Rate(TrainingSession session, double seconds, ref long allocated)
    {
        // What runs a while is compiled anew once, which allocates a little: it is the state after that which is asked for.
        var warming = Stopwatch.GetTimestamp();
        for (var i = 0; i < 5 || Stopwatch.GetElapsedTime(warming).TotalSeconds < seconds / 6; i++)
            session.Step(1e-3f);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var begin = Stopwatch.GetTimestamp();
        var count = 0;
        for (; count < 3 || Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds; count++)
            session.Step(1e-3f);
        var rate = count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
        allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        return rate;
    }
}
