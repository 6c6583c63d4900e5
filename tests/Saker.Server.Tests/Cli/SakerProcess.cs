using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Saker.Server.Tests.Cli;

/// <summary>The program as a user starts it: a process of its own, with its output.</summary>
internal sealed class SakerProcess : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private SakerProcess(string program, string folder, string? home, IEnumerable<string> arguments, string? key = null)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (home is not null)
            start.Environment["SAKER_HOME"] = home;
        if (key is not null)
            start.Environment["SAKER_KEY"] = key;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Starts <c>saker</c>.</summary>
    public static SakerProcess Start(string folder, string? home, params IEnumerable<string> arguments) =>
        new(Path.Combine(AppContext.BaseDirectory, "saker.dll"), folder, home, arguments);

    /// <summary>Runs <c>saker</c> with a key to its end.</summary>
    public static async Task<SakerProcess> RunWithKeyAsync(string folder, string key, params IEnumerable<string> arguments) =>
        await new SakerProcess(Path.Combine(AppContext.BaseDirectory, "saker.dll"), folder, home: null, arguments, key).WaitAsync();

    /// <summary>Runs <c>saker</c> to its end.</summary>
    public static async Task<SakerProcess> RunAsync(string folder, string? home, params IEnumerable<string> arguments) =>
        await Start(folder, home, arguments).WaitAsync();

    /// <summary>Runs another program to its end.</summary>
    public static async Task<SakerProcess> RunProgramAsync(string program, string folder, string home) =>
        await new SakerProcess(program, folder, home, []).WaitAsync();

    public async Task<SakerProcess> WaitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(MaxWait);
        await _process.WaitForExitAsync(limit.Token);
        return this;
    }

    /// <summary>Waits until the output holds a text.</summary>
    public async Task ExpectAsync(string text)
    {
        var until = Stopwatch.GetTimestamp();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, $"it ended without saying '{text}':\n{Output}\n{Errors}");
            Assert.True(Stopwatch.GetElapsedTime(until) < MaxWait, $"it never said '{text}':\n{Output}\n{Errors}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until it listens, and says where.</summary>
    public async Task<Uri> ListeningAsync()
    {
        const string Listening = "listening on ";
        await ExpectAsync(Listening);
        return new Uri(Output.Split(Listening)[1].Split('\n')[0].Trim());
    }

    /// <summary>SIGKILL: nothing gets a chance to clean up.</summary>
    public void KillHard() => _process.Kill(entireProcessTree: false);

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Keep(StringBuilder to, string? line)
    {
        if (line is not null)
            lock (to)
                to.AppendLine(line);
    }

    private static string Text(StringBuilder from)
    {
        lock (from)
            return from.ToString();
    }
}
