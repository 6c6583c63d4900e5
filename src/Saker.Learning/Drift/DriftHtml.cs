using System.Globalization;
using System.Net;
using System.Text;
using Saker.Learning.Pictures;

namespace Saker.Learning.Drift;

/// <summary>A report as one HTML page that needs nothing else: no scripts, no fonts, no addresses. Dark or light as the reader's system, from 320 pixels of width.</summary>
public static class DriftHtml
{
    private const string Style = """
        :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#5b6470;--line:#dfe3e8;--hint:#8a5300;--hintb:#fff1d6}
        @media (prefers-color-scheme:dark){:root{--bg:#14171b;--card:#1c2126;--ink:#e8ebee;--soft:#9aa4af;--line:#313942;--hint:#ffc66b;--hintb:#402e0e}}
        *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:1320px;margin:0 auto;padding:24px 16px 64px}h1{font-size:1.5rem;margin:0 0 4px;overflow-wrap:anywhere}h2{font-size:1.05rem;margin:0;overflow-wrap:anywhere}
        .soft{color:var(--soft)}.columns{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));gap:16px;margin:20px 0}
        section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px;min-width:0}section svg{max-width:100%;height:auto}
        .hint{display:inline-block;border-radius:999px;padding:1px 10px;font-size:.8rem;font-weight:600;color:var(--hint);background:var(--hintb)}
        """;

    /// <summary>The page.</summary>
    /// <param name="report">What is shown.</param>
    /// <param name="reference">What the reference is called, such as a file.</param>
    /// <param name="current">What the current side is called.</param>
    public static string Write(DriftReport report, string reference, string current)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Append(CultureInfo.InvariantCulture, $"<title>Drift of {Text(current)}</title><style>{Style}</style></head><body><main><h1>{Text(current)} against {Text(reference)}</h1>")
            .Append(CultureInfo.InvariantCulture, $"<p>{Text(report.Summary)}</p><p class=\"soft\">{report.CurrentRowCount:N0} rows against {report.ReferenceRowCount:N0}, by {(report.Basis == DriftBasis.Rows ? "their rows" : "their profiles")}; false alarms at most {report.Alpha:0.###} of all comparisons.</p>");
        foreach (var warning in report.Warnings)
            page.Append(CultureInfo.InvariantCulture, $"<p><span class=\"hint\">{Text(warning)}</span></p>");
        if (report.Joint is { } joint)
            page.Append(CultureInfo.InvariantCulture, $"<p>All columns together: {(joint.Drifted ? "drifted" : "no drift")} (p {joint.PValue:0.####}). {Text(string.Join("; ", joint.Reasons))}</p>");
        foreach (var finding in report.Quality.Where(finding => finding.Drifted))
            page.Append(CultureInfo.InvariantCulture, $"<p><span class=\"hint\">{Text(finding.Column)}</span> {Text(finding.Summary)}</p>");
        page.Append("<div class=\"columns\">");
        var index = 0;
        foreach (var column in report.Moved.Concat(report.Columns.Where(column => !column.Drifted)))
            Write(page, column, index++);
        return page.Append("</div></main></body></html>\n").ToString();
    }

    private static void Write(StringBuilder page, ColumnDrift column, int index)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{Text(column.Column)} {(column.Drifted ? $"<span class=\"hint\">{(column.IsLarge ? "drifted, by much" : "drifted")}</span>" : "")}</h2>");
        if (column.Skipped is { } reason)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{Text(reason)}</p>");
        else
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{Text(column.Summary)}; {column.EffectSize:P1} of rows lie elsewhere, corrected p {column.CorrectedPValue:0.####}</p>");
        if (column.Bins.Labels.Count > 0)
            page.Append(DriftPicture.Draw(column, index));
        page.Append("</section>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
