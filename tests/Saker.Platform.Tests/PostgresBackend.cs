using Microsoft.Extensions.DependencyInjection;
using Saker.Backends.Postgres;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests;

/// <summary>Metadata in a real PostgreSQL, in a schema of its own; folders in a temporary home.</summary>
public sealed class PostgresBackend : TestBackend
{
    private static int s_count;

    private readonly string _schema = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref s_count)}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("saker-home-").FullName;

    /// <summary>The server; by default the one that all tests share.</summary>
    public PostgresServer? Server { get; init; }

    public async Task<PostgresOptions> GetOptionsAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return PostgresOptions.Parse((Server ?? await PostgresServer.GetAsync()).AddressOf(_schema)) with { MaxConnections = 5 };
    }

    protected override async Task<SakerPlatform> OpenCoreAsync(Action<IServiceCollection> configure, CancellationToken cancellationToken)
    {
        var options = await GetOptionsAsync();
        var home = new HomeOptions { Folder = Folder, Actor = "tester", PollInterval = TimeSpan.FromMilliseconds(20) };
        return await SakerPlatform.OpenAsync(
            home,
            services =>
            {
                configure(services);
                services.AddPostgres(options);
            },
            cancellationToken);
    }

    protected override Task RemoveAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
