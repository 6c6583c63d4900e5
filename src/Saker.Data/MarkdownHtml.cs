using System.Net;
using System.Text;

namespace Saker.Data;

/// <summary>
/// Shows Markdown as HTML, of what <see cref="MarkdownWriter"/> writes and people in descriptions: headings, lists, tables, paragraphs, bold and code. Everything else, HTML included, is shown as the
/// text that it is.
/// </summary>
public static class MarkdownHtml
{
    private const int MaxLength = 500_000;

    /// <param name="markdown">The text; of more than half a million characters the rest is left out.</param>
    /// <param name="firstLevel">Which heading its first level becomes, 1 to 6: 2 on a page that has a heading of its own.</param>
    public static string Write(string markdown, int firstLevel)
    {
        var html = new StringBuilder();
        var lines = (markdown.Length > MaxLength ? markdown[..MaxLength] : markdown).ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length;)
        {
            var line = lines[at].Trim();
            if (line.Length == 0)
                at++;
            else if (Level(line) is > 0 and var level)
                at += AppendHeading(html, line, level, firstLevel);
            else if (line.StartsWith("- ", StringComparison.Ordinal))
                at = AppendBlock(html, lines, at, "ul", line => line.StartsWith("- ", StringComparison.Ordinal), line => $"<li>{Inline(line[2..])}</li>");
            else if (line.StartsWith('|') && at + 1 < lines.Length && IsRule(lines[at + 1]))
                at = AppendTable(html, lines, at);
            else
                at = AppendBlock(html, lines, at, "p", line => line.Length > 0 && Level(line) == 0 && !line.StartsWith("- ", StringComparison.Ordinal) && !line.StartsWith('|'), line => Inline(line) + "\n");
        }
        return html.ToString();
    }

    private static int AppendHeading(StringBuilder html, string line, int level, int firstLevel)
    {
        var tag = "h" + Math.Min(level + firstLevel - 1, 6);
        html.Append('<').Append(tag).Append('>').Append(Inline(line[level..].Trim())).Append("</").Append(tag).Append(">\n");
        return 1;
    }

    private static int AppendBlock(StringBuilder html, string[] lines, int at, string tag, Func<string, bool> belongs, Func<string, string> show)
    {
        html.Append('<').Append(tag).Append('>');
        // The first line belongs whatever it is, or nothing would ever end.
        do
            html.Append(show(lines[at++].Trim()));
        while (at < lines.Length && belongs(lines[at].Trim()));
        html.Append("</").Append(tag).Append(">\n");
        return at;
    }

    private static int AppendTable(StringBuilder html, string[] lines, int at)
    {
        html.Append("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        foreach (var cell in Cells(lines[at]))
            html.Append("<th scope=\"col\">").Append(Inline(cell)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        for (at += 2; at < lines.Length && lines[at].Trim().StartsWith('|'); at++)
        {
            html.Append("<tr>");
            foreach (var cell in Cells(lines[at]))
                html.Append("<td>").Append(Inline(cell)).Append("</td>");
            html.Append("</tr>");
        }
        html.Append("</tbody></table></div>\n");
        return at;
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var text = line.Trim().TrimStart('|');
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                cell.Append(text[at]).Append(text[++at]);
            else if (text[at] == '|')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
                cell.Append(text[at]);
        }
        if (cell.ToString().Trim() is { Length: > 0 } rest)
            cells.Add(rest);
        return cells;
    }

    private static string Inline(string text)
    {
        var html = new StringBuilder();
        var (isBold, isCode) = (false, false);
        for (var at = 0; at < text.Length; at++)
        {
            if (!isCode && text[at] == '\\' && at + 1 < text.Length)
                html.Append(WebUtility.HtmlEncode(text[++at].ToString()));
            else if (text[at] == '`' && (isCode || text.IndexOf('`', at + 1) > 0))
                html.Append((isCode = !isCode) ? "<code>" : "</code>");
            else if (!isCode && text[at] == '*' && at + 1 < text.Length && text[at + 1] == '*' && (isBold || text.IndexOf("**", at + 2, StringComparison.Ordinal) > 0))
            {
                html.Append((isBold = !isBold) ? "<strong>" : "</strong>");
                at++;
            }
            else if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length)
                html.Append(WebUtility.HtmlEncode(text.Substring(at++, 2)));
            else
                html.Append(WebUtility.HtmlEncode(text[at].ToString()));
        }
        return html.Append(isCode ? "</code>" : "").Append(isBold ? "</strong>" : "").ToString();
    }

    private static int Level(string line)
    {
        var level = line.AsSpan().IndexOfAnyExcept('#');
        return level is > 0 and <= 6 && line[level] == ' ' ? level : 0;
    }

    private static bool IsRule(string line) => line.Trim() is { Length: > 2 } rule && rule.All(c => c is '|' or '-' or ':' or ' ');
}
