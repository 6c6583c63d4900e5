using System.Collections.Concurrent;
using Saker.Benchmarks.Demands;

namespace Saker.Benchmarks.Tracking;

/// <summary>Batches of three metrics by eight writers at once, each after the answer to the one before.</summary>
internal static class Batches
{
    private const int Writers = 8;

    public static async Task<Demand> MeasureAsync(MlflowCalls calls, TrackingHome home, TimeSpan duration, CancellationToken cancellationToken)
    {
        await WriteAsync(calls, TimeSpan.FromSeconds(2), cancellationToken);
        var ours = await WriteAsync(calls, duration, cancellationToken);
        await using var connection = home.Open();
        var raw = new RawQueries(connection);
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "PRAGMA synchronous = FULL";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        var run = await calls.CreateRunAsync(cancellationToken);
        var peers = Enumerable.Range(0, 500).Select(step => raw.Batch(run, step)).ToList();
        return Searches.Within($"log-batch, 8 writers, 95th percentile", new SideBySide([(Percentile95(ours), Percentile95(peers))]), 7, "published 6.6, original 50; beside one raw writer");
    }

    private static async Task<IReadOnlyCollection<double>> WriteAsync(MlflowCalls calls, TimeSpan duration, CancellationToken cancellationToken)
    {
        var times = new ConcurrentBag<double>();
        var end = DateTime.UtcNow + duration;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            var run = await calls.CreateRunAsync(cancellationToken);
            for (var step = 0; DateTime.UtcNow < end; step++)
                times.Add((await calls.PostAsync("runs/log-batch", Body(run, step, ["loss", "accuracy", "auc"]), cancellationToken)).Milliseconds);
        }));
        return times;
    }

    public static object Body(string run, int step, IReadOnlyList<string> keys) => new
    {
        run_id = run,
        metrics = keys.Select(key => new { key, value = step * 0.5, timestamp = 1_760_000_000_000 + step, step }),
    };

    private static double Percentile95(IReadOnlyCollection<double> values) => values.Order().ElementAt((int)(values.Count * 0.95));
}
