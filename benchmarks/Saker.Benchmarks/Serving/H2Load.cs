using System.Diagnostics;
using System.Globalization;

namespace Saker.Benchmarks.Serving;

/// <summary>
/// Closed-loop load by h2load, one program for HTTP/1.1 and HTTP/2 that takes as little of the machine for the one as for the other: connections
/// that each have one request under way, all with the same body.
/// </summary>
/// <param name="address">Where to post.</param>
/// <param name="isHttp2">HTTP/2 without TLS; else HTTP/1.1.</param>
/// <param name="bodyFile">What is posted.</param>
/// <param name="headers">As <c>name: value</c>.</param>
/// <param name="answerBytes">How long the body of every answer must be.</param>
internal sealed class H2Load(Uri address, bool isHttp2, string bodyFile, IReadOnlyList<string> headers, int answerBytes)
{
    public const int Connections = 4;

    /// <summary>Asks a number of times, and returns how many requests were answered in a second.</summary>
    /// <exception cref="BenchmarkException">A request failed, or was not answered with 200 and as many bytes as it must be.</exception>
    public async Task<double> RunAsync(int requests, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            .. isHttp2 ? (string[])["-p", "h2c"] : ["--h1"],
            "-n", Text(requests), "-c", Text(Connections), "-m", "1", "-d", bodyFile,
            .. headers.SelectMany(header => (string[])["-H", header]),
            address.ToString(),
        ];
        using var process = Start(new ProcessStartInfo("h2load", arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return H2LoadReport.TryParse(await output) is { } report
                ? Checked(report, requests)
                : throw new BenchmarkException($"h2load printed no result:{Environment.NewLine}{await output}{await errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private double Checked(H2LoadReport report, int requests)
    {
        if (report.Succeeded != requests || report.Answered2xx != requests)
            throw new BenchmarkException($"{address} answered {report.Answered2xx} of {requests} requests with success, and {report.Succeeded} came to their end.");
        // A call that fails over gRPC has the status 200 too, but no message.
        if (report.DataBytes != (long)requests * answerBytes)
            throw new BenchmarkException($"{address} answered {requests} requests with {report.DataBytes} bytes; {answerBytes} each were to come.");
        return report.PerSecond;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BenchmarkException("there is no h2load; start this through './saker bench', which installs it.");
        }
    }
}
