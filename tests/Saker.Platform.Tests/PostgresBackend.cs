using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Saker.Backends.Postgres;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests;

/// <summary>Metadata in a real PostgreSQL, in a database that nobody else has for the time of a test; folders in a temporary home.</summary>
public sealed class PostgresBackend : TestBackend
{
    private Task<MigratedDatabase>? _database;

    public string Folder { get; } = Directory.CreateTempSubdirectory("saker-home-").FullName;

    /// <summary>A server of its own, where the database begins empty; by default the one that all tests share.</summary>
    public PostgresServer? Server { get; init; }

    public async Task<PostgresOptions> GetOptionsAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        var address = Server?.AddressOf("saker") ?? (await (_database ??= MigratedDatabase.TakeAsync())).Address;
        return PostgresOptions.Parse(address) with { MaxConnections = 5 };
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

    protected override async Task RemoveAsync()
    {
        Directory.Delete(Folder, recursive: true);
        if (_database is not null)
            await (await _database).GiveBackAsync();
    }
}
