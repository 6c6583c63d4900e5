using Saker.Cli.Output;
using Saker.Learning.Fairness;
using Saker.Learning.Scores;
using Spectre.Console;
using Rate = Saker.Learning.Fairness.Rate;

namespace Saker.Cli.Commands;

/// <summary>A fairness report for people.</summary>
internal static class FairnessText
{
    public static void Show(IAnsiConsole console, FairnessReport report)
    {
        console.WriteLine($"{Output.Show.Count(report.RowCount)} rows; positive is '{report.Positive}', favourable is '{report.Favourable}'{(report.IsOfLabels ? "; labels as the data have them, no predictions" : "")}");
        foreach (var attribute in report.Attributes)
        {
            console.WriteLine();
            console.WriteLine($"{attribute.Name}, against {attribute.Privileged} ({(attribute.IsPrivilegedStated ? "stated" : "the largest group")})");
            ShowGroups(console, report, attribute);
            ShowMeasures(console, attribute);
        }
        if (report.TheilIndex is { } index)
            console.WriteLine($"theil index {Value(index)}");
        foreach (var finding in report.Findings)
            console.WriteLine($"- {finding}");
        var unjudged = report.ListUnjudged();
        console.WriteLine(!report.Passed ? "Limits are broken." : unjudged.Count > 0 ? $"It cannot be told whether limits are kept; nothing could be judged of: {string.Join(", ", unjudged)}." : "No limit is broken.");
    }

    private static void ShowGroups(IAnsiConsole console, FairnessReport report, AttributeFairness attribute)
    {
        var table = report.IsOfLabels ? CliOutput.Table("group", "#rows", "#positive") : CliOutput.Table("group", "#rows", "#positive", "#selected", "#FPR", "#FNR", "#PPV");
        foreach (var group in attribute.Groups)
        {
            string[] cells = [group.Name + (group.IsSmall ? " (small)" : ""), Output.Show.Count(group.RowCount), Of(group.BaseRate)];
            string[] outcomes = report.IsOfLabels ? [] : [Of(group.SelectionRate), Of(group.FalsePositiveRate), Of(group.FalseNegativeRate), Of(group.PositivePredictiveValue)];
            table.AddRow(cells.Concat(outcomes).Select(cell => new Text(cell)));
        }
        console.Write(table);
    }

    private static void ShowMeasures(IAnsiConsole console, AttributeFairness attribute)
    {
        var table = CliOutput.Table("measure", "group", "#value", "interval", "limit");
        foreach (var comparison in attribute.Comparisons)
            foreach (var measure in comparison.Measures)
                AddMeasure(table, measure, comparison.Group);
        foreach (var measure in attribute.OverGroups)
            AddMeasure(table, measure, "all groups");
        console.Write(table);
    }

    private static void AddMeasure(Spectre.Console.Table table, FairnessMeasure measure, string group)
    {
        var limit = measure.Limit is { } known ? $"{known}{(measure.Verdict == Verdict.Outside ? "  BROKEN" : measure.Verdict == Verdict.NotJudged ? "  not judged" : "")}" : "";
        table.AddRow(new[] { measure.Name, group, Output.Show.Score(measure.Value), Of(measure.Interval), limit }.Select(cell => new Text(cell)));
    }

    private static string Value(FairnessMeasure measure) => $"{Output.Show.Score(measure.Value)} ({Of(measure.Interval)})";

    private static string Of(Rate? rate) => rate is null ? "-" : Output.Show.Score(rate.Value);

    private static string Of(Interval interval) => interval.IsKnown ? $"{Output.Show.Score(interval.Low)} to {Output.Show.Score(interval.High)}" : "-";
}
