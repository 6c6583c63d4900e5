using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Saker.Backends.Postgres;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests;

/// <summary>
/// A database of the shared server, migrated and otherwise empty, which a test has for itself. To empty one takes a fraction of what it
/// takes to migrate or to copy one, whose every table is a few files; one whose tables a test changed is not used again.
/// </summary>
internal sealed class MigratedDatabase
{
    private const string Template = "migrated";

    private const string Tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'saker' ORDER BY tablename";

    /// <summary>What tables, indexes, triggers and rules there are, and how they are made.</summary>
    private const string Shape = """
        SELECT md5(string_agg(line, E'\n' ORDER BY line)) FROM (
            SELECT format('%s %s %s %s', c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod)) AS line FROM pg_class c
                LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relnamespace = 'saker'::regnamespace
            UNION ALL SELECT pg_get_triggerdef(t.oid) || t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'saker'::regnamespace
            UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'saker'::regnamespace) AS all_lines
        """;

    private static readonly ConcurrentBag<MigratedDatabase> s_free = [];
    private static readonly Lazy<Task<(string Shape, string Reset)>> s_template = new(MigrateTemplateAsync);
    private static int s_count;

    private readonly string _name;

    private MigratedDatabase(string name, string address) => (_name, Address) = (name, address);

    /// <summary>Where it is, with the schema in it.</summary>
    public string Address { get; }

    public static async Task<MigratedDatabase> TakeAsync()
    {
        await s_template.Value;
        if (s_free.TryTake(out var free))
            return free;
        var name = $"test_{Interlocked.Increment(ref s_count)}";
        await RunAsync(await AddressOfAsync("postgres"), $"CREATE DATABASE {name} TEMPLATE {Template}");
        return new MigratedDatabase(name, await AddressOfAsync(name));
    }

    /// <summary>Ends whoever is still there, and makes it what it was.</summary>
    public async Task GiveBackAsync()
    {
        var (shape, reset) = await s_template.Value;
        await RunAsync(Address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        if (await RunAsync(Address, Shape) as string != shape)
        {
            await RunAsync(await AddressOfAsync("postgres"), $"DROP DATABASE {_name} WITH (FORCE)");
            return;
        }
        await RunAsync(Address, reset);
        s_free.Add(this);
    }

    /// <summary>Migrates the database that others are copies of; the rows that migrations themselves leave are kept aside.</summary>
    private static async Task<(string Shape, string Reset)> MigrateTemplateAsync()
    {
        await RunAsync(await AddressOfAsync("postgres"), $"CREATE DATABASE {Template}");
        var address = await AddressOfAsync(Template);
        var home = new HomeOptions { Folder = Directory.CreateTempSubdirectory("saker-home-").FullName };
        await using (await SakerPlatform.OpenAsync(home, services => services.AddPostgres(PostgresOptions.Parse(address)), CancellationToken.None))
        {
        }
        Directory.Delete(home.Folder, recursive: true);
        List<string> reset = ["SET session_replication_role = replica"];
        List<string> keep = ["CREATE SCHEMA first_rows"];
        foreach (var table in ((string)(await RunAsync(address, $"SELECT string_agg(tablename, ',') FROM ({Tables}) AS names"))!).Split(','))
        {
            reset.Add($"DELETE FROM saker.{table}");
            if (await RunAsync(address, $"SELECT EXISTS (SELECT 1 FROM saker.{table})") is not true)
                continue;
            keep.Add($"CREATE TABLE first_rows.{table} AS SELECT * FROM saker.{table}");
            reset.Add($"INSERT INTO saker.{table} SELECT * FROM first_rows.{table}");
        }
        await RunAsync(address, string.Join("; ", keep));
        return ((string)(await RunAsync(address, Shape))!, string.Join("; ", reset));
    }

    /// <summary>Over a connection of its own, so that none stays open; gives the first value.</summary>
    private static async Task<object?> RunAsync(string address, string sql)
    {
        await using var connection = new NpgsqlConnection(address + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(CancellationToken.None);
    }

    private static async Task<string> AddressOfAsync(string database) =>
        new NpgsqlConnectionStringBuilder((await PostgresServer.GetAsync()).AddressOf("saker")) { Database = database }.ToString();
}
