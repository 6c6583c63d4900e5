using System.Globalization;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Reports of drift in words.</summary>
public static class DriftText
{
    private const int MaxNames = 5;

    /// <summary>One sentence: <c>2 of 19 columns moved: tenure (mean 32 -> 12), Contract (…); predictions moved.</c></summary>
    public static string Sentence(DriftEvaluation report)
    {
        var moved = report.Moved.ToList();
        List<string> parts = [];
        if (moved.Count > 0)
            parts.Add($"{Count(moved.Count)} of {Count(report.Columns.Count)} columns moved: {Names([.. moved.Select(column => column.Summary.Length > 0 ? $"{column.Column} ({column.Summary})" : column.Column)])}");
        if (report.Predictions.Where(output => output.Drifted).Select(output => output.Column).ToList() is { Count: > 0 } outputs)
            parts.Add($"predictions moved: {Names(outputs)}");
        if (report.Quality.Count > 0)
            parts.Add($"data became worse: {Names([.. report.Quality.Select(finding => $"{finding.Column} ({finding.Detail})")])}");
        if (report.Joint is { Drifted: true } joint)
            parts.Add($"all columns together moved ({joint.Measure})");
        if (report.Detectors.Where(detector => detector.Fired).Select(detector => detector.Name).ToList() is { Count: > 0 } fired)
            parts.Add($"detectors fired: {Names(fired)}");
        return parts.Count == 0 ? $"none of {Count(report.Columns.Count)} columns moved" : string.Join("; ", parts);
    }

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MaxNames)) + (names.Count > MaxNames ? $" and {Count(names.Count - MaxNames)} more" : "");

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
