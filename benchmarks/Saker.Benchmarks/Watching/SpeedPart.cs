using System.Diagnostics;
using System.Runtime.InteropServices;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Peers;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning;
using Saker.Learning.Drift;
using Saker.Learning.Drift.Measures;

namespace Saker.Benchmarks.Watching;

/// <summary>A hundred number columns of a million rows on either side: Kolmogorov-Smirnov with its p-value, stability index and Wasserstein distance of all, beside scipy and numpy.</summary>
internal sealed class SpeedPart : IAreaPart
{
    private const int RowCount = 1_000_000;

    // Columns that differ; the same ones again take as long as others would, and less memory.
    private const int DrawnCount = 5;

    public string Name => "speed";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var count = settings.Quick ? DrawnCount : 100;
        settings.Log.WriteLine($"speed: {count} columns of {RowCount:N0} rows a side");
        var drawn = Enumerable.Range(0, DrawnCount).Select(i => (Reference: Draw(i, isCurrent: false), Current: Draw(i, isCurrent: true))).ToArray();
        var folder = Directory.CreateTempSubdirectory("saker-drift-").FullName;
        try
        {
            string[][] files = [.. drawn.Select((pair, i) => new[] { Write(folder, $"{i}a", pair.Reference), Write(folder, $"{i}b", pair.Current) })];
            Compare(drawn, DrawnCount);
            var started = Stopwatch.GetTimestamp();
            var ours = Compare(drawn, count);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var peer = await new PythonPeer("watching.py").AskAsync<object, Answer>(new { columns = Enumerable.Range(0, count).Select(i => files[i % DrawnCount]) }, cancellationToken);
            return
            [
                Demand.Time($"{count} columns, {RowCount:N0} rows a side: KS, PSI, Wasserstein", "s", new SideBySide([(seconds, peer.Seconds)]), 0.1),
                Demand.Bound("largest difference from scipy and numpy", Enumerable.Range(0, DrawnCount).Max(i => ours[i].Zip(peer.Found[i]).Max(pair => Math.Abs(pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.Second)))), 1e-6),
                .. Sketched(drawn, ours),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double[][] Compare((double[] Reference, double[] Current)[] drawn, int count)
    {
        var found = new double[count][];
        Parallel.For(0, count, i =>
        {
            var (reference, current) = drawn[i % drawn.Length];
            var (a, b) = (SortedNumbers.Of(reference), SortedNumbers.Of(current));
            var gaps = SampleGaps.Of(a, b);
            var test = DriftMeasures.KolmogorovSmirnovTest(gaps.Largest, a.Count, b.Count);
            found[i] = [test.Statistic, test.PValue, DriftMeasures.Psi(a, b), gaps.Area / a.StandardDeviation];
        });
        return found;
    }

    /// <summary>The same columns by profiles alone.</summary>
    private static IEnumerable<Demand> Sketched((double[] Reference, double[] Current)[] drawn, double[][] exact)
    {
        var (reference, current) = (Profile.Of(new Table(drawn.Select((pair, i) => Column.Of<double>($"x{i}", pair.Reference)))), Profile.Of(new Table(drawn.Select((pair, i) => Column.Of<double>($"x{i}", pair.Current)))));
        var report = DriftComparer.Compare(reference, current, null);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < 20; i++)
            DriftComparer.Compare(reference, current, null);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds / 20 / drawn.Length;
        yield return Demand.AtMost("profiles: largest error of KS", "", report.Columns.Select((column, i) => Math.Abs(column.EffectSize - exact[i][0])).Max(), report.Columns[0].EffectError);
        // An error of the shares moves at most that share of the rows, and none further than from end to end.
        yield return Demand.AtMost("profiles: largest error of Wasserstein over its bound", "", report.Columns.Select((column, i) => Math.Abs(column.Statistic - exact[i][3]) / (column.EffectError * Reach(reference.Columns[i].Numbers!, current.Columns[i].Numbers!))).Max(), 1);
        yield return Demand.AtMost("profiles: one column compared", "s", seconds, 0.01);
    }

    private static double Reach(NumberProfile reference, NumberProfile current) => (Math.Max(reference.Max, current.Max) - Math.Min(reference.Min, current.Min)) / reference.StandardDeviation;

    private static double[] Draw(int i, bool isCurrent)
    {
        var chance = Xoshiro256.Of(i, isCurrent ? 1 : 0);
        var shift = isCurrent ? i * 0.01 : 0;
        var values = new double[RowCount];
        for (var row = 0; row < values.Length; row++)
        {
            var normal = chance.NextNormal() + shift;
            values[row] = (i % 5) switch
            {
                0 => normal,
                1 => Math.Exp(normal),
                2 => Math.Round(normal * 100),
                3 => chance.NextDouble() + shift,
                _ => Math.Round(normal, 2),
            };
        }
        return values;
    }

    private static string Write(string folder, string name, double[] values)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(values.AsSpan()));
        return path;
    }

    private sealed record Answer(double Seconds, double[][] Found);
}
