using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
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

    public static async Task<ToyServing> OpenAsync(int versionCount)
    {
        var toy = new ToyServing();
        toy.Saker = await toy._backend.OpenAsync(services => services.AddSingleton<ModelLoader>(toy.LoadAsync).AddSingleton<TimeProvider>(toy.Time));
        using var source = new ModelSource();
        for (var i = 0; i < versionCount; i++)
            await toy.Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        return toy;
    }

    /// <summary>Another process that has the home open.</summary>
    public Task<SakerPlatform> OpenOtherAsync() => _backend.OpenAsync();

    public async Task DeployAsync(int version)
    {
        await Saker.Endpoints.DeployAsync("live", "churn", version, Cancellation);
        await Host.RefreshAsync(Cancellation);
    }

    /// <summary>The version that answers.</summary>
    public async Task<string> AskAsync()
    {
        var prediction = await Host.PredictAsync("live", OneRow, Cancellation);
        var label = prediction.Outputs.Get<string>("label").Values.Span[0];
        Assert.Equal(label, $"{prediction.Version}");
        return label;
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private Task<IModel> LoadAsync(ModelVersion version, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loadCount);
        if (Broken.ContainsKey(version.Version))
            throw new SakerException(ErrorKind.Internal, $"Version {version.Version} is broken.");
        return Task.FromResult<IModel>(Loaded[version.Version] = new ToyVersion(version));
    }
}
