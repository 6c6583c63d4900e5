using System.Diagnostics;

namespace Saker.Testing;

/// <summary>
/// A real PostgreSQL, in a temporary folder and on a socket there, for the tests of one process. It is started when a test
/// first needs it, and ends with <see cref="SharedServers"/>, or else with the process whatever happens. Its collation is a language's, so that an order by code point
/// is the product's doing.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartSharedAsync);

    private readonly string _programs;
    private readonly string _folder;
    private Process? _process;

    private PostgresServer(string programs)
    {
        _programs = programs;
        _folder = Directory.CreateTempSubdirectory("saker-pg-").FullName;
    }

    /// <summary>Why tests on it cannot run here; null when they can.</summary>
    public static string? Missing => FindPrograms() is null ? "PostgreSQL is not installed; './saker test' installs it (Debian's postgresql)." : null;

    /// <summary>The address of its database, with a schema of its own. On a busy machine a connection may take long.</summary>
    public string AddressOf(string schema) => $"Host={_folder};Username=saker;Database=postgres;Search Path={schema};Timeout=60";

    /// <summary>The one that the tests of this process share.</summary>
    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>Ends the shared one, when there is one; nobody needs it any more.</summary>
    public static async Task EndSharedAsync()
    {
        if (Shared.IsValueCreated)
            await (await Shared.Value).DisposeAsync();
    }

    /// <summary>Another one, for a test that stops it.</summary>
    public static async Task<PostgresServer> StartNewAsync()
    {
        var server = new PostgresServer(FindPrograms() ?? throw new InvalidOperationException(Missing));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Remove();
        await server.InitialiseAsync();
        await server.StartAsync();
        return server;
    }

    /// <summary>Stops it as a crash would: connections break, what was committed is there after the next start.</summary>
    public async Task CrashAsync()
    {
        await RunAsync("pg_ctl", $"-D {_folder}/data -m immediate -w stop");
        await StopAsync();
    }

    /// <summary>Starts it on the data that it left.</summary>
    public async Task StartAsync()
    {
        // It ends when our end of its input closes: when this process ends, however it ends.
        var command = $"{_programs}/postgres -D {_folder}/data -k {_folder} -c listen_addresses='' -c fsync=off -c max_connections=200 >>{_folder}/log 2>&1 & cat >/dev/null; kill -QUIT $! 2>/dev/null; wait";
        _process = Process.Start(new ProcessStartInfo("sh", ["-c", Wrapped(command)]) { RedirectStandardInput = true })!;
        for (var i = 0; i < 200; i++)
        {
            if (await TryRunAsync("pg_isready", $"-q -h {_folder} -U saker -d postgres"))
                return;
            await Task.Delay(50);
        }
        throw new InvalidOperationException($"PostgreSQL did not start: {await File.ReadAllTextAsync(Path.Combine(_folder, "log"))}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Remove();
    }

    private static async Task<PostgresServer> StartSharedAsync() => await StartNewAsync();

    private static string? FindPrograms() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(folder => File.Exists(Path.Combine(folder, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    private async Task InitialiseAsync()
    {
        if (IsRoot)
            await ExecuteAsync("chown", ["postgres", _folder]);
        await RunAsync("initdb", $"-N -A trust -U saker -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US -D {_folder}/data");
    }

    private async Task StopAsync()
    {
        if (_process is null)
            return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    private void Remove()
    {
        try
        {
            _process?.StandardInput.Close();
            _process?.WaitForExit(TimeSpan.FromSeconds(10));
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // A temporary folder that stays is no reason to fail.
        }
    }

    /// <summary>PostgreSQL does not run as root; its package made a user for it.</summary>
    private static bool IsRoot => Environment.UserName == "root";

    private static string Wrapped(string command) => IsRoot ? $"exec setpriv --reuid postgres --regid postgres --clear-groups sh -c \"{command.Replace("$", "\\$", StringComparison.Ordinal)}\"" : command;

    private async Task RunAsync(string program, string arguments)
    {
        if (!await TryRunAsync(program, arguments))
            throw new InvalidOperationException($"{program} {arguments} failed in {_folder}; see the files there.");
    }

    private Task<bool> TryRunAsync(string program, string arguments) => ExecuteAsync("sh", ["-c", Wrapped($"{_programs}/{program} {arguments} >>{_folder}/log 2>&1")]);

    private static async Task<bool> ExecuteAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
