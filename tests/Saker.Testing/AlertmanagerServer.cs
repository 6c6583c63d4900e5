namespace Saker.Testing;

/// <summary>Debian's Alertmanager on a free port of loopback and over a temporary folder, for one test.</summary>
public sealed class AlertmanagerServer : IAsyncDisposable
{
    private const string Program = "prometheus-alertmanager";

    private readonly DirectoryInfo _folder;
    private readonly ServerProgram _program;

    private AlertmanagerServer(DirectoryInfo folder, ServerProgram program)
    {
        (_folder, _program) = (folder, program);
        Http = new HttpClient { BaseAddress = program.Address };
    }

    /// <summary>Why tests on it cannot run here; null when they can.</summary>
    public static string? Missing => ServerProgram.Find(Program) is null ? "Alertmanager is not installed; './saker test' installs it (Debian's prometheus-alertmanager)." : null;

    public Uri Address => _program.Address;

    /// <summary>Asks it, such as <c>api/v2/alerts</c>.</summary>
    public HttpClient Http { get; }

    /// <summary>What it wrote so far.</summary>
    public string Said => _program.Said;

    /// <summary>Starts one.</summary>
    /// <param name="configuration">The text of its <c>alertmanager.yml</c>; by default one receiver that tells nobody.</param>
    public static async Task<AlertmanagerServer> StartNewAsync(string configuration = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n")
    {
        var folder = Directory.CreateTempSubdirectory("saker-alertmanager-");
        var settings = Path.Combine(folder.FullName, "alertmanager.yml");
        await File.WriteAllTextAsync(settings, configuration);
        var port = ServerProgram.FreePort();
        // Without a port for others of its kind: one of two tests at a time would not get it.
        var program = await ServerProgram.StartAsync(
            ServerProgram.Find(Program) ?? throw new InvalidOperationException(Missing), port, "-/ready",
            $"--config.file={settings}", $"--storage.path={Path.Combine(folder.FullName, "data")}", $"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=");
        return new AlertmanagerServer(folder, program);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _program.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
