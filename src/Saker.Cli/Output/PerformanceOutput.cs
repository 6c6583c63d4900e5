using System.Globalization;
using Saker.Learning.Scores;
using Saker.Platform.Monitoring.Outcomes;
using Saker.Platform.Monitoring.Performance;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>How an endpoint fares, for people and for programs.</summary>
internal static class PerformanceOutput
{
    public static object Json(EndpointPerformance performance) => new
    {
        endpoint = performance.Endpoint,
        since = performance.Since,
        outcomes = OutcomeStates.Names.ToDictionary(name => name, name => performance.CountOf(OutcomeStates.Find(name)!.Value)),
        versions = performance.Versions.Select(version => new
        {
            version.Model,
            version.Version,
            outcomes = version.PairCount,
            scores = (version.Live?.Scores ?? []).Select(score => Json(score, version.Evaluation?.Find(score.Name))),
            segments = (version.Live?.Segments ?? []).Select(segment => new { segment.Name, rows = segment.RowCount, scores = segment.Scores.Select(score => Json(score, version.Evaluation?.FindSegment(segment.Name)?.Find(score.Name))) }),
            windows = version.Windows.Select(window => new { window.StartedAt, window.EndedAt, window.Estimate, window.Scores }),
            changes = version.Detectors.Select(detector => new { detector.Name, errors = detector.TakenCount, changes = detector.ChangeCount, detector.ChangedAt, detector.ChangedBy }),
            findings = version.Findings.Select(finding => finding.ToString()),
        }),
    };

    public static void Write(IAnsiConsole console, EndpointPerformance performance)
    {
        console.WriteLine(string.Join(", ", OutcomeStates.Names.Select(name => $"{Show.Count(performance.CountOf(OutcomeStates.Find(name)!.Value))} {name}")) + $" outcomes; predictions since {Show.Time(performance.Since)}");
        foreach (var version in performance.Versions)
        {
            console.WriteLine();
            console.WriteLine($"{version.Model}/{version.Version}: {Show.Count(version.PairCount)} outcomes");
            if (version.Live is { } live)
                Write(console, live, version.Evaluation);
            Write(console, version);
        }
    }

    private static void Write(IAnsiConsole console, EvaluationReport live, EvaluationReport? evaluation)
    {
        var table = CliOutput.Table("score", "where", "#rows", "#live", "interval", "#evaluation", "interval");
        foreach (var score in live.Scores)
            AddRow(table, score, "", live.RowCount, evaluation?.Find(score.Name));
        foreach (var segment in live.Segments)
            foreach (var score in segment.Scores.Where(score => score.Name is "roc_auc" or "accuracy" or "mae"))
                AddRow(table, score, segment.Name, segment.RowCount, evaluation?.FindSegment(segment.Name)?.Find(score.Name));
        console.Write(table);
    }

    private static void AddRow(Spectre.Console.Table table, MeasuredScore score, string where, int rows, MeasuredScore? evaluation)
    {
        string[] cells = [score.Name, where, Show.Count(rows), Show.Score(score.Value), Ends(score.Interval), Show.Score(evaluation?.Value ?? double.NaN), Ends(evaluation?.Interval ?? Interval.Unknown)];
        table.AddRow(cells.Select(cell => new Text(cell)));
    }

    private static void Write(IAnsiConsole console, VersionPerformance version)
    {
        foreach (var window in version.Windows.TakeLast(7))
        {
            var estimate = window.Estimate?.Find(version.Score);
            var parts = new List<string>();
            if (window.Scores?.Find(version.Score) is { } score)
                parts.Add($"{version.Score} {Show.Score(score.Value)} on {Show.Count(window.Scores.PairCount)} outcomes");
            if (estimate is not null)
                parts.Add($"estimated {Show.Score(estimate.Value)} (standard error {Show.Score(estimate.StandardError)}, {window.Estimate!.Method})");
            if (window.EstimateErrorOf(version.Score) is { } error)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"off by {error:+0.0000;-0.0000}"));
            if (window.Scores?.Decay is { } decay)
                parts.Add($"{(decay.IsDecayed ? "DECAYED" : "no decay")}: worse by {Show.Score(decay.Loss)} ({Show.Score(decay.LossLow)} to {Show.Score(decay.LossHigh)}), p {Show.Score(decay.PValue)}");
            console.WriteLine($"{Show.Time(window.StartedAt)}  {(parts.Count > 0 ? string.Join("; ", parts) : "nothing yet")}");
        }
        foreach (var detector in version.Detectors)
            console.WriteLine($"{detector.Name}: {(detector.ChangedAt is { } at ? $"{Show.Count(detector.ChangeCount)} changes, the last at {Show.Time(at)}" : "no change")} in {Show.Count(detector.TakenCount)} errors");
        foreach (var finding in version.Findings)
            console.WriteLine($"note: {finding}");
    }

    private static object Json(MeasuredScore score, MeasuredScore? evaluation) => new
    {
        score.Name,
        value = Known(score.Value),
        low = Known(score.Interval.Low),
        high = Known(score.Interval.High),
        evaluation = Known(evaluation?.Value ?? double.NaN),
        evaluationLow = Known(evaluation?.Interval.Low ?? double.NaN),
        evaluationHigh = Known(evaluation?.Interval.High ?? double.NaN),
    };

    private static double? Known(double value) => double.IsFinite(value) ? value : null;

    private static string Ends(Interval interval) => interval.IsKnown ? $"{Show.Score(interval.Low)} to {Show.Score(interval.High)}" : "";
}
