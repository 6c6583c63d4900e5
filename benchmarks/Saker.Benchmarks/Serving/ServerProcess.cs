using System.Diagnostics;
using System.Text.Json;

namespace Saker.Benchmarks.Serving;

/// <summary>A server in a process of its own, stopped at the end. It prints <c>{"listening":"http://..."}</c> when it listens.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Queue<string> _errors;
    private bool _isDisposed;

    private ServerProcess(Process process, JsonElement announced, Queue<string> errors)
    {
        _process = process;
        _errors = errors;
        Announced = announced;
    }

    public Uri Address => new(Announced.GetProperty("listening").GetString()!);

    /// <summary>All that it printed.</summary>
    public JsonElement Announced { get; }

    /// <summary>The last lines of its log.</summary>
    public string LastErrors
    {
        get
        {
            lock (_errors)
                return string.Join(Environment.NewLine, _errors);
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The least of some seconds at rest: the collector has run, and what was to go is gone.</summary>
    public async Task<long> SettledMemoryAsync(CancellationToken cancellationToken)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 12; i++)
        {
            await Task.Delay(500, cancellationToken);
            least = Math.Min(least, WorkingSet);
        }
        return least;
    }

    /// <summary>Processor time that it used so far, all threads together.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static Task<ServerProcess> StartBareAsync(int answerBytes, CancellationToken cancellationToken) =>
        StartAsync(Environment.ProcessPath!, Own([BareServer.Command, $"{answerBytes}"]), cancellationToken);

    public static Task<ServerProcess> StartSakerAsync(string home, CancellationToken cancellationToken, params IReadOnlyList<string> options) =>
        StartAsync("dotnet", [Program(), "up", "--home", home, "--port", "0", "--json", .. options], cancellationToken);

    public static async Task<ServerProcess> StartAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new BenchmarkException($"{program} could not be started.");
        // A full pipe would stop the server; the last lines tell why it did not start.
        var errors = new Queue<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.Enqueue(line.Data ?? "");
                if (errors.Count > 20)
                    errors.Dequeue();
            }
        };
        process.BeginErrorReadLine();
        try
        {
            var text = "";
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                text += line;
                if (TryParse(text) is { } announced)
                {
                    _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                    return new ServerProcess(process, announced, errors);
                }
            }
            lock (errors)
                throw new BenchmarkException($"{program} {string.Join(' ', arguments)} did not listen: {text}{string.Join(Environment.NewLine, errors)}");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Program() => Checkout.FullPath(".build/bin/Saker.Cli/release/saker.dll");

    // Under "dotnet X.dll" the process is dotnet itself.
    private static string[] Own(string[] arguments) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0], .. arguments] : arguments;
}
