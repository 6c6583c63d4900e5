using Saker.Benchmarks.Demands;

namespace Saker.Benchmarks.Data;

/// <summary>Profile and checks beside the engine's own SUMMARIZE of the same file, taking turns in one process; and the memory they take.</summary>
internal sealed class SummaryPart : IAreaPart
{
    private const double MaxTimeRatio = 2.5;
    private const double MaxMegabytes = 1_536;
    private const double Megabyte = 1024 * 1024;

    public string Name => "summary";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        using var file = await MixedFile.CreateAsync(settings, cancellationToken);
        var demands = new List<Demand>();
        foreach (var (format, path) in new[] { ("CSV", file.Csv), ("Parquet", file.Parquet) })
        {
            demands.Add(Demand.Time($"profile and 30 checks of {format}, beside SUMMARIZE", "s", await TimesAsync(format, path, settings, cancellationToken), MaxTimeRatio));
            demands.Add(Demand.AtMost($"peak memory for {format}", "MB", await DataScan.PeakAsync(path, cancellationToken) / Megabyte, MaxMegabytes));
        }
        return demands;
    }

    private static async Task<SideBySide> TimesAsync(string format, string path, AreaSettings settings, CancellationToken cancellationToken)
    {
        // Code is compiled and the file is in the system's cache before anything counts.
        await DataScan.OursAsync(path, cancellationToken);
        await DataScan.SummarizeAsync(path, cancellationToken);
        var pairs = new List<(double Ours, double Peers)>();
        var repeats = settings.Quick ? 3 : 5;
        for (var repeat = 1; repeat <= repeats; repeat++)
        {
            var (profile, checks) = await DataScan.OursAsync(path, cancellationToken);
            var summary = await DataScan.SummarizeAsync(path, cancellationToken);
            settings.Log.WriteLine(FormattableString.Invariant($"  {format}, pair {repeat} of {repeats}: profile {profile:0.00} s, checks {checks:0.00} s, SUMMARIZE {summary:0.00} s"));
            pairs.Add((profile + checks, summary));
        }
        return new SideBySide(pairs);
    }
}
