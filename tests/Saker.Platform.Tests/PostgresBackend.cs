using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Saker.Backends.Postgres;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests;

/// <summary>Metadata in a real PostgreSQL, in a database of its own that is a copy of a migrated one; folders in a temporary home.</summary>
public sealed class PostgresBackend : TestBackend
{
    private const string Template = "migrated";

    private static readonly Lazy<Task> s_template = new(MigrateTemplateAsync);
    private static int s_count;

    private readonly string _database = $"test_{Interlocked.Increment(ref s_count)}";
    private readonly Lazy<Task> _copy;

    public PostgresBackend() => _copy = new(CopyTemplateAsync);

    public string Folder { get; } = Directory.CreateTempSubdirectory("saker-home-").FullName;

    /// <summary>A server of its own, where the database begins empty; by default the one that all tests share.</summary>
    public PostgresServer? Server { get; init; }

    public async Task<PostgresOptions> GetOptionsAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        if (Server is not null)
            return PostgresOptions.Parse(Server.AddressOf("saker")) with { MaxConnections = 5 };
        await _copy.Value;
        return await InAsync(_database);
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
        if (_copy.IsValueCreated)
            await RunAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
    }

    /// <summary>To copy what was migrated once takes a fraction of what it takes to migrate.</summary>
    private async Task CopyTemplateAsync()
    {
        await s_template.Value;
        await RunAsync($"CREATE DATABASE {_database} TEMPLATE {Template}");
    }

    private static async Task MigrateTemplateAsync()
    {
        await RunAsync($"CREATE DATABASE {Template}");
        var options = await InAsync(Template);
        var home = new HomeOptions { Folder = Directory.CreateTempSubdirectory("saker-home-").FullName };
        await using (await SakerPlatform.OpenAsync(home, services => services.AddPostgres(options), CancellationToken.None))
        {
        }
        Directory.Delete(home.Folder, recursive: true);
    }

    private static async Task RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create((await PostgresServer.GetAsync()).AddressOf("public"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static async Task<PostgresOptions> InAsync(string database)
    {
        var address = new NpgsqlConnectionStringBuilder((await PostgresServer.GetAsync()).AddressOf("saker")) { Database = database };
        return PostgresOptions.Parse(address.ToString()) with { MaxConnections = 5 };
    }
}
