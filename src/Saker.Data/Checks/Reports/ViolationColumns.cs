namespace Saker.Data.Checks.Reports;

/// <summary>What a file of violations says of each.</summary>
internal static class ViolationColumns
{
    /// <summary>The place of the row, which is a number; all others are texts.</summary>
    public const int Row = 4;

    public static IEnumerable<string> Names(IEnumerable<string> key) => ["check", "name", "severity", "column", "row", "value", "complaint", .. key.Select(column => $"key_{column}")];

    public static string?[] Texts(Violation violation, int keys)
    {
        string?[] texts =
        [
            violation.Rule, violation.Check, violation.Severity == Severity.Warn ? "warn" : "fail", violation.Column, null, violation.Value, violation.Complaint,
            .. violation.Key.Take(keys), .. Enumerable.Repeat<string?>(null, Math.Max(0, keys - violation.Key.Count)),
        ];
        return texts;
    }
}
