using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Gates;

/// <summary>A gate report for people who review: a table of what was asked and what was found.</summary>
public static class GateMarkdown
{
    private const int MaxParts = 50;

    /// <returns>A page in Markdown.</returns>
    public static string Write(GateReport report)
    {
        var page = new MarkdownWriter();
        page.Heading(1, $"{report.Candidate}: {(report.Passed ? "all gates are passed" : $"{report.Failed.Count} of {report.Gates.Count} gates are not passed")}");
        AppendTo(page, report);
        return page.ToString();
    }

    /// <summary>A stored report for a page that has its own heading.</summary>
    /// <param name="json">As <see cref="GateReport.ToJson"/> wrote it.</param>
    internal static string WriteBody(string json)
    {
        var page = new MarkdownWriter();
        AppendTo(page, GateReport.FromJson(json));
        return page.ToString();
    }

    private static void AppendTo(MarkdownWriter page, GateReport report)
    {
        page.Line($"Judged on {MarkdownWriter.Plain(report.Data)} ({report.RowCount.ToString(CultureInfo.InvariantCulture)} rows), {report.JudgedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC.").Line("");
        foreach (var note in report.Notes)
            page.Line($"Note: {MarkdownWriter.Plain(note)}").Line("");
        page.Table(["gate", "asked", "found", ""], report.Gates.Select(gate => (IReadOnlyList<string>)[gate.Name, gate.Asked, gate.Finding, Word(gate.Outcome)]));
        foreach (var gate in report.Gates.Where(gate => gate.Outcome != GateOutcome.Passed && gate.Parts.Count > 0))
        {
            page.Line("").Line($"{MarkdownWriter.Plain(gate.Name)}, the worst first:").Line("");
            page.Table(["part", "rows", "value", ""], gate.Parts.Take(MaxParts).Select(part => (IReadOnlyList<string>)[part.Name, part.RowCount.ToString(CultureInfo.InvariantCulture), Bound.Show(part.Value, part.Interval), Word(part.Outcome)]));
        }
    }

    /// <summary>What came of a gate, in a word or two.</summary>
    public static string Word(GateOutcome outcome) => outcome switch
    {
        GateOutcome.Passed => "passed",
        GateOutcome.Failed => "failed",
        _ => "not measurable",
    };
}
