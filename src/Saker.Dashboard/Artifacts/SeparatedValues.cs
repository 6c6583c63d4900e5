using System.Text;

namespace Saker.Dashboard.Artifacts;

/// <summary>Reads the first rows of separated values as RFC 4180 writes them; what is not so is read as well as can be.</summary>
internal static class SeparatedValues
{
    private const int MaxRows = 201;
    private const int MaxColumns = 60;

    /// <param name="text">The file or its beginning.</param>
    /// <param name="separator">Between two values.</param>
    /// <param name="isCut">Whether the text ends before the file does: its last line may be half.</param>
    /// <returns>The rows, and whether there is more than they show.</returns>
    public static (IReadOnlyList<IReadOnlyList<string>> Rows, bool IsCut) Read(string text, char separator, bool isCut)
    {
        List<IReadOnlyList<string>> rows = [];
        var hasWide = false;
        var at = 0;
        while (at < text.Length && rows.Count < MaxRows)
        {
            List<string> row = [];
            var isLast = false;
            while (!isLast)
            {
                (var value, at, isLast) = Value(text, at, separator);
                if (row.Count < MaxColumns)
                    row.Add(value);
                else
                    hasWide = true;
            }
            if (at >= text.Length && isCut && rows.Count > 0)
                break;
            rows.Add(row);
        }
        return (rows, isCut || hasWide || at < text.Length);
    }

    private static (string Value, int Next, bool IsLast) Value(string text, int at, char separator)
    {
        if (at < text.Length && text[at] == '"')
            return Quoted(text, at, separator);
        var end = at;
        while (end < text.Length && text[end] != separator && text[end] is not ('\n' or '\r'))
            end++;
        return Ended(text[at..end], text, end, separator);
    }

    private static (string Value, int Next, bool IsLast) Quoted(string text, int at, char separator)
    {
        var value = new StringBuilder();
        var i = at + 1;
        for (; i < text.Length; i++)
        {
            if (text[i] != '"')
                value.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == '"')
                value.Append(text[i++]);
            else
                break;
        }
        // What stands between the quote and the separator belongs to no value.
        for (i++; i < text.Length && text[i] != separator && text[i] is not ('\n' or '\r'); i++)
            value.Append(text[i]);
        return Ended(value.ToString(), text, Math.Min(i, text.Length), separator);
    }

    private static (string Value, int Next, bool IsLast) Ended(string value, string text, int end, char separator)
    {
        if (end < text.Length && text[end] == separator)
            return (value, end + 1, false);
        var next = end < text.Length && text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
        return (value, next, true);
    }
}
