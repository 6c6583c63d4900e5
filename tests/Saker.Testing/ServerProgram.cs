using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Saker.Testing;

/// <summary>
/// A program of the system that serves HTTP on a port of loopback, for one test: it ends when it is disposed, or else with this process,
/// whatever happens to that.
/// </summary>
public sealed class ServerProgram : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private ServerProgram(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    public Uri Address { get; }

    /// <summary>What it wrote so far, to both of its streams.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <summary>A port that nobody has now. Another program may take it; whoever starts there says so.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Where a program of the system is; null when it is not installed.</summary>
    public static string? Find(string program) => new[] { "/usr/bin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Starts a program and waits until it is ready.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="port">Where it will listen.</param>
    /// <param name="ready">What answers with success once it is ready, such as <c>-/ready</c>.</param>
    /// <param name="arguments">What it is started with.</param>
    public static async Task<ServerProgram> StartAsync(string program, int port, string ready, params IReadOnlyList<string> arguments)
    {
        // It ends when our end of its input closes: when this process ends, however it ends. As a child of the shell it cannot take the input itself.
        const string Script = """ "$0" "$@" </dev/null & child=$!; (cat >/dev/null <&3; kill "$child" 2>/dev/null) & wait "$child" """;
        var start = new ProcessStartInfo("sh", ["-c", "exec 3<&0; " + Script, program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var server = new ServerProgram(Process.Start(start)!, port);
        server.Listen();
        try
        {
            await server.WaitAsync(ready);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var late = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(late.Token);
        _process.Dispose();
    }

    private void Listen()
    {
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Note(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
    }

    private async Task WaitAsync(string ready)
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var since = Stopwatch.StartNew(); since.Elapsed < s_patience && !_process.HasExited;)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(ready, UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(50);
        }
        throw new InvalidOperationException($"The program did not start: {Said}");
    }
}
