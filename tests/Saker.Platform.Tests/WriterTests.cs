using System.Collections.Concurrent;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Testing;

namespace Saker.Platform.Tests;

/// <summary>Many write at once and something dies in the middle: what was acknowledged is there, once.</summary>
public sealed class WriterTests
{
    private const int WriterCount = 64;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Process_that_is_killed_under_64_writers_has_lost_nothing_that_it_acknowledged()
    {
        await using var backend = new EmbeddedBackend();
        using var victim = new VictimProcess(backend.Folder, "logged", 1, WriterCount);
        await victim.UnderWay;
        await Task.Delay(TimeSpan.FromSeconds(4), Cancellation);
        var acknowledged = (await victim.KillAsync(Cancellation)).Where(line => line.StartsWith("logged", StringComparison.Ordinal)).Select(line => line.Split(' ')).ToLookup(words => words[1], words => long.Parse(words[2]));

        var saker = await backend.OpenAsync();
        Assert.Equal(WriterCount, acknowledged.Count);
        foreach (var run in acknowledged)
            await VerifyAsync(saker, new RunId(run.Key), run);
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Sum(run => run.Count())} values acknowledged");
    }

    [Fact]
    public async Task Database_that_crashes_under_64_writers_and_comes_back_has_lost_nothing_that_was_acknowledged()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartNewAsync();
        await using var backend = new PostgresBackend { Server = server };
        var saker = await backend.OpenAsync();
        var experiment = await saker.Experiments.GetOrCreateAsync("writers", Cancellation);
        using var stop = new CancellationTokenSource();
        var acknowledged = new ConcurrentDictionary<RunId, long>();
        var refusedCount = 0;
        var writers = Enumerable.Range(0, WriterCount).Select(_ => Task.Run(async () =>
        {
            var run = (await saker.Experiments.StartRunAsync(experiment.Id, "writer", null, Cancellation)).Id;
            for (var step = 0L; !stop.IsCancellationRequested; step++)
            {
                var metric = new Metric("loss", step, step, DateTimeOffset.UnixEpoch.AddMilliseconds(step));
                while (!await TryLogAsync(saker, run, metric))
                {
                    // Whoever is told to try again does.
                    Interlocked.Increment(ref refusedCount);
                    await Task.Delay(50, Cancellation);
                }
                acknowledged[run] = step;
            }
        })).ToList();
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancellation);
        await server.CrashAsync();
        await Task.Delay(TimeSpan.FromSeconds(0.5), Cancellation);
        await server.StartAsync();
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancellation);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        Assert.True(refusedCount > 0, "Nobody noticed that the database was away.");
        // The first who reads may find that the connection is from before; whoever comes then does not.
        await Record.ExceptionAsync(() => saker.Experiments.ListAsync(Cancellation));
        Assert.Equal(WriterCount, acknowledged.Count);
        foreach (var (run, last) in acknowledged)
            await VerifyAsync(saker, run, Enumerable.Range(0, (int)last + 1).Select(step => (long)step));
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Values.Sum(last => last + 1)} values acknowledged, {refusedCount} refused meanwhile");
    }

    private static async Task<bool> TryLogAsync(SakerPlatform saker, RunId run, Metric metric)
    {
        try
        {
            await saker.Experiments.LogAsync(run, new RunEntries { Metrics = [metric] }, Cancellation);
            return true;
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.Unavailable)
        {
            return false;
        }
    }

    private static async Task VerifyAsync(SakerPlatform saker, RunId run, IEnumerable<long> acknowledged)
    {
        var steps = (await saker.Experiments.GetHistoryAsync(run, "loss", Cancellation)).Select(metric => metric.Step).ToList();
        Assert.Equal(steps.Distinct().Order(), steps);
        Assert.Subset(steps.ToHashSet(), acknowledged.ToHashSet());
    }
}
