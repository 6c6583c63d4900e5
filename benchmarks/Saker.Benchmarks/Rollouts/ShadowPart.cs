using System.Diagnostics;
using System.Text.Json;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;
using Saker.Learning.Models;
using Saker.Onnx.Batches;
using Saker.Platform.Rollouts;

namespace Saker.Benchmarks.Rollouts;

/// <summary>
/// What a shadow takes from callers: one server mirrors every request to a version that takes at least three times as long, another of the same build and the
/// same models mirrors nothing; the same load to each in turns, over real connections.
/// </summary>
internal sealed class ShadowPart : IAreaPart
{
    private const double PerSecond = 500;
    private const double MinTimesSlower = 3;
    private const double MaxRatio = 1.1;
    private const int PrimaryLayers = 3;
    private const int ShadowLayers = 13;

    public string Name => "shadow";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        byte[][] graphs = [ArmGraphs.Slow(PrimaryLayers), ArmGraphs.Slow(ShadowLayers)];
        var (primary, shadow) = (await TimeAsync(graphs[0], cancellationToken), await TimeAsync(graphs[1], cancellationToken));
        settings.Log.WriteLine(FormattableString.Invariant($"shadow: the primary runs {primary:0} us, the shadow {shadow:0} us"));
        await using var mirrored = await SplitHome.CreateAsync(graphs, replicaCount: 1, cancellationToken);
        await using var alone = await SplitHome.CreateAsync(graphs, replicaCount: 1, cancellationToken);
        await using var shadowing = await ServerProcess.StartSakerAsync(mirrored.Folder, cancellationToken);
        await using var plain = await ServerProcess.StartSakerAsync(alone.Folder, cancellationToken);
        var load = new PacedLoad([.. Enumerable.Range(0, 200).Select(Body)]);
        foreach (var server in (IReadOnlyList<ServerProcess>)[shadowing, plain])
            await RunAsync(load, server, TimeSpan.FromSeconds(settings.Quick ? 2 : 5), cancellationToken);
        var rollout = await mirrored.Replicas[0].Rollouts.StartAsync(
            new RolloutRequest
            {
                Endpoint = SplitHome.Endpoint,
                Candidates = [new RolloutCandidate(SplitHome.Endpoint, 2)],
                Settings = new RolloutSettings { Strategy = RolloutKind.Shadow, MinTime = TimeSpan.FromHours(1) },
            },
            cancellationToken);
        // Until the server mirrors.
        await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        var (p50, p99) = (new List<(double, double)>(), new List<(double, double)>());
        var rounds = settings.Quick ? 3 : 11;
        var requests = 0L;
        for (var round = 1; round <= rounds; round++)
        {
            var isFirst = round % 2 == 1;
            var first = await RunAsync(load, isFirst ? shadowing : plain, TimeSpan.FromSeconds(settings.Quick ? 3 : 8), cancellationToken);
            var second = await RunAsync(load, isFirst ? plain : shadowing, TimeSpan.FromSeconds(settings.Quick ? 3 : 8), cancellationToken);
            var (on, off) = isFirst ? (first, second) : (second, first);
            requests += on.Requests;
            settings.Log.WriteLine(FormattableString.Invariant($"  {round} of {rounds}: mirrored p50 {on.P50:0} us, p99 {on.P99:0} us; alone p50 {off.P50:0} us, p99 {off.P99:0} us"));
            p50.Add((on.P50, off.P50));
            p99.Add((on.P99, off.P99));
        }
        var look = await LookAsync(mirrored, rollout, cancellationToken);
        var compared = look.Evidence.RequestsOf(1);
        settings.Log.WriteLine(FormattableString.Invariant($"  the rollout is {look.Rollout.State}: {look.Rollout.Note} {compared} of {requests} mirrored requests were compared"));
        return
        [
            Demand.AtLeast("the shadow's run, in runs of the primary", shadow / primary, MinTimesSlower),
            Demand.Time("p99 with every request mirrored to a slower version, beside none", "us", new SideBySide(p99), MaxRatio),
            Demand.Time("p50 with every request mirrored to a slower version, beside none", "us", new SideBySide(p50), MaxRatio),
            Demand.Shown("share of the mirrored requests that the shadow answered", compared / (double)requests),
        ];
    }

    /// <summary>The median of single rows, in microseconds.</summary>
    private static async Task<double> TimeAsync(byte[] graph, CancellationToken cancellationToken)
    {
        using var model = new OnnxTensorModel(graph);
        using var runner = model.NewRunner(1);
        var row = new TensorSet(model.Inputs, model.Outputs);
        var times = new List<double>();
        for (var i = 0; i < 400; i++)
        {
            row.Clear();
            row.Inputs[0].Reset([1, ArmGraphs.Columns]);
            Networks.Values(ArmGraphs.Columns, i).CopyTo(row.Inputs[0].Elements<float>());
            var began = Stopwatch.GetTimestamp();
            await runner.RunAsync(new[] { row }, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }
        return SideBySide.Median(times.Skip(100));
    }

    private static async Task<LoadOutcome> RunAsync(PacedLoad load, ServerProcess server, TimeSpan duration, CancellationToken cancellationToken)
    {
        var outcome = await load.RunAsync(new Uri(server.Address, $"v2/models/{SplitHome.Endpoint}/infer"), PerSecond, duration, cancellationToken);
        if (outcome.Failed > 0)
            throw new BenchmarkException($"{outcome.Failed} requests failed under load.");
        // What is mirrored late is run by now, and disturbs nobody else's turn.
        await Task.Delay(TimeSpan.FromSeconds(1.5), cancellationToken);
        return outcome;
    }

    private static async Task<RolloutLook> LookAsync(SplitHome home, Rollout rollout, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        return await home.Replicas[0].RolloutReader.GetAsync(rollout.Id, cancellationToken);
    }

    // Scores in the middle: where one is next to nothing, the slower version's trace of other work would be another answer.
    private static byte[] Body(int seed) =>
        JsonSerializer.SerializeToUtf8Bytes(new { inputs = new[] { new { name = "x", shape = (int[])[1, ArmGraphs.Columns], datatype = "FP32", data = Enumerable.Range(0, ArmGraphs.Columns).Select(column => ((seed * 37) + (column * 11)) % 100 / 100f) } } });
}
