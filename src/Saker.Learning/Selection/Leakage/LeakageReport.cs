using Saker.Data;

namespace Saker.Learning.Selection.Leakage;

/// <summary>What the screen found; <c>selection/leakage.json</c> of a run.</summary>
public sealed record LeakageReport
{
    public required string Target { get; init; }

    /// <summary>Rows whose target is known.</summary>
    public required int RowCount { get; init; }

    /// <summary>Rows that the scores of columns come from.</summary>
    public required int ScoredRowCount { get; init; }

    /// <summary>What should be looked at before anything is trained; empty when all is well.</summary>
    public required IReadOnlyList<LeakageFinding> Findings { get; init; }

    /// <summary>What is worth knowing and no leak by itself.</summary>
    public required IReadOnlyList<LeakageFinding> Notes { get; init; }

    /// <summary>Every column that was looked at, the most telling first.</summary>
    public required IReadOnlyList<ColumnScore> Columns { get; init; }

    public string ToJson() => SelectionJson.Write(this);

    /// <exception cref="SakerException">The text is not what <see cref="ToJson"/> writes.</exception>
    public static LeakageReport FromJson(string json) => SelectionJson.Read<LeakageReport>(json, "The report of the leakage screen");
}
