using Microsoft.Extensions.DependencyInjection;
using Saker.Benchmarks.Demands;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx.Batches;
using Saker.Platform;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;
using Saker.Testing.Soaks;
using Saker.Testing.Toys;

namespace Saker.Benchmarks.Serving;

/// <summary>
/// Very many calls through the host, the queue and the batcher, of callers that give up at random, expire and ask for what fails: every answer must
/// be to the caller's own rows, and every call must end.
/// </summary>
internal static class SoakRun
{
    private const string Name = "soak";
    private const int Callers = 64;
    private const int Seed = 20_261;

    // With fewer, it was hardly the batcher that was soaked.
    private const double MinCallsPerRun = 1.2;

    /// <summary>Nothing ends for so long: what is under way is lost.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(20);

    // An engine takes some time for a run however few its rows are; without it, batching would be found not to pay.
    private static readonly TimeSpan RunCost = TimeSpan.FromMicroseconds(20);

    public static async Task<IReadOnlyList<Demand>> MeasureAsync(ServingHome home, AreaSettings settings, CancellationToken cancellationToken)
    {
        var model = new DoublingModel { RunCost = RunCost };
        await using var saker = await SakerPlatform.OpenAsync(
            new HomeOptions { Folder = Path.Combine(home.Folder, Name) }, services => services.AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(model)), cancellationToken);
        // Any registered version will do: the loader gives the toy for it.
        var version = await saker.Import.ImportAsync(new ModelImportRequest { Model = Name, Graph = Networks.OfRows(2) }, cancellationToken);
        await saker.Endpoints.DeployAsync(Name, Name, version.Version, cancellationToken);
        await saker.Endpoints.SetSettingsAsync(Name, EndpointSettings.Default with { Batching = new BatchingSettings { Mode = BatchingMode.On } }, cancellationToken);
        await saker.Host.RefreshAsync(Name, cancellationToken);
        using var look = await saker.Host.BeginAsync(Name, version: null, cancellationToken);
        look.DoNotCount();
        if (!look.Model.Batching.IsBatching)
            throw new BenchmarkException($"the soak is of the batcher, and the model does not batch: {look.Model.Batching.Reason}");
        return await RunAsync(saker.Host, look.Model, settings, cancellationToken);
    }

    private static async Task<IReadOnlyList<Demand>> RunAsync(ModelHost host, LoadedModel model, AreaSettings settings, CancellationToken cancellationToken)
    {
        var callsEach = (settings.Quick ? 1_000_000 : 10_000_000) / Callers;
        var calls = (long)callsEach * Callers;
        var soak = new Soak(async (_, token) => new Call(await host.BeginAsync(Name, version: null, token)), Seed);
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = soak.RunAsync(Callers, callsEach, stop.Token);
        await EndOrSilenceAsync(soak, running, cancellationToken);
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds;
        await stop.CancelAsync();
        var statistics = model.Statistics.ToSnapshot();
        var callsPerRun = (double)soak.Answered / statistics.ExecutionCount;
        if (soak.FirstMixed is { } mixed)
            settings.Log.WriteLine($"  soak, mixed: {mixed}");
        settings.Log.WriteLine(FormattableString.Invariant(
            $"  soak: {soak.Ended} of {calls} calls in {seconds:0} s: {soak.Answered} answered, {soak.Failed} failed by their own fault, {soak.GivenUp} given up, {soak.Expired} expired; {callsPerRun:0.0} answered by a run"));
        if (callsPerRun < MinCallsPerRun || soak.GivenUp == 0 || soak.Failed == 0)
            throw new BenchmarkException("the soak shows nothing: hardly any calls shared a run, or nobody gave up or failed.");
        return
        [
            Demand.AtMost($"mixed answers in {calls:#,0} calls through the batcher", "", soak.Mixed, 0),
            Demand.AtMost($"lost answers in {calls:#,0} calls through the batcher", "", calls - soak.Ended, 0),
        ];
    }

    private static async Task EndOrSilenceAsync(Soak soak, Task running, CancellationToken cancellationToken)
    {
        long last;
        do
        {
            last = soak.Ended;
            await Task.WhenAny(running, Task.Delay(MaxSilence, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (!running.IsCompleted && soak.Ended != last);
        if (running.IsCompleted)
            await running;
    }

    private sealed class Call(InferCall call) : ISoakCall
    {
        public ReadOnlySpan<TensorBuffer> Inputs => call.Inputs;

        public ReadOnlySpan<TensorBuffer> Outputs => call.Outputs;

        public ValueTask RunAsync(TimeSpan? timeout, CancellationToken cancellationToken)
        {
            call.Timeout = timeout;
            return call.RunAsync(cancellationToken);
        }

        public void Return() => call.Dispose();
    }
}
