using Microsoft.Extensions.DependencyInjection;
using Saker.Platform;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Storage;

namespace Saker.Benchmarks.Rollouts;

/// <summary>A home in a temporary folder whose endpoint <see cref="Endpoint"/> serves a sound version, with candidates that are each bad in one way; gone at the end.</summary>
internal sealed class LiveHome : IAsyncDisposable
{
    public const string Endpoint = "live";

    /// <summary>The control; <see cref="Sound"/> answers the same.</summary>
    public const int Control = 1;

    public const int Sound = 2;
    public const int Slow = 3;
    public const int Failing = 4;
    public const int Skewed = 5;

    // Some milliseconds a row: less than one more is no harm by default, and a quick machine must see more too.
    private const int SlowLayers = 40;

    private LiveHome(string folder) => Folder = folder;

    public string Folder { get; }

    public static Task<LiveHome> CreateAsync(CancellationToken cancellationToken) => CreateAsync(_ => { }, cancellationToken);

    /// <param name="services">Puts what the home keeps elsewhere.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LiveHome> CreateAsync(Action<IServiceCollection> services, CancellationToken cancellationToken)
    {
        var home = new LiveHome(Directory.CreateTempSubdirectory("saker-bench-").FullName);
        await using var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = home.Folder }, services, cancellationToken);
        foreach (var graph in new[] { ArmGraphs.Sound(), ArmGraphs.Sound(), ArmGraphs.Slow(SlowLayers), ArmGraphs.Failing(), ArmGraphs.Skewed(by: 0.1f) })
            await saker.Import.ImportAsync(new ModelImportRequest { Model = Endpoint, Graph = graph }, cancellationToken);
        await saker.Endpoints.DeployAsync(Endpoint, Endpoint, Control, cancellationToken);
        return home;
    }

    /// <summary>The <c>inputs</c> of requests of one row each, spread evenly, in no order of their first value.</summary>
    public static IReadOnlyList<string> Inputs()
    {
        const int count = 100;
        return [.. Enumerable.Range(0, count).Select(row =>
        {
            var values = Enumerable.Range(0, ArmGraphs.Columns).Select(column => FormattableString.Invariant($"{((row * 37) + (column * 11)) % count / (double)count:0.00}"));
            return $$"""[{"name":"x","datatype":"FP32","shape":[1,{{ArmGraphs.Columns}}],"data":[{{string.Join(',', values)}}]}]""";
        })];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
