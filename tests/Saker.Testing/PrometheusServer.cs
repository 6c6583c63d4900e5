using System.Diagnostics;
using System.Text.Json;

namespace Saker.Testing;

/// <summary>Debian's Prometheus on a free port of loopback and over a temporary folder, for one test, and its <c>promtool</c>.</summary>
public sealed class PrometheusServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ServerProgram _program;
    private readonly HttpClient _http;

    private PrometheusServer(DirectoryInfo folder, ServerProgram program)
    {
        (_folder, _program) = (folder, program);
        _http = new HttpClient { BaseAddress = program.Address };
    }

    /// <summary>Why tests on it cannot run here; null when they can.</summary>
    public static string? Missing => ServerProgram.Find("prometheus") is null || ServerProgram.Find("promtool") is null ? "Prometheus is not installed; './saker test' installs it (Debian's prometheus)." : null;

    public Uri Address => _program.Address;

    /// <summary>What it wrote so far.</summary>
    public string Said => _program.Said;

    /// <summary>Starts one with a configuration.</summary>
    /// <param name="configuration">The text of its <c>prometheus.yml</c>. Names of files in it are relative to <paramref name="files"/>.</param>
    /// <param name="files">A folder whose files are put beside the configuration; null for none.</param>
    public static async Task<PrometheusServer> StartNewAsync(string configuration, string? files = null)
    {
        var folder = Directory.CreateTempSubdirectory("saker-prometheus-");
        foreach (var file in files is null ? [] : Directory.GetFiles(files))
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        var settings = Path.Combine(folder.FullName, "test-prometheus.yml");
        await File.WriteAllTextAsync(settings, configuration);
        var port = ServerProgram.FreePort();
        var program = await ServerProgram.StartAsync(
            ServerProgram.Find("prometheus") ?? throw new InvalidOperationException(Missing), port, "-/ready",
            $"--config.file={settings}", $"--storage.tsdb.path={Path.Combine(folder.FullName, "data")}", $"--web.listen-address=127.0.0.1:{port}", "--enable-feature=exemplar-storage");
        return new PrometheusServer(folder, program);
    }

    /// <summary>Asks its HTTP API.</summary>
    /// <param name="path">Such as <c>alerts</c> or <c>query?query=up</c>.</param>
    /// <returns>The answer's <c>data</c>.</returns>
    public async Task<JsonElement> AskAsync(string path, CancellationToken cancellationToken)
    {
        var text = await _http.GetStringAsync(new Uri($"api/v1/{path}", UriKind.Relative), cancellationToken);
        return JsonDocument.Parse(text).RootElement.GetProperty("data").Clone();
    }

    /// <summary>The values that an expression has now, by their labels as JSON.</summary>
    public async Task<IReadOnlyList<(JsonElement Labels, double Value)>> QueryAsync(string expression, CancellationToken cancellationToken)
    {
        var data = await AskAsync($"query?query={Uri.EscapeDataString(expression)}", cancellationToken);
        return [.. data.GetProperty("result").EnumerateArray().Select(sample =>
            (sample.GetProperty("metric"), double.Parse(sample.GetProperty("value")[1].GetString()!, System.Globalization.CultureInfo.InvariantCulture)))];
    }

    /// <summary>Runs <c>promtool</c>.</summary>
    /// <param name="input">What it reads; null for nothing.</param>
    /// <param name="arguments">Such as <c>check metrics</c>.</param>
    /// <returns>The exit code, and all that it wrote.</returns>
    public static async Task<(int ExitCode, string Said)> RunToolAsync(string? input, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(ServerProgram.Find("promtool") ?? throw new InvalidOperationException(Missing), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var tool = Process.Start(start)!;
        var output = tool.StandardOutput.ReadToEndAsync();
        var errors = tool.StandardError.ReadToEndAsync();
        await tool.StandardInput.WriteAsync(input);
        tool.StandardInput.Close();
        await tool.WaitForExitAsync();
        return (tool.ExitCode, await output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _program.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
