using System.Diagnostics;
using System.Text.Json;

namespace Saker.Benchmarks.Peers;

/// <summary>A peer's script: it takes one JSON document on its input and prints one on its output. The script itself measures its times, so starting Python does not count.</summary>
internal sealed class PythonPeer(string script)
{
    // The system's own, because that is where the system's packages are.
    private const string Interpreter = "/usr/bin/python3";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    public async Task<TAnswer> AskAsync<TQuestion, TAnswer>(TQuestion question, CancellationToken cancellationToken)
    {
        var path = Checkout.FullPath(Path.Combine("benchmarks/peers", script));
        var start = new ProcessStartInfo(Interpreter, [path]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        try
        {
            var answer = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, question, s_json, cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
                throw new BenchmarkException($"{script} failed:{Environment.NewLine}{await errors}");
            return JsonSerializer.Deserialize<TAnswer>(await answer, s_json) ?? throw new BenchmarkException($"{script} printed nothing.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BenchmarkException($"there is no {Interpreter}; start this through './saker bench', which installs what the peers need.");
        }
    }
}
