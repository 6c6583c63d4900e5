using System.Buffers;
using System.Globalization;

namespace Saker.Data.Checks.Reports;

/// <summary>Violations as CSV (RFC 4180); a missing value is an empty cell.</summary>
internal sealed class CsvViolations(IReadOnlyList<string> key) : IViolationText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public string Header => string.Join(',', ViolationColumns.Names(key).Select(Cell));

    public void Write(TextWriter to, Violation violation)
    {
        var texts = ViolationColumns.Texts(violation, key.Count);
        for (var i = 0; i < texts.Length; i++)
        {
            if (i > 0)
                to.Write(',');
            if (i == ViolationColumns.Row)
                to.Write(violation.Row?.ToString(CultureInfo.InvariantCulture));
            else
                to.Write(Cell(texts[i] ?? ""));
        }
        to.Write('\n');
    }

    private static string Cell(string text) => text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
