using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Saker.Platform.Tests;

/// <summary>A process that writes to a home without end, to be killed.</summary>
internal sealed class VictimProcess : IDisposable
{
    private const char EndMark = ';';

    private readonly Process _process;
    private readonly string _first;
    private readonly TaskCompletionSource _underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _acknowledged = [];
    private readonly Task _reading;
    private readonly Task<string> _errors;

    public VictimProcess(string home, string first, params ReadOnlySpan<int> arguments)
    {
        _first = first;
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var program = Path.Combine(AppContext.BaseDirectory, "Saker.CrashVictim.dll");
        _process = Process.Start(new ProcessStartInfo(dotnet, [program, home, .. Texts(arguments)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _reading = ReadAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Completes when it is under way: its first act of the kind that counts was acknowledged.</summary>
    public Task UnderWay => _underWay.Task;

    /// <summary>Kills it as nothing can prevent, and gives what it had acknowledged by then.</summary>
    public async Task<IReadOnlyList<string>> KillAsync(CancellationToken cancellationToken)
    {
        Assert.False(_process.HasExited, $"The victim ended by itself: {(_process.HasExited ? await _errors : "")}");
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
        return _acknowledged;
    }

    /// <summary>Waits until it ends by itself, and gives what it said.</summary>
    public async Task<IReadOnlyList<string>> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
        Assert.True(_process.ExitCode == 0, $"The victim failed: {await _errors}");
        return _acknowledged;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static IEnumerable<string> Texts(ReadOnlySpan<int> numbers) => numbers.ToArray().Select(number => $"{number}");

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.EndsWith(EndMark))
                continue;
            _acknowledged.Add(line[..^1]);
            if (line.StartsWith(_first, StringComparison.Ordinal))
                _underWay.TrySetResult();
        }
        _underWay.TrySetException(new InvalidOperationException($"The victim ended before anything was under way: {await _errors}"));
    }
}
