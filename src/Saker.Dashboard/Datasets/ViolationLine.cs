using Saker.Data.Checks;

namespace Saker.Dashboard.Datasets;

/// <summary>One place that breaks a check.</summary>
/// <param name="Row">The data row, counted from 1; null when it is about the whole table.</param>
/// <param name="Column">The column at fault; null for the row as such.</param>
/// <param name="Value">The value; null when it is missing.</param>
/// <param name="Key">The values of the key columns.</param>
/// <param name="Complaint">What is wrong.</param>
public sealed record ViolationLine(long? Row, string? Column, string? Value, IReadOnlyList<string?> Key, string Complaint)
{
    public static ViolationLine Of(Violation violation) => new(violation.Row, violation.Column, violation.Value, violation.Key, violation.Complaint);
}
