using Microsoft.Extensions.Logging.Abstractions;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Tests.Serving;

namespace Saker.Platform.Tests.Monitoring.Capture;

/// <summary>A toy model behind an endpoint, whose requests are captured.</summary>
internal sealed class WatchedToys : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeSink _sink = new("fake");
    private Task _run = Task.CompletedTask;

    private WatchedToys(ToyServing serving, CaptureOptions options, ICapturePolicy? policy, IEnumerable<ICaptureSink> sinks)
    {
        Serving = serving;
        Capture = new CallCapture(options, serving.Time, NullLogger<CallCapture>.Instance);
        Runner = new CaptureRunner(Capture, [_sink, .. sinks], options, serving.Time, NullLogger<CaptureRunner>.Instance, policy);
    }

    public ToyServing Serving { get; }

    public CallCapture Capture { get; }

    public CaptureRunner Runner { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<WatchedToys> OpenAsync(CaptureOptions? options = null, params ICaptureSink[] sinks) => OpenAsync(options ?? new CaptureOptions(), policy: null, sinks);

    public static async Task<WatchedToys> OpenAsync(CaptureOptions options, ICapturePolicy? policy, params ICaptureSink[] sinks)
    {
        var serving = await ToyServing.OpenAsync(1);
        await serving.DeployAsync(1);
        // Rounds happen when a test says so.
        var toys = new WatchedToys(serving, options with { Interval = TimeSpan.FromMinutes(1) }, policy, sinks);
        toys._run = toys.Runner.RunAsync(serving.Host, toys._stop.Token);
        return toys;
    }

    public async Task GuardAsync(GuardSettings guard)
    {
        await Serving.Saker.Endpoints.SetSettingsAsync("live", new EndpointSettings { Guard = guard }, Cancellation);
        await Serving.Host.RefreshAsync(Cancellation);
    }

    public static void Fill(InferCall call, ReadOnlySpan<double> values)
    {
        call.Inputs[0].Reset([values.Length, 1]);
        values.CopyTo(call.Inputs[0].Elements<double>());
    }

    public async Task<InferCall> BeginAsync(string requestId)
    {
        var call = await Serving.Host.BeginAsync("live", version: null, Cancellation);
        call.RequestId = requestId;
        return call;
    }

    public async Task AskAsync(string requestId, double[] values)
    {
        using var call = await BeginAsync(requestId);
        Fill(call, values);
        await call.RunAsync(Cancellation);
    }

    /// <summary>Gives what was captured to the sinks.</summary>
    public Task RoundAsync() => Runner.RoundAsync(takesAll: true, Cancellation);

    /// <summary>Waits until a sink has taken all that it was given.</summary>
    public async Task TakenAsync(string sink)
    {
        while (Runner.Status.Sinks.Single(status => status.Name == sink).PendingRows > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(1), Cancellation);
    }

    /// <summary>Ends the capture; gives the blocks that the sink got.</summary>
    public async Task<IReadOnlyList<CapturedBlock>> StopAsync()
    {
        await _stop.CancelAsync();
        await _run;
        return [.. _sink.Blocks];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        await Serving.DisposeAsync();
    }
}
