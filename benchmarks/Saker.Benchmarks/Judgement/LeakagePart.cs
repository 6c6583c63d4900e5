using System.Diagnostics;
using Saker.Benchmarks.Demands;
using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Selection.Leakage;
using Saker.Testing;

namespace Saker.Benchmarks.Judgement;

/// <summary>The leakage screen: known leaks, sets without any, leaks planted in real sets, and its speed.</summary>
internal sealed class LeakagePart : IAreaPart
{
    private const int SpeedRowCount = 1_000_000;
    private const int SpeedColumnCount = 20;
    private const double MaxSeconds = 30;

    private static readonly string[] s_modes = ["TWF", "HDF", "PWF", "OSF", "RNF"];

    // Sets without a known leak: set, file, target, what counts as positive.
    private static readonly (string Set, string File, string Target, string? Positive)[] s_honest =
    [
        ("churn_telco", "telco_churn.csv", "Churn", "Yes"),
        ("credit_german", "german_credit.csv", "default", "2"),
        ("fraud_vehicle_claims", "vehicle_claims.csv", "FraudFound_P", "1"),
        ("anomaly_adbench", "pima.csv", "label", "1"),
        ("anomaly_adbench", "satellite.csv", "label", "1"),
        ("anomaly_adbench", "cardio.csv", "label", "1"),
        ("tabular_small", "diabetes.csv", "target", null),
        ("housing_ames", "ames.csv", "SalePrice", null),
    ];

    public string Name => "leakage";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var speed = Speed(settings.Quick ? SpeedRowCount / 10 : SpeedRowCount, cancellationToken);
        if (RealData.Missing is { } reason)
            return [Demand.NotMeasured("leakage in real sets", reason), speed];
        var machines = Screen(await ReadAsync("maintenance_ai4i2020", "ai4i2020.csv", cancellationToken), "Machine failure", "1", cancellationToken);
        var churn = Screen(await ReadAsync("churn_telco", "telco_churn.csv", cancellationToken), "Churn", "Yes", cancellationToken);
        var (alarms, planted, found) = await PlantAsync(settings, cancellationToken);
        return
        [
            Demand.AtLeast("machine failures: failure modes flagged of 5", s_modes.Count(mode => machines.Findings.Any(finding => finding.Columns.Contains(mode))), s_modes.Length),
            Demand.AtMost("Telco churn: findings", "", churn.Findings.Count, 0),
            Demand.AtMost($"columns called telling in {s_honest.Length} sets without a leak", "", alarms, 0),
            Demand.AtLeast($"planted leaks found, of {planted}", (double)found / planted, 0.95),
            speed,
        ];
    }

    private static async Task<(int Alarms, int Planted, int Found)> PlantAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        var (alarms, planted, found) = (0, 0, 0);
        foreach (var (set, file, target, positive) in s_honest)
        {
            var rows = await ReadAsync(set, file, cancellationToken);
            var honest = Telling(Screen(rows, target, positive, cancellationToken));
            alarms += honest.Count;
            if (honest.Count > 0)
                settings.Log.WriteLine($"  {set}/{file}: {string.Join(", ", honest)}");
            foreach (var leak in PlantedLeak.All(rows, target, positive))
            {
                planted++;
                var isFound = Telling(Screen(new Table([.. rows.Columns, leak]), target, positive, cancellationToken)).Contains(leak.Name);
                found += isFound ? 1 : 0;
                if (!isFound)
                    settings.Log.WriteLine($"  {set}/{file}: {leak.Name} is missed");
            }
        }
        return (alarms, planted, found);
    }

    private static HashSet<string> Telling(LeakageReport report) =>
        [.. report.Findings.Where(finding => finding.Kind is LeakageKind.Predictor or LeakageKind.Mark or LeakageKind.BesideMarks).SelectMany(finding => finding.Columns)];

    private static Task<Table> ReadAsync(string set, string file, CancellationToken cancellationToken) => DataSources.Open(RealData.FullPath(set, file)).ReadAllAsync(cancellationToken);

    private static LeakageReport Screen(Table rows, string column, string? positive, CancellationToken cancellationToken)
    {
        var (known, target) = ScreenTarget.Read(rows, column, positive);
        return LeakageScreen.Run(known, target, split: null, new LeakageOptions(), cancellationToken);
    }

    private static Demand Speed(int rowCount, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        Column[] columns = [.. Enumerable.Range(0, SpeedColumnCount).Select(column => Column.Of<double>($"x{column}", Enumerable.Range(0, rowCount).Select(_ => random.NextDouble()).ToArray()))];
        float[] target = [.. Enumerable.Range(0, rowCount).Select(_ => (float)random.Next(2))];
        var rows = new Table(columns);
        var started = Stopwatch.GetTimestamp();
        LeakageScreen.Run(rows, ScreenTarget.Binary("y", "1", target), split: null, new LeakageOptions(), cancellationToken);
        return Demand.AtMost(FormattableString.Invariant($"{rowCount:N0} rows x {SpeedColumnCount} numbers"), "s", Stopwatch.GetElapsedTime(started).TotalSeconds, MaxSeconds);
    }
}
