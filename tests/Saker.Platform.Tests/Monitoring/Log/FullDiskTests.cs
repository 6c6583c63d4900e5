using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Signals;
using Saker.Testing;

namespace Saker.Platform.Tests.Monitoring.Log;

/// <summary>A journal folder on a file system of 64 KiB, which the system fills for real.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly ManualTime _time = new(Captured.Start);
    private SakerPlatform _saker = null!;
    private bool _isMounted;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _saker = await _backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time).AddSingleton<ILogPolicy>(new FixedLogPolicy { Settings = new LogSettings { Sample = LogSampling.All } }));

    public async ValueTask DisposeAsync()
    {
        _saker.Services.GetRequiredService<Journal>().Rotate();
        if (_isMounted)
            await RunAsync("umount", _saker.Home.Journals);
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task While_the_disk_is_full_the_log_drops_counts_and_tells_and_then_goes_on_by_itself()
    {
        _isMounted = OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _saker.Home.Journals) == 0;
        Assert.SkipUnless(_isMounted, "SKIPPED: no file system can be mounted here, so that none can be filled.");
        var sink = _saker.Services.GetServices<ICaptureSink>().Single(sink => sink.Name == "log");
        var blocks = 0;
        LogStatus status;
        do
        {
            await sink.TakeAsync(Captured.Block("churn", 100, Captured.Start, TimeSpan.FromMilliseconds(1), $"b{blocks++}"), Cancellation);
            status = await _saker.Log.GetStatusAsync(Cancellation);
        }
        while (status.NotWritingSince is null && blocks < 100);

        Assert.Equal((Captured.Start, 100L, 100L * (blocks - 1)), (status.NotWritingSince, status.DroppedCount, status.WrittenCount));
        Assert.Contains("space", status.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((100d, 1d), await SignalsAsync());
        // What was written before is read all the same.
        Assert.Equal(100 * (blocks - 1), (await _saker.Log.QueryAsync(new LogFilter { MaxCount = 10_000 }, Cancellation)).Predictions.Count);

        // Another process frees the disk.
        await RunAsync("mount", "-o", "remount,size=1m", _saker.Home.Journals);
        await sink.TakeAsync(Captured.Block("churn", 100, Captured.Start, TimeSpan.FromMilliseconds(1), "after"), Cancellation);
        _time.Advance(TimeSpan.FromMinutes(6));

        status = await _saker.Log.GetStatusAsync(Cancellation);
        Assert.Null(status.NotWritingSince);
        Assert.Single(await _saker.Log.FindAsync(["after-99"], Cancellation));
        Assert.Equal((0d, 0d), await SignalsAsync());
    }

    private async Task<(double Dropped, double Failed)> SignalsAsync()
    {
        var signals = await _saker.Services.GetServices<ISignalSource>().Single(source => source.Name == "prediction-log").ReadAsync(_time.GetUtcNow(), Cancellation);
        return (signals.Single(signal => signal.Name == "log.dropped").Value, signals.Single(signal => signal.Name == "log.failed").Value);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(Cancellation);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
