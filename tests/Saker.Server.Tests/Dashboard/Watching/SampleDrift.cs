using System.Globalization;
using Saker.Platform.Monitoring.Drift;

namespace Saker.Server.Tests.Dashboard.Watching;

/// <summary>Reports of closed windows as the evaluator makes them, for any stretch of time: some columns move for a while, one loses values, the others scatter by chance.</summary>
internal static class SampleDrift
{
    private const int BinCount = 12;
    private static readonly string[] s_names = ["tenure", "MonthlyCharges", "TotalCharges", "Contract", "PaymentMethod", "InternetService", "gender", "SeniorCitizen"];

    public static string NameOf(int column) => column < s_names.Length ? s_names[column] : string.Create(CultureInfo.InvariantCulture, $"feature_{column}");

    /// <summary>One window. In the last quarter of every ten days the first columns move.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="model">The model behind it.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="columns">How many inputs there are.</param>
    /// <param name="seed">Decides what moves.</param>
    public static DriftEvaluation Report(string endpoint, string model, DateTimeOffset from, TimeSpan length, int columns = 12, int seed = 1)
    {
        var random = new Random(HashCode.Combine(seed, endpoint.Length, from.UtcTicks));
        var isDrifting = ((from.DayOfYear + seed) % 10) >= 7;
        List<ColumnFinding> found = [.. Enumerable.Range(0, columns).Select(column => Column(NameOf(column), isDrifting && column < 3 ? 0.15 + (0.2 * random.NextDouble()) : 0.02 * random.NextDouble(), 1.0 / (column + 2)))];
        var moved = found.Count(column => column.Drifted);
        return new DriftEvaluation
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{endpoint}-{from.ToUnixTimeSeconds()}"),
            Endpoint = endpoint,
            Model = model,
            Version = 1,
            Kind = DriftReportKind.Window,
            From = from,
            To = from + length,
            MadeAt = from + length + TimeSpan.FromMinutes(1),
            RowCount = 1_000 + random.Next(5_000),
            ReferenceRowCount = 5_634,
            Reference = $"the rows that {model}/1 was trained on",
            Drifted = moved > 0,
            Share = moved / (double)columns,
            ShareThreshold = 0.05,
            Alpha = 0.05,
            Columns = [.. found.OrderByDescending(column => column.Drifted).ThenByDescending(column => column.Effect)],
            Predictions = [Column("probability", isDrifting ? 0.12 : 0.01, null)],
            Quality = isDrifting ? [new QualityFinding("PaymentMethod", "nulls", 0.001, 0.08, "missing in 8% of rows, 0.1% in the reference"), new QualityFinding("Contract", "new_values", 0, 0.02, "2% of rows have a value the reference has not")] : [],
        };
    }

    /// <summary>Keeps windows of one length from one time to another.</summary>
    public static async Task FillAsync(IDriftStore store, string endpoint, string model, DateTimeOffset from, DateTimeOffset to, TimeSpan length, int columns = 12, int seed = 1)
    {
        for (var at = from; at + length <= to; at += length)
            await store.AddAsync(
                Report(endpoint, model, at, length, columns, seed),
                new DriftProgress { Endpoint = endpoint, Model = model, Version = 1, BeganAt = from, EvaluatedUntil = at + length, LookedAt = at + length },
                TestContext.Current.CancellationToken);
    }

    private static ColumnFinding Column(string name, double effect, double? importance)
    {
        var drifted = effect > 0.1;
        return new ColumnFinding
        {
            Column = name,
            Measure = "wasserstein",
            Statistic = effect * 2,
            Threshold = 0.1,
            IsLarge = effect > 0.2,
            Test = "kolmogorov_smirnov",
            PValue = drifted ? 1e-9 : 0.4,
            CorrectedPValue = drifted ? 3e-9 : 0.7,
            Effect = effect,
            EffectError = 0.01,
            RowCount = 4_000,
            Drifted = drifted,
            Importance = importance,
            Summary = drifted ? string.Create(CultureInfo.InvariantCulture, $"mean 32.4 -> {32.4 * (1 - effect):0.0}") : "",
            Bins = [.. Enumerable.Range(0, BinCount).Select(bin => new DistributionBin(string.Create(CultureInfo.InvariantCulture, $"{bin * 6} to {(bin + 1) * 6}"), 1.0 / BinCount, (1 + (effect * (bin < BinCount / 2 ? 1 : -1))) / BinCount))],
        };
    }
}
