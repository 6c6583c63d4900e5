using System.Text;

namespace Saker.Data.Sources;

/// <summary>Where a file stops being CSV, and why.</summary>
/// <param name="Line">Counted from 1, the header's line.</param>
/// <param name="Field">Counted from 1; null when the whole record is at fault.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record CsvFault(long Line, int? Field, string Message)
{
    private const int MaxShown = 80;
    private const int MaxShownBytes = 400;

    public override string ToString() => Field is { } field
        ? FormattableString.Invariant($"line {Line}, column {field}: {Message}")
        : FormattableString.Invariant($"line {Line}: {Message}");

    /// <summary>The fault of a record that has another number of values than the header.</summary>
    public static CsvFault Ragged(long line, List<byte[]> fields, int columns, bool hasHeader) => new(line, null, FormattableString.Invariant(
        $"it has {fields.Count} {(fields.Count == 1 ? "value" : "values")}, but the {(hasHeader ? "header names" : "first row has")} {columns} {(columns == 1 ? "column" : "columns")}: {Shorten(fields)}"));

    private static string Shorten(List<byte[]> fields)
    {
        var text = string.Join(" | ", fields.Take(6).Select(field => Encoding.UTF8.GetString(field.AsSpan(0, Math.Min(field.Length, MaxShownBytes)))));
        return text.Length > MaxShown ? $"{text.AsSpan(0, MaxShown - 3)}..." : text;
    }
}
