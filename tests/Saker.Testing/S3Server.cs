using System.Diagnostics;

namespace Saker.Testing;

/// <summary>
/// A server that speaks S3 (npm's s3rver), on a free port of loopback and over a temporary folder, for the tests of one
/// process. It is started when a test first needs it, and ends with
/// <see cref="SharedServers"/>, or else with the process whatever happens.
/// </summary>
public sealed class S3Server
{
    public const string Bucket = "saker";
    public const string AccessKey = "S3RVER";
    public const string SecretKey = "S3RVER";

    private const string Script = """
        const S3rver = require('s3rver');
        const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: process.argv[1], configureBuckets: [{ name: 'saker' }] });
        server.run().then(({ port }) => console.log(port));
        // It lets errors of its file streams end the program where a folder goes while a file comes; the request fails all the same.
        process.on('uncaughtException', () => {});
        process.stdin.on('end', () => process.exit()).resume();
        """;

    private static readonly Lazy<Task<S3Server>> Shared = new(StartAsync);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-s3-");

    private Process? _process;

    private S3Server()
    {
    }

    /// <summary>Why tests on it cannot run here; null when they can.</summary>
    public static string? Missing => Directory.Exists(Path.Combine(Checkout.Root, "node_modules", "s3rver")) ? null : "npm's s3rver is not installed; './saker test' installs it.";

    public Uri Address { get; private set; } = null!;

    /// <summary>Where it keeps its objects, for tests that tamper with them.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The one that the tests of this process share.</summary>
    public static Task<S3Server> GetAsync() => Shared.Value;

    /// <summary>Ends the shared one, when there is one; nobody needs it any more.</summary>
    public static async Task EndSharedAsync()
    {
        if (Shared.IsValueCreated)
            (await Shared.Value).End();
    }

    private static async Task<S3Server> StartAsync()
    {
        var server = new S3Server();
        var start = new ProcessStartInfo("node", ["-e", Script, server.Folder]) { WorkingDirectory = Checkout.Root, RedirectStandardInput = true, RedirectStandardOutput = true };
        server._process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.End();
        var port = await server._process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("s3rver did not start.");
        server.Address = new Uri($"http://127.0.0.1:{port}");
        return server;
    }

    private void End()
    {
        if (Interlocked.Exchange(ref _process, null) is not { } process)
            return;
        process.StandardInput.Close();
        process.WaitForExit(TimeSpan.FromSeconds(10));
        process.Dispose();
        _folder.Delete(recursive: true);
    }
}
