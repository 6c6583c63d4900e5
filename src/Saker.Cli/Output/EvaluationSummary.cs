using System.Globalization;
using Saker.Learning.Scores;
using Spectre.Console;

namespace Saker.Cli.Output;

/// <summary>Shows an evaluation to a person.</summary>
internal static class EvaluationSummary
{
    public static void Write(IAnsiConsole console, EvaluationReport report)
    {
        var level = report.Scores.Count == 0 ? "" : report.Scores[0].Interval.Level.ToString("0.#%", CultureInfo.InvariantCulture);
        var table = CliOutput.Table(["score", "#value", $"#{level} from", "#to", .. report.Baselines.Select(baseline => $"#{baseline.Name}")]);
        foreach (var score in report.Scores)
            table.AddRow(Cells([score.Title, Show.Score(score.Value), Show.Score(score.Interval.Low), Show.Score(score.Interval.High), .. report.Baselines.Select(baseline => Show.Score(baseline.Find(score.Name)?.Value ?? double.NaN))]));
        console.Write(table);
        if (report.Segments.Count > 0)
            WriteSegments(console, report);
        foreach (var baseline in report.Baselines)
            console.WriteLine($"{baseline.Name}: {baseline.Title}");
        foreach (var finding in report.Findings)
            console.WriteLine($"note: {finding}");
        console.WriteLine($"{Show.Count(report.RowCount)} {(report.Task == ScoreTask.Ranking ? "queries" : "rows")} judged{(report.Threshold is { } threshold ? $", positive from {Show.Score(threshold)} on" : "")}");
    }

    private static void WriteSegments(IAnsiConsole console, EvaluationReport report)
    {
        var main = report.Scores[0];
        var table = CliOutput.Table("segment", "#rows", $"#{main.Title}", "#from", "#to", "found");
        foreach (var segment in report.Segments)
        {
            var score = segment.Find(main.Name);
            var found = segment.AdjustedPValue is { } p ? string.Create(CultureInfo.InvariantCulture, $"loss {segment.LossDifference:+0.0000;-0.0000}, p {p:0.000}") : "";
            table.AddRow(Cells([segment.Name, Show.Count(segment.RowCount), Show.Score(score?.Value ?? double.NaN), Show.Score(score?.Interval.Low ?? double.NaN), Show.Score(score?.Interval.High ?? double.NaN), found]));
        }
        console.Write(table);
    }

    private static IEnumerable<Text> Cells(IEnumerable<string> texts) => texts.Select(text => new Text(text));
}
