using System.Text.Json.Serialization;

namespace Saker.Platform.Monitoring.Drift.History;

/// <summary>How one column fared in a moment of the history. Immutable; there are many, so that their JSON is short.</summary>
public sealed record ColumnMoment
{
    [JsonPropertyName("n")]
    public required string Column { get; init; }

    [JsonPropertyName("o")]
    public bool IsOutput { get; init; }

    /// <summary>The largest share of rows that lay elsewhere in one window, 0 to 1; null when nothing could be compared.</summary>
    [JsonPropertyName("e")]
    public double? Effect { get; init; }

    /// <summary>In how many windows it moved.</summary>
    [JsonPropertyName("d")]
    public long DriftedCount { get; init; }

    /// <summary>Where the window begins in which it was worst.</summary>
    [JsonPropertyName("w")]
    public required DateTimeOffset WorstAt { get; init; }

    /// <summary>What was wrong with its data, by kind such as <c>nulls</c>, with the largest share of such rows (1 for columns and types); null for nothing.</summary>
    [JsonPropertyName("q")]
    public IReadOnlyDictionary<string, double>? Quality { get; init; }

    internal static ColumnMoment Of(DriftEvaluation report, ColumnFinding column, bool isOutput) => new()
    {
        Column = column.Column,
        IsOutput = isOutput,
        Effect = column.Effect is { } effect && double.IsFinite(effect) ? Math.Round(effect, 4) : null,
        DriftedCount = column.Drifted ? 1 : 0,
        WorstAt = report.From,
        Quality = isOutput ? null : QualityOf(report, column.Column),
    };

    internal static ColumnMoment OfQuality(DriftEvaluation report, string column) => new() { Column = column, WorstAt = report.From, Quality = QualityOf(report, column) };

    internal ColumnMoment With(ColumnMoment other) => this with
    {
        Effect = Worse(other) ? other.Effect : Effect,
        WorstAt = Worse(other) ? other.WorstAt : WorstAt,
        DriftedCount = DriftedCount + other.DriftedCount,
        Quality = Merge(Quality, other.Quality),
    };

    // What is wrong with its data counts where nothing moved.
    private bool Worse(ColumnMoment other) => (other.DriftedCount > 0, other.Effect ?? -1, other.Quality?.Count ?? 0).CompareTo((DriftedCount > 0, Effect ?? -1, Quality?.Count ?? 0)) > 0;

    private static Dictionary<string, double>? QualityOf(DriftEvaluation report, string column)
    {
        var found = report.Quality.Where(finding => finding.Column == column).ToList();
        return found.Count == 0 ? null : found.GroupBy(finding => finding.Kind, StringComparer.Ordinal).ToDictionary(kind => kind.Key, kind => kind.Max(finding => finding.CurrentShare ?? 1), StringComparer.Ordinal);
    }

    private static IReadOnlyDictionary<string, double>? Merge(IReadOnlyDictionary<string, double>? one, IReadOnlyDictionary<string, double>? other)
    {
        if (one is null || other is null)
            return one ?? other;
        var merged = new Dictionary<string, double>(one, StringComparer.Ordinal);
        foreach (var (kind, share) in other)
            merged[kind] = Math.Max(share, merged.GetValueOrDefault(kind));
        return merged;
    }
}
