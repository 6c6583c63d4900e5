using System.Text;

namespace Saker.Data;

/// <summary>
/// Writes pages in Markdown: headings, paragraphs, lists and tables. What callers give as text is shown as that text, whatever is in it;
/// only <see cref="Raw"/> is taken as Markdown. Serves one page.
/// </summary>
public sealed class MarkdownWriter
{
    private readonly StringBuilder _page = new();

    /// <summary>Text as Markdown shows it: on one line, and with what Markdown or HTML would read escaped.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\\' or '|' or '<' or '>' or '*' or '_' or '`' or '[' or ']' or '#' or '&')
                plain.Append('\\');
            plain.Append(char.IsControl(character) ? ' ' : character);
        }
        return plain.ToString();
    }

    /// <summary>A heading, with empty lines around it.</summary>
    /// <param name="level">1 for the page's own.</param>
    /// <param name="text">What it says.</param>
    public MarkdownWriter Heading(int level, string text)
    {
        if (_page.Length > 0)
            Line("");
        return Line($"{new string('#', level)} {Plain(text)}").Line("");
    }

    /// <summary>One line of Markdown as it is; texts of others in it go through <see cref="Plain"/> first.</summary>
    public MarkdownWriter Line(string markdown)
    {
        _page.Append(markdown).Append('\n');
        return this;
    }

    /// <summary>An item of a list, as Markdown.</summary>
    public MarkdownWriter Item(string markdown) => Line($"- {markdown}");

    /// <summary>A table of texts; nothing when it has no rows.</summary>
    public MarkdownWriter Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        var isFirst = true;
        foreach (var row in rows)
        {
            if (isFirst)
                Row(headers).Line("|" + string.Concat(Enumerable.Repeat("---|", headers.Count)));
            isFirst = false;
            Row(row);
        }
        return this;
    }

    /// <summary>Markdown of several lines, as it is.</summary>
    public MarkdownWriter Raw(string markdown) => Line(markdown.TrimEnd());

    /// <summary>The page so far.</summary>
    public override string ToString() => _page.ToString();

    private MarkdownWriter Row(IReadOnlyList<string> cells) => Line($"| {string.Join(" | ", cells.Select(Plain))} |");
}
