using System.Globalization;
using System.Net;
using System.Text;

namespace Saker.Data.Profiles;

/// <summary>A profile as one HTML page that needs nothing else: no scripts, no fonts, no addresses. Dark or light as the reader's system, from 320 pixels of width.</summary>
public static class ProfileHtml
{
    private const int MaxBars = 12;
    private const int MaxPairs = 10;

    private const string Style = """
        :root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#5b6470;--line:#dfe3e8;--bar:#3566b8;--hint:#8a5300;--hintb:#fff1d6}
        @media (prefers-color-scheme:dark){:root{--bg:#14171b;--card:#1c2126;--ink:#e8ebee;--soft:#9aa4af;--line:#313942;--bar:#7ea8ef;--hint:#ffc66b;--hintb:#402e0e}}
        *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:1320px;margin:0 auto;padding:24px 16px 64px}h1{font-size:1.5rem;margin:0 0 4px;overflow-wrap:anywhere}h2{font-size:1.05rem;margin:0;overflow-wrap:anywhere}
        .soft{color:var(--soft)}.columns{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,400px),1fr));gap:16px;margin:20px 0}
        section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px;min-width:0}
        .hint{display:inline-block;border-radius:999px;padding:1px 10px;font-size:.8rem;font-weight:600;color:var(--hint);background:var(--hintb)}
        svg{display:block;width:100%;height:96px;margin:10px 0 2px}rect{fill:var(--bar)}.ends{display:flex;justify-content:space-between;gap:12px;font-size:.82rem;color:var(--soft)}
        dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:12px 0 0;font-size:.92rem}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        .bars{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr) max-content;gap:3px 10px;margin:10px 0 0;font-size:.88rem;align-items:center}
        .bars span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.bars i{display:block;height:10px;border-radius:3px;background:var(--bar)}
        .scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.92rem}th,td{text-align:left;padding:6px 10px;border-bottom:1px solid var(--line)}th{color:var(--soft);font-weight:600}
        """;

    /// <summary>The page.</summary>
    /// <param name="profile">What is shown.</param>
    /// <param name="name">What the rows are, such as the file.</param>
    public static string Write(Profile profile, string name)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Append(CultureInfo.InvariantCulture, $"<title>Profile of {Text(name)}</title><style>{Style}</style></head><body><main><h1>{Text(name)}</h1>")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{profile.RowCount:N0} rows, {profile.Columns.Count:N0} columns</p><div class=\"columns\">");
        foreach (var column in profile.Columns)
            Write(page, column);
        page.Append("</div>");
        if (profile.Correlations is { } correlations)
            Write(page, correlations);
        return page.Append("</main></body></html>\n").ToString();
    }

    private static void Write(StringBuilder page, ColumnProfile column)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{Text(column.Name)} <span class=\"soft\">{column.Type.Name()}</span></h2>");
        foreach (var hint in Hints(column))
            page.Append(CultureInfo.InvariantCulture, $"<span class=\"hint\">{hint}</span> ");
        if (column.Numbers is { Histogram: { } histogram } && histogram.Counts.Length > 0)
            Write(page, histogram, column.Type);
        if (column.Texts is { } texts)
            Bars(page, texts.Top.Take(MaxBars).Select(item => (item.Text.Length == 0 ? "(empty)" : item.Text, item.Count)).ToArray(), column.Count);
        if (column.Texts is { Lengths: { } lengths } && lengths.Counts.Length > 0 && !column.Texts.IsExact)
            Write(page, lengths, ColumnType.Int64);
        page.Append("<dl>");
        foreach (var (term, value) in ProfileFacts.Of(column))
            page.Append(CultureInfo.InvariantCulture, $"<dt>{term}</dt><dd>{Text(value)}</dd>");
        page.Append("</dl>");
        if (column.Numbers?.Times is { } times)
            Bars(page, [.. ProfileFacts.Weekdays.Select((day, i) => (day, times.Weekdays[i]))], column.Count);
        page.Append("</section>");
    }

    private static IEnumerable<string> Hints(ColumnProfile column)
    {
        if (column.IsConstant)
            yield return "constant";
        if (column.LooksLikeIdentifier)
            yield return "looks like a key";
        if (column.Count > 0 && column.NullCount == column.Count)
            yield return "empty";
    }

    private static void Write(StringBuilder page, Histogram histogram, ColumnType type)
    {
        var counts = histogram.Counts;
        var highest = 1L;
        foreach (var count in counts)
            highest = Math.Max(highest, count);
        page.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {counts.Length * 10} 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"histogram of {counts.Length} bins\">");
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            // A bin with one row among millions is still seen.
            var height = Math.Max(1.5, 100.0 * counts[i] / highest);
            var (from, to) = (histogram.Start + (i * histogram.Width), histogram.Start + ((i + 1) * histogram.Width));
            page.Append(CultureInfo.InvariantCulture, $"<rect x=\"{(i * 10) + 0.5}\" y=\"{100 - height:0.##}\" width=\"9\" height=\"{height:0.##}\"><title>{Text(NumberText.Of(from, type))} to {Text(NumberText.Of(to, type))}: {counts[i]:N0}</title></rect>");
        }
        var end = histogram.Start + (counts.Length * histogram.Width);
        page.Append(CultureInfo.InvariantCulture, $"</svg><div class=\"ends\"><span>{Text(NumberText.Of(histogram.Start, type))}</span><span>{Text(NumberText.Of(end, type))}</span></div>");
    }

    private static void Bars(StringBuilder page, IReadOnlyList<(string Name, long Count)> bars, long rows)
    {
        var highest = Math.Max(1, bars.Select(bar => bar.Count).DefaultIfEmpty(0).Max());
        page.Append("<div class=\"bars\">");
        foreach (var (name, count) in bars)
            page.Append(CultureInfo.InvariantCulture, $"<span title=\"{Text(name)}\">{Text(name)}</span><i style=\"width:{100.0 * count / highest:0.#}%\"></i><span class=\"soft\">{Text(NumberText.Percent(rows == 0 ? 0 : (double)count / rows))}</span>");
        page.Append("</div>");
    }

    private static void Write(StringBuilder page, CorrelationProfile correlations)
    {
        var strongest = correlations.Strongest(MaxPairs);
        if (strongest.Count == 0)
            return;
        page.Append("<h2>Strongest correlations</h2><div class=\"scroll\"><table><tr><th>column</th><th>column</th><th>Pearson</th><th>rows</th></tr>");
        foreach (var (one, other, value) in strongest)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(one)}</td><td>{Text(other)}</td><td>{value:0.000}</td><td>{correlations.CountOf(one, other):N0}</td></tr>");
        page.Append("</table></div>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
