using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving;

/// <summary>A home whose registered versions load as <see cref="ToyVersion"/>s.</summary>
internal sealed class ToyServing : IAsyncDisposable
{
    private readonly EmbeddedBackend _backend = new();

    private ToyServing()
    {
    }

    public SakerPlatform Saker { get; private set; } = null!;

    public ModelHost Host => Saker.Host;

    public ManualTime Time { get; } = new();

    /// <summary>Every version loaded, by number; the newest load of it.</summary>
    public ConcurrentDictionary<int, ToyVersion> Loaded { get; } = new();

    /// <summary>Versions that do not load.</summary>
    public ConcurrentDictionary<int, bool> Broken { get; } = new();

    public int LoadCount => _loadCount;

    private int _loadCount;

    public static Table OneRow { get; } = new([Column.Of<double>("x", new[] { 1.0 })]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Loads wait for it, when it is set.</summary>
    public TaskCompletionSource? LoadGate { get; set; }

    /// <summary>Loads of a version wait for its own.</summary>
    public ConcurrentDictionary<int, TaskCompletionSource> LoadGates { get; } = new();

    /// <summary>What the model is made of; by default a version that answers with its number.</summary>
    public Func<ModelVersion, IModel>? Make { get; set; }

    public static async Task<ToyServing> OpenAsync(int versionCount, ServingOptions? options = null)
    {
        var toy = new ToyServing();
        toy.Saker = await toy.OpenReplicaAsync(options);
        using var source = new ModelSource();
        for (var i = 0; i < versionCount; i++)
            await toy.Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        return toy;
    }

    /// <summary>Another process that serves.</summary>
    public Task<SakerPlatform> OpenReplicaAsync(ServingOptions? options = null) =>
        _backend.OpenAsync(services => services.AddSingleton<ModelLoader>(LoadAsync).AddSingleton<TimeProvider>(Time).AddSingleton(options ?? new ServingOptions()));

    /// <summary>Another process that has the home open.</summary>
    public Task<SakerPlatform> OpenOtherAsync() => _backend.OpenAsync();

    /// <summary>Has the endpoint serve a version as the end of a rollout does; nothing is kept warm.</summary>
    public async Task DeployAsync(int version)
    {
        await Saker.Services.GetRequiredService<Database>().WriteAsync(
            session => EndpointRows.ServeAsync(session, "live", "churn", version, follows: null, Time.GetUtcNow().ToUnixTimeMilliseconds()),
            Cancellation);
        await Host.RefreshAsync(Cancellation);
    }

    /// <summary>The version that answers.</summary>
    public Task<string> AskAsync() => AskAsync(Host);

    /// <summary>The version that answers in a process.</summary>
    public static async Task<string> AskAsync(ModelHost host)
    {
        var prediction = await host.PredictAsync("live", OneRow, Cancellation);
        var label = prediction.Outputs.Get<string>("label").Values.Span[0];
        Assert.Equal(label, $"{prediction.Version}");
        return label;
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    /// <summary>Asks a version by its number.</summary>
    public async Task<string> AskAsync(string model, string? version)
    {
        using var call = await Host.BeginAsync(model, version, Cancellation);
        TensorColumns.Fill(OneRow, call.Model.Inputs, call.Inputs);
        await call.RunAsync(Cancellation);
        return System.Text.Encoding.UTF8.GetString(call.Outputs[0].Text(0));
    }

    private async Task<IModel> LoadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        var gate = LoadGate;
        Interlocked.Increment(ref _loadCount);
        if (gate is not null)
            await gate.Task.WaitAsync(cancellationToken);
        if (LoadGates.TryGetValue(version.Version, out var own))
            await own.Task.WaitAsync(cancellationToken);
        if (Broken.ContainsKey(version.Version))
            throw new SakerException(ErrorKind.Internal, $"Version {version.Version} is broken.");
        return Make is { } make ? make(version) : Loaded[version.Version] = new ToyVersion(version);
    }
}
