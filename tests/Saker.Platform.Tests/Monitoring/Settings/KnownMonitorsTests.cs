using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Settings;
using Saker.Platform.Tests.Monitoring.Log;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Settings;

public sealed class KnownMonitorsTests : IDisposable
{
    private static readonly MonitorSettings Factless = new() { Log = new LogSettings { Sample = LogSampling.Off }, Drift = new() { Enabled = false } };

    private readonly AbsentMonitors _store = new();
    private readonly ManualTime _time = new();
    private readonly KnownMonitors _monitors;

    public KnownMonitorsTests() => _monitors = new KnownMonitors(_store, _time, NullLogger<KnownMonitors>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _monitors.Dispose();

    [Fact]
    public async Task While_the_database_does_not_answer_capture_does_not_wait_and_requests_are_in_the_journal()
    {
        await using var backend = new EmbeddedBackend();
        var saker = await backend.OpenAsync(services => services.AddSingleton<IMonitorStore>(_store));
        var capture = saker.Services.GetRequiredService<ICapturePolicy>();
        var writer = saker.Services.GetRequiredService<PredictionLogWriter>();

        for (var i = 0; i < 100; i++)
            Assert.Equal(CaptureScope.Rows, await AtOnce(capture.GetAsync($"e{i}", Cancellation)));
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 50; i++)
            await writer.TakeAsync(Captured.Block($"e{i}", 10, Captured.Start, TimeSpan.FromSeconds(1)), Cancellation);

        Assert.Equal((500, 0), (writer.WrittenCount, writer.DroppedCount));
        // The first block waited for a second, and no other one.
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0.5, 15);
    }

    [Fact]
    public async Task One_question_every_few_seconds_serves_all_endpoints()
    {
        _store.Answer();
        for (var i = 0; i < 300; i++)
            _store.Monitors.Add(new EndpointMonitor($"e{i}", i == 7 ? Factless : MonitorSettings.Default, null));
        Assert.Equal(LogSampling.Off, (await _monitors.FindAsync("e7", Cancellation))!.Log.Sample);
        for (var second = 0; second < 20; second++)
        {
            for (var i = 0; i < 300; i++)
                Assert.Equal(i == 7, await AtOnce(new MonitorCapturePolicy(_monitors).GetAsync($"e{i}", Cancellation)) == CaptureScope.Facts);
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), Cancellation);
        }

        Assert.InRange(_store.ListCount, 2, 4);
    }

    [Fact]
    public async Task What_is_said_later_holds_soon_and_a_new_endpoint_at_once()
    {
        _store.Answer();
        Assert.Equal(MonitorSettings.Default, await _monitors.FindAsync("live", Cancellation));
        _store.Monitors.Add(new EndpointMonitor("live", Factless, null));
        _store.Monitors.Add(new EndpointMonitor("new", Factless, null));

        Assert.Equal(Factless, await _monitors.FindAsync("new", Cancellation));
        Assert.Equal(Factless, await _monitors.FindAsync("live", Cancellation));
    }

    [Fact]
    public async Task An_endpoint_that_was_removed_keeps_its_rules_for_what_is_still_on_the_way()
    {
        _store.Answer();
        _store.Monitors.Add(new EndpointMonitor("live", Factless, null));
        await _monitors.FindAsync("live", Cancellation);
        _store.Monitors.Clear();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Factless, await _monitors.FindAsync("live", Cancellation));
        Assert.Equal(2, _store.ListCount);
    }

    [Fact]
    public async Task Where_nothing_is_known_no_row_is_kept_and_nothing_removed()
    {
        var settings = await new MonitoredLogPolicy(_monitors).GetAsync("live", Cancellation);

        Assert.Equal((LogSampling.Off, long.MaxValue), (settings.Sample, settings.MaxBytes));
        Assert.True(settings.Keep > TimeSpan.FromDays(10_000));
    }

    private static ValueTask<CaptureScope> AtOnce(ValueTask<CaptureScope> scope)
    {
        Assert.True(scope.IsCompleted);
        return scope;
    }
}
