using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Peers;

namespace Saker.Benchmarks.Data;

/// <summary>The same thirty checks of the same CSV file by pandas, which reads it whole, taking turns.</summary>
internal sealed class PandasPart : IAreaPart
{
    private const double MinRateRatio = 10;

    private readonly PythonPeer _peer = new("data.py");

    public string Name => "pandas";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        using var file = await MixedFile.CreateAsync(settings, cancellationToken);
        await DataScan.ChecksAsync(file.Csv, cancellationToken);
        var pairs = new List<(double Ours, double Peers)>();
        var readings = new List<(double Ours, double Peers)>();
        var repeats = settings.Quick ? 1 : 3;
        for (var repeat = 1; repeat <= repeats; repeat++)
        {
            var processorBefore = Environment.CpuUsage.TotalTime;
            var ours = await DataScan.ChecksAsync(file.Csv, cancellationToken);
            var processor = (Environment.CpuUsage.TotalTime - processorBefore).TotalSeconds;
            var peers = await _peer.AskAsync<Question, Answer>(new Question(file.Csv, ThirtyChecks.Declared), cancellationToken);
            if (peers.Violations != 0)
                throw new BenchmarkException($"checks that must hold do not for the peer: {peers.Violations} violations.");
            var reading = await DataScan.ReadingAsync(file.Csv, cancellationToken);
            settings.Log.WriteLine(FormattableString.Invariant($"  pair {repeat} of {repeats}: ours {ours:0.00} s ({processor:0.00} s of processors), the engine's reading by itself {reading:0.00} s, pandas {peers.Version} {peers.Seconds:0.00} s"));
            pairs.Add((file.RowCount / ours, file.RowCount / peers.Seconds));
            readings.Add((file.RowCount / reading, file.RowCount / peers.Seconds));
        }
        return
        [
            Demand.Rate("30 checks of CSV, beside pandas", "rows/s", new SideBySide(pairs), MinRateRatio),
            Demand.Shown("the same, of nothing but the engine's reading: times pandas", new SideBySide(readings).Ratio),
        ];
    }

    private sealed record Question(string Csv, IReadOnlyList<IReadOnlyDictionary<string, object?>> Checks);

    private sealed record Answer(double Seconds, long Violations, string Version);
}
