using System.Globalization;
using System.Net;
using System.Text;

namespace Saker.Data.Checks.Reports;

/// <summary>A report of checks as one HTML page that needs nothing else: no scripts, no fonts, no addresses. Dark or light as the reader's system, from 320 pixels of width.</summary>
public static class CheckReportHtml
{
    private const string Style = """
        :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#5b6470;--line:#dfe3e8;--ok:#12703c;--okb:#e3f4ea;--bad:#b3261e;--badb:#fde8e6;--warn:#8a5300;--warnb:#fff1d6;--off:#5b6470;--offb:#eceff2}
        @media (prefers-color-scheme:dark){:root{--bg:#14171b;--card:#1c2126;--ink:#e8ebee;--soft:#9aa4af;--line:#313942;--ok:#6fd79b;--okb:#163524;--bad:#ff9b92;--badb:#46201d;--warn:#ffc66b;--warnb:#402e0e;--off:#9aa4af;--offb:#2a3037}}
        *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:1180px;margin:0 auto;padding:24px 16px 64px}h1{font-size:1.5rem;margin:0 0 4px;overflow-wrap:anywhere}h2{font-size:1.15rem;margin:32px 0 12px}
        .soft{color:var(--soft)}.facts{display:flex;flex-wrap:wrap;gap:12px;margin:20px 0}.fact{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:10px 16px;min-width:120px}
        .fact b{display:block;font-size:1.35rem}.tag{display:inline-block;border-radius:999px;padding:1px 10px;font-size:.8rem;font-weight:600;white-space:nowrap}
        .failed{color:var(--bad);background:var(--badb)}.warned{color:var(--warn);background:var(--warnb)}.passed{color:var(--ok);background:var(--okb)}.skipped{color:var(--off);background:var(--offb)}
        details{background:var(--card);border:1px solid var(--line);border-radius:10px;margin:0 0 10px}summary{cursor:pointer;padding:12px 16px;overflow-wrap:anywhere}summary:focus-visible{outline:2px solid currentColor;outline-offset:2px}
        .body{padding:0 16px 16px}dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:0 0 12px}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{text-align:left;padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--soft);font-weight:600}
        td{overflow-wrap:anywhere}td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}code{font-family:ui-monospace,monospace;font-size:.92em}
        @media (max-width:560px){dl{grid-template-columns:1fr}dt{margin-top:6px}}
        """;

    /// <summary>The page.</summary>
    public static string Write(CheckReport report)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Append(CultureInfo.InvariantCulture, $"<title>Checks of {Text(report.Source)}</title><style>{Style}</style></head><body><main>");
        Head(page, report);
        foreach (var outcome in new[] { CheckOutcome.Failed, CheckOutcome.Warned, CheckOutcome.Skipped, CheckOutcome.Passed })
        {
            var results = report.Results.Where(result => result.Outcome == outcome).ToArray();
            if (results.Length == 0)
                continue;
            page.Append(CultureInfo.InvariantCulture, $"<h2>{outcome} ({results.Length})</h2>");
            foreach (var result in results)
                Result(page, report, result);
        }
        return page.Append("</main></body></html>\n").ToString();
    }

    private static void Head(StringBuilder page, CheckReport report)
    {
        var outcome = report.Passed ? CheckOutcome.Passed : CheckOutcome.Failed;
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Text(report.Suite ?? "Checks")} {Tag(outcome)}</h1>")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{Text(report.Source)}, {report.CheckedAt:yyyy-MM-dd HH:mm:ss} UTC</p><div class=\"facts\">");
        Fact(page, "rows", report.RowCount);
        Fact(page, "columns", report.Schema.Count);
        Fact(page, "checks", report.Results.Count);
        Fact(page, "failed", report.Results.Count(result => result.Outcome == CheckOutcome.Failed));
        Fact(page, "warned", report.Results.Count(result => result.Outcome == CheckOutcome.Warned));
        page.Append("</div>");
    }

    private static void Fact(StringBuilder page, string name, long count) =>
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"fact\"><b>{count:N0}</b><span class=\"soft\">{name}</span></div>");

    private static void Result(StringBuilder page, CheckReport report, CheckResult result)
    {
        var isOpen = result.Outcome is CheckOutcome.Failed or CheckOutcome.Warned ? " open" : "";
        page.Append(CultureInfo.InvariantCulture, $"<details{isOpen}><summary>{Tag(result.Outcome)} <strong>{Text(result.Title ?? result.Description)}</strong> <code class=\"soft\">{Text(result.Name)}</code></summary><div class=\"body\"><dl>");
        Line(page, "Expected", result.Description + (result.Mostly is { } mostly ? $", for at least {Words.Share(mostly)}" : ""));
        Line(page, "Of rows with", result.Where);
        Line(page, "Seen", result.Observed);
        Line(page, "Violations", result.ViolationCount == 0 ? null : result.ViolationCount.ToString("N0", CultureInfo.InvariantCulture));
        Line(page, "Why", result.Note);
        Line(page, "What to do", result.Advice);
        page.Append("</dl>");
        if (result.Violations.Count > 0)
            Violations(page, report, result);
        page.Append("</div></details>\n");
    }

    private static void Line(StringBuilder page, string term, string? text)
    {
        if (text is not null)
            page.Append(CultureInfo.InvariantCulture, $"<dt>{term}</dt><dd>{Text(text)}</dd>");
    }

    private static void Violations(StringBuilder page, CheckReport report, CheckResult result)
    {
        page.Append("<div class=\"scroll\"><table><thead><tr><th>row</th>");
        foreach (var column in report.KeyColumns)
            page.Append(CultureInfo.InvariantCulture, $"<th>{Text(column)}</th>");
        page.Append("<th>column</th><th>value</th><th>what is wrong</th></tr></thead><tbody>");
        foreach (var violation in result.Violations)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{violation.Row}</td>");
            for (var i = 0; i < report.KeyColumns.Count; i++)
                page.Append(CultureInfo.InvariantCulture, $"<td>{Text(i < violation.Key.Count ? violation.Key[i] : null)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{Text(violation.Column)}</td><td>{Text(violation.Value)}</td><td>{Text(violation.Complaint)}</td></tr>");
        }
        page.Append("</tbody></table></div>");
        if (result.ViolationCount > result.Violations.Count)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">These are the first {result.Violations.Count:N0} of {result.ViolationCount:N0}. <code>saker data check --violations FILE</code> writes them all.</p>");
    }

    private static string Tag(CheckOutcome outcome)
    {
        var name = outcome.ToString().ToLowerInvariant();
        return $"<span class=\"tag {name}\">{name}</span>";
    }

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
