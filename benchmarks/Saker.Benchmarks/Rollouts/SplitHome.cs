using Microsoft.Extensions.DependencyInjection;
using Saker.Learning.Models;
using Saker.Platform;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Storage;

namespace Saker.Benchmarks.Rollouts;

/// <summary>A home with versions of one model and an endpoint of the first, opened by as many processes as there are replicas; gone at the end.</summary>
internal sealed class SplitHome : IAsyncDisposable
{
    public const string Endpoint = "arms";

    private readonly string _folder = Directory.CreateTempSubdirectory("saker-bench-").FullName;

    private SplitHome()
    {
    }

    public string Folder => Path.Combine(_folder, "home");

    public List<SakerPlatform> Replicas { get; } = [];

    /// <param name="graphs">The versions, from 1.</param>
    /// <param name="replicaCount">How many have it open.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="load">Loads a version; null loads what was registered.</param>
    public static async Task<SplitHome> CreateAsync(IReadOnlyList<byte[]> graphs, int replicaCount, CancellationToken cancellationToken, ModelLoader? load = null)
    {
        var home = new SplitHome();
        for (var i = 0; i < replicaCount; i++)
            home.Replicas.Add(await SakerPlatform.OpenAsync(new HomeOptions { Folder = home.Folder, PollInterval = TimeSpan.FromMilliseconds(500) }, services => Add(services, load), cancellationToken));
        foreach (var graph in graphs)
            await home.Replicas[0].Import.ImportAsync(new ModelImportRequest { Model = Endpoint, Graph = graph }, cancellationToken);
        await home.Replicas[0].Endpoints.DeployAsync(Endpoint, Endpoint, 1, cancellationToken);
        foreach (var replica in home.Replicas)
            await replica.Host.RefreshAsync(cancellationToken);
        return home;
    }

    /// <summary>Splits the endpoint's requests, or with null no longer; replicas see it when they look.</summary>
    public Task SetAsync(EndpointSplit? split, CancellationToken cancellationToken) => Replicas[0].Services.GetRequiredService<Database>().WriteAsync(
        async session =>
        {
            await EndpointRows.SplitAsync(session, Endpoint, split);
            return 0;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in Replicas)
            await replica.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void Add(IServiceCollection services, ModelLoader? load)
    {
        if (load is not null)
            services.AddSingleton(load);
    }
}
