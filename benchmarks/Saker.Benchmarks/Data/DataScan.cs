using System.Diagnostics;
using System.Globalization;
using Saker.Data.Checks;
using Saker.Data.Engine;
using Saker.Data.Profiles;
using Saker.Data.Sources;

namespace Saker.Benchmarks.Data;

/// <summary>What is timed: ours (profile and checks of a file) and the engine's own summary of the same file.</summary>
internal static class DataScan
{
    /// <summary>Runs the profile and the checks of a file in a process of its own, which then says how much memory it took.</summary>
    public const string Command = "scan-data";

    public static async Task<(double Profile, double Checks)> OursAsync(string path, CancellationToken cancellationToken)
    {
        var source = Open(path);
        var start = Stopwatch.GetTimestamp();
        var profile = await ProfileRunner.RunAsync(source, null, null, cancellationToken);
        var profiled = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var checks = await ChecksAsync(path, cancellationToken);
        return profile.Columns.Count == MixedFile.Columns ? (profiled, checks) : throw new BenchmarkException("the profile lacks columns.");
    }

    public static async Task<double> ChecksAsync(string path, CancellationToken cancellationToken)
    {
        var suite = ThirtyChecks.Suite();
        var start = Stopwatch.GetTimestamp();
        var report = await CheckRunner.RunAsync(Open(path), suite, cancellationToken);
        if (!report.Passed)
            throw new BenchmarkException("checks that must hold do not: " + string.Join("; ", report.Results.Where(result => result.ViolationCount > 0).Select(result => result.Description)));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>What the engine takes to read a file and count its values, with no check at all: nothing that uses it is faster.</summary>
    public static Task<double> ReadingAsync(string path, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = SqlEngine.Connect();
            var start = Stopwatch.GetTimestamp();
            connection.QueryAll($"SELECT count(COLUMNS(*)) FROM {(IsCsv(path) ? "read_csv" : "read_parquet")}({SqlText.Literal(path)})", cancellationToken);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        },
        cancellationToken);

    public static Task<double> SummarizeAsync(string path, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = SqlEngine.Connect();
            var start = Stopwatch.GetTimestamp();
            var summary = connection.QueryAll($"SELECT column_name, CAST(q50 AS VARCHAR) FROM (SUMMARIZE FROM {(IsCsv(path) ? "read_csv" : "read_parquet")}({SqlText.Literal(path)}))", cancellationToken);
            return summary.RowCount == MixedFile.Columns ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new BenchmarkException("the engine's summary lacks columns.");
        },
        cancellationToken);

    /// <summary>The body of <see cref="Command"/>: prints the most memory that was resident, in bytes.</summary>
    public static async Task RunAsync(string path, CancellationToken cancellationToken)
    {
        await OursAsync(path, cancellationToken);
        const string key = "VmHWM:";
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        Console.WriteLine(long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024);
    }

    /// <summary>The most memory, in bytes, that a process of its own takes for a file.</summary>
    public static async Task<long> PeakAsync(string path, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(DataScan).Assembly.Location);
        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(path);
        using var process = Process.Start(start)!;
        try
        {
            var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? long.Parse(answer, CultureInfo.InvariantCulture) : throw new BenchmarkException("the scan in a process of its own failed.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.Ordinal);

    private static DataSource Open(string path) => IsCsv(path) ? new CsvSource { Path = path } : new ParquetSource { Path = path };
}
