using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Serving.Splits;

/// <summary>A host whose endpoint "live" is split between versions of "churn" as a test says.</summary>
internal sealed class SplitServing : IAsyncDisposable, ICallObserver
{
    private readonly EmbeddedBackend _backend = new();
    private readonly ConcurrentQueue<SeenCall> _seen = new();
    private readonly ConcurrentQueue<TimeSpan> _durations = new();
    private SakerPlatform _saker = null!;
    private TimeProvider _time = TimeProvider.System;
    private int _loadCount;

    public FixedEndpoints Endpoints { get; } = new();

    public ModelHost Host { get; private set; } = null!;

    /// <summary>By version; the newest load of it.</summary>
    public ConcurrentDictionary<int, ArmModel> Models { get; } = new();

    /// <summary>Versions that do not load.</summary>
    public ConcurrentDictionary<int, bool> Broken { get; } = new();

    /// <summary>The columns of versions that take others than x.</summary>
    public Dictionary<int, string[]> Columns { get; } = [];

    /// <summary>Loads wait for it, when it is set.</summary>
    public TaskCompletionSource? LoadGate { get; set; }

    public int LoadCount => Volatile.Read(ref _loadCount);

    public IReadOnlyList<SeenCall> Seen => [.. _seen];

    public IReadOnlyList<TimeSpan> Durations => [.. _durations];

    /// <summary>Makes versions; null for <see cref="ArmModel"/>s.</summary>
    public Func<int, IModel?>? Make { get; set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SplitServing> OpenAsync(int versionCount, ServingOptions? options = null, TimeProvider? time = null)
    {
        var serving = new SplitServing { _time = time ?? TimeProvider.System };
        serving._saker = await serving._backend.OpenAsync();
        using var source = new ModelSource();
        for (var i = 0; i < versionCount; i++)
            await serving._saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        serving.Host = serving.NewHost(options);
        serving.Host.AddObserver(serving);
        return serving;
    }

    /// <summary>Another process that serves the same endpoints.</summary>
    public ModelHost NewHost(ServingOptions? options = null) => new(
        Endpoints, _saker.Registry, LoadAsync, new HomeOptions { Folder = "unused", LoadRetryDelay = TimeSpan.FromMinutes(1) }, options ?? new ServingOptions { WarmUpRuns = 0 }, _time, NullLogger<ModelHost>.Instance);

    public static EndpointSplit Split(params int[] weights) => new()
    {
        RolloutId = "r1",
        Key = SplitKey.Parse("header:x-user"),
        Arms = [.. weights.Select((weight, i) => new SplitArm { Name = i == 0 ? "control" : i == 1 ? "candidate" : $"candidate-{i}", Model = "churn", Version = i + 1, Weight = weight })],
    };

    public async Task SetAsync(EndpointSplit? split, int version = 1, EndpointSettings? settings = null)
    {
        Endpoints.Set(new Endpoint { Name = "live", Model = "churn", Version = version, DeployedAt = DateTimeOffset.UnixEpoch.AddDays(version), Split = split, Settings = settings ?? EndpointSettings.Default });
        await Host.RefreshAsync(Cancellation);
    }

    /// <summary>The version that answers.</summary>
    public async Task<int> AskAsync(string? user, double x = 1, ModelHost? host = null) =>
        (await (host ?? Host).PredictAsync("live", Row(x), new TestKeys(user), Cancellation)).Version;

    public Task<Prediction> PredictAsync(string? user, Table? rows = null) => Host.PredictAsync("live", rows ?? Row(1), new TestKeys(user), Cancellation).AsTask();

    public static Table Row(double x) => new([Column.Of<double>("x", new[] { x })]);

    /// <summary>Users who fall to an arm of a split, the first of them.</summary>
    public static IEnumerable<string> Users(EndpointSplit split, int arm)
    {
        var assignment = new SplitAssignment(split);
        return Enumerable.Range(0, int.MaxValue).Select(i => $"user-{i}").Where(user => assignment.Of(user) == arm);
    }

    public void Completed(InferCall call)
    {
        _seen.Enqueue(SeenCall.Of(call));
        _durations.Enqueue(call.Duration);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _backend.DisposeAsync();
    }

    private async Task<IModel> LoadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loadCount);
        if (version.Version > 1 && LoadGate is { } gate)
            await gate.Task.WaitAsync(cancellationToken);
        if (Broken.ContainsKey(version.Version))
            throw new SakerException(ErrorKind.Internal, $"Version {version.Version} is broken.");
        return Make?.Invoke(version.Version) ?? (Models[version.Version] = new ArmModel(version.Version, Columns.GetValueOrDefault(version.Version) ?? ["x"]));
    }
}
