using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;
using Saker.Learning.Models;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;
using Saker.Server.Http.OpenInference;

namespace Saker.Benchmarks.Rollouts;

/// <summary>Splits: fair, sticky, cheap for requests, and ended on the next request.</summary>
internal sealed class SplitPart : IAreaPart
{
    private const int PerRound = 3_000;
    private const double MaxAddedMicroseconds = 3;
    private const double MaxAddedBytes = 1_000;
    private const double MaxSecondsToRollBack = 1;

    public string Name => "split";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        settings.Log.WriteLine("split: fairness over 10^6 keys");
        return [.. SplitFairness.Measure(), .. await MeasureCostAsync(settings, cancellationToken), .. await MeasureRollbackAsync(settings, cancellationToken)];
    }

    /// <summary>The same request in process, with half of the callers at another version and without, in turns.</summary>
    private static async Task<IReadOnlyList<Demand>> MeasureCostAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var models = new Dictionary<int, TimedModel>();
        var graph = ArmGraphs.Sound();
        await using var home = await SplitHome.CreateAsync(
            [graph, graph], replicaCount: 1, cancellationToken, (version, _) => Task.FromResult<IModel>(models[version.Version] = new TimedModel(new OnnxTensorModel(graph))));
        var host = home.Replicas[0].Host;
        var exchange = new InferExchange(host, new InferLimits(MaxRows: 1_000, MaxErrors: 100));
        var bodies = Enumerable.Range(0, 200).Select(Body).ToArray();
        var (plain, split) = (new List<(double Microseconds, double Bytes)>(), new List<(double Microseconds, double Bytes)>());
        var rounds = settings.Quick ? 6 : 20;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var isSplit in (bool[])[round % 2 == 0, round % 2 != 0])
            {
                await home.SetAsync(isSplit ? SplitFairness.Split("cost", 5000, 5000) : null, cancellationToken);
                await host.RefreshAsync(cancellationToken);
                var measured = await RoundAsync(exchange, bodies, models, cancellationToken);
                // Until everything is compiled to the end.
                if (round >= 2)
                    (isSplit ? split : plain).Add(measured);
            }
        }
        var (plainTime, splitTime) = (SideBySide.Median(plain.Select(one => one.Microseconds)), SideBySide.Median(split.Select(one => one.Microseconds)));
        settings.Log.WriteLine(FormattableString.Invariant($"  in process, less the run: {plainTime:0.0} us without a split, {splitTime:0.0} us with one"));
        return
        [
            Demand.AtMost("in process, what a split adds to a request", "us", Math.Max(0, splitTime - plainTime), MaxAddedMicroseconds),
            Demand.AtMost("allocated for a request in process, what a split adds", "bytes", Math.Max(0, SideBySide.Median(split.Select(one => one.Bytes)) - SideBySide.Median(plain.Select(one => one.Bytes))), MaxAddedBytes),
        ];
    }

    private static async Task<(double Microseconds, double Bytes)> RoundAsync(InferExchange exchange, byte[][] bodies, Dictionary<int, TimedModel> models, CancellationToken cancellationToken)
    {
        var answer = new ArrayBufferWriter<byte>(4096);
        var overheads = new double[PerRound];
        var ids = Enumerable.Range(0, PerRound).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < PerRound; i++)
        {
            answer.ResetWrittenCount();
            foreach (var model in models.Values)
                model.Forget();
            var begin = Stopwatch.GetTimestamp();
            await exchange.AnswerAsync(SplitHome.Endpoint, version: null, bodies[i % bodies.Length], jsonLength: null, ids[i], answer, cancellationToken);
            overheads[i] = Stopwatch.GetElapsedTime(begin).TotalMicroseconds - models.Values.Sum(model => model.LastMicroseconds);
        }
        var bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / PerRound;
        return (SideBySide.Median(overheads), bytes);
    }

    /// <summary>Two replicas under load, a candidate that has all requests, and its end: how long either still asks it, and what is lost.</summary>
    private static async Task<IReadOnlyList<Demand>> MeasureRollbackAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var home = await SplitHome.CreateAsync([ArmGraphs.Sound(), ArmGraphs.Sound()], replicaCount: 2, cancellationToken);
        var bodies = Enumerable.Range(0, 200).Select(Body).ToArray();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = home.Replicas.Select(replica => replica.Host.RunAsync(stop.Token)).ToList();
        var clients = home.Replicas.Select(replica => new AskingClient(replica.Host, bodies)).ToList();
        var asking = clients.Select(client => Task.Run(() => client.RunAsync(stop.Token), CancellationToken.None)).ToList();
        var longest = 0.0;
        for (var i = 0; i < (settings.Quick ? 3 : 15); i++)
        {
            await home.SetAsync(SplitFairness.Split($"rollback-{i}", 0, 10_000), cancellationToken);
            foreach (var client in clients)
                await client.WaitAsync(version: 2, cancellationToken);
            // At any moment between two looks of the replicas.
            await Task.Delay(37 * (i % 15), cancellationToken);
            await home.SetAsync(split: null, cancellationToken);
            var endedAt = Stopwatch.GetTimestamp();
            foreach (var client in clients)
            {
                await client.WaitAsync(version: 1, cancellationToken);
                longest = Math.Max(longest, Stopwatch.GetElapsedTime(endedAt, client.LastAt(2)).TotalSeconds);
            }
        }
        await stop.CancelAsync();
        await Task.WhenAll([.. following, .. asking]);
        settings.Log.WriteLine(FormattableString.Invariant($"  rollback: {clients.Sum(client => client.Count)} requests of two replicas, longest {longest * 1000:0} ms"));
        return
        [
            Demand.AtMost("longest time after a rollback in which a replica still asks the candidate", "s", Math.Max(0, longest), MaxSecondsToRollBack),
            Demand.AtMost("requests lost by splits that begin and end", "requests", clients.Sum(client => client.FailedCount), 0),
        ];
    }

    private static byte[] Body(int seed) =>
        JsonSerializer.SerializeToUtf8Bytes(new { inputs = new[] { new { name = "x", shape = (int[])[1, ArmGraphs.Columns], datatype = "FP32", data = Networks.Values(ArmGraphs.Columns, seed) } } });
}
