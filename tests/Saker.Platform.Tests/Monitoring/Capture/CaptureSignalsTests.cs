using Saker.Platform.Monitoring.Capture;

namespace Saker.Platform.Tests.Monitoring.Capture;

public sealed class CaptureSignalsTests
{
    [Fact]
    public async Task What_watching_loses_is_told_for_five_minutes_and_what_the_log_lost_of_it_apart()
    {
        var (windows, log) = (new FakeSink("windows") { Fails = true }, new FakeSink("log"));
        await using var toy = await WatchedToys.OpenAsync(new CaptureOptions(), windows, log);
        var losses = new CaptureLosses(toy.Runner, toy.Serving.Time);
        var signals = new CaptureSignals(losses, toy.Runner);
        Assert.Equal(0, await ReadAsync());
        for (var i = 0; i < 3; i++)
            await toy.AskAsync($"{i}", [i]);
        await toy.RoundAsync();
        await toy.TakenAsync("windows");
        await toy.TakenAsync("log");

        Assert.Equal(3, await ReadAsync());
        Assert.Equal((3L, 0L), losses.Count());
        toy.Serving.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(3, await ReadAsync());
        toy.Serving.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, await ReadAsync());

        async Task<double> ReadAsync()
        {
            var signal = Assert.Single(await signals.ReadAsync(toy.Serving.Time.GetUtcNow(), TestContext.Current.CancellationToken));
            Assert.Equal(("capture.dropped", ""), (signal.Name, signal.Endpoint));
            Assert.Equal(signal.Value > 0, signal.Context.Summary is { } said && said.Contains("3 in windows", StringComparison.Ordinal));
            return signal.Value;
        }
    }

    [Fact]
    public async Task Requests_that_there_is_no_memory_for_are_in_no_log()
    {
        await using var toy = await WatchedToys.OpenAsync(new CaptureOptions { MaxBytes = 1 << 20 }, new FakeSink("log"));
        var losses = new CaptureLosses(toy.Runner, toy.Serving.Time);
        // 100,000 rows and their answers are more than a megabyte: none of them has room.
        for (var i = 0; i < 3; i++)
            await toy.AskAsync($"{i}", new double[100_000]);

        Assert.Equal((3L, 3L), losses.Count());
    }
}
