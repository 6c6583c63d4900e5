using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Saker.Benchmarks.Serving;

/// <summary>Closed-loop load by wrk: as many requests as a server takes.</summary>
internal sealed class Wrk(string bodies)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>Connections that always have a request under way.</summary>
    public const int Connections = 32;

    public async Task<LoadOutcome> RunAsync(Uri address, TimeSpan duration, CancellationToken cancellationToken, string contentType = "application/json")
    {
        string[] arguments =
        [
            "-t", "1", "-c", Connections.ToString(CultureInfo.InvariantCulture), "-d", $"{(int)duration.TotalSeconds}s",
            "-s", Checkout.FullPath("benchmarks/load/post.lua"), address.ToString(),
        ];
        var start = new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BODIES"] = bodies;
        start.Environment["CONTENT_TYPE"] = contentType;
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var line = (await output).Split('\n').LastOrDefault(line => line.StartsWith('{'))
                ?? throw new BenchmarkException($"wrk printed no result:{Environment.NewLine}{await output}{await errors}");
            return JsonSerializer.Deserialize<LoadOutcome>(line, s_json)!;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
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
            throw new BenchmarkException("there is no wrk; start this through './saker bench', which installs it.");
        }
    }
}
