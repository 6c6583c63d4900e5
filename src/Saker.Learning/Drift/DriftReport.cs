using System.Text.Json.Serialization;
using Saker.Data;
using Saker.Learning.Selection;

namespace Saker.Learning.Drift;

/// <summary>What moved from one side to another, and whether that is drift.</summary>
public sealed record DriftReport
{
    public required DriftBasis Basis { get; init; }

    public required long ReferenceRowCount { get; init; }

    public required long CurrentRowCount { get; init; }

    /// <summary>How often a comparison without drift may call one.</summary>
    public required double Alpha { get; init; }

    /// <summary>What each kind of drift that was looked for has of it: an equal part.</summary>
    public required double PartAlpha { get; init; }

    /// <summary>In the order of the reference; only columns that both sides have.</summary>
    public required IReadOnlyList<ColumnDrift> Columns { get; init; }

    /// <summary>All columns together; null when they were not compared.</summary>
    public required JointDrift? Joint { get; init; }

    /// <summary>What was found of missing, new and impossible values, columns and types; empty when it was not looked for.</summary>
    public required IReadOnlyList<QualityDrift> Quality { get; init; }

    /// <summary>What keeps the report from saying more: too few rows, say.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    public int DriftedCount => Columns.Count(column => column.Drifted);

    /// <summary>The share of compared columns that drifted, 0 to 1.</summary>
    public double Share => Columns.Count == 0 ? 0 : (double)DriftedCount / Columns.Count;

    /// <summary>Whether the values moved: of a column, or of all together.</summary>
    public bool ValuesDrifted => DriftedCount > 0 || Joint is { Drifted: true };

    public bool QualityDrifted => Quality.Any(finding => finding.Drifted);

    /// <summary>Whether anything did.</summary>
    public bool Drifted => ValuesDrifted || QualityDrifted;

    /// <summary>The columns that drifted, those with the largest effect first.</summary>
    [JsonIgnore]
    public IReadOnlyList<ColumnDrift> Moved => [.. Columns.Where(column => column.Drifted).OrderByDescending(column => column.EffectSize).ThenBy(column => column.Column, StringComparer.Ordinal)];

    /// <summary>One line: <c>drift: 2 of 20 columns (tenure, Contract)</c>.</summary>
    public string Summary => DriftWords.Of(this);

    public string ToJson() => SelectionJson.Write(this);

    /// <exception cref="SakerException">The text is not what <see cref="ToJson"/> wrote.</exception>
    public static DriftReport FromJson(string json) => SelectionJson.Read<DriftReport>(json, "The drift report");
}
