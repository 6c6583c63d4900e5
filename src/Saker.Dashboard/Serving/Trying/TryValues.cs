using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Dashboard.Serving.Trying;

/// <summary>
/// The values of one row as people write them, by column: in an address and in a form, each as <c>in.COLUMN</c>. What is left empty is
/// missing. They become the JSON that programs send, so that whatever is wrong with them is told by the same reader.
/// </summary>
public sealed class TryValues
{
    /// <summary>What the names of fields begin with, so that no column is taken for anything else.</summary>
    public const string Prefix = "in.";

    private readonly IReadOnlyDictionary<string, string> _texts;

    private TryValues(IReadOnlyDictionary<string, string> texts) => _texts = texts;

    /// <summary>Whether nothing is said of any column.</summary>
    public bool IsEmpty => _texts.Count == 0;

    /// <summary>Of an address or a form; what is about no column is left out.</summary>
    public static TryValues Of(IEnumerable<KeyValuePair<string, StringValues>> fields) => new(
        fields.Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(field => field.Key[Prefix.Length..], field => field.Value.ToString(), StringComparer.Ordinal));

    /// <summary>A recorded row, or, where a column has none, what training saw of it.</summary>
    /// <param name="signature">What the model takes.</param>
    /// <param name="rows">The recorded rows; null for none.</param>
    public static TryValues Example(Signature signature, Table? rows) => new(
        signature.Inputs.ToDictionary(column => column.Name, column => rows is { RowCount: > 0 } && rows.Find(column.Name) is { } found ? Text(column, found.GetValue(0)) : Typical(column), StringComparer.Ordinal));

    /// <summary>The text of a column; empty where it is missing.</summary>
    public string Find(string column) => _texts.GetValueOrDefault(column, "");

    /// <summary>As the query of an address, in the order of the columns, without its question mark.</summary>
    public string Query(Signature signature) => string.Join('&', signature.Inputs.Select(column => $"{Uri.EscapeDataString(Prefix + column.Name)}={Uri.EscapeDataString(Find(column.Name))}"));

    /// <summary>The row as an object's members.</summary>
    public void WriteRow(Utf8JsonWriter writer, Signature signature)
    {
        foreach (var column in signature.Inputs)
        {
            writer.WritePropertyName(column.Name);
            WriteValue(writer, column, Find(column.Name));
        }
    }

    /// <summary>A value as JSON: a number, a truth or a text by its column; what is no such thing stays a text, and is refused by whoever reads it.</summary>
    public static void WriteValue(Utf8JsonWriter writer, SignatureColumn column, string text)
    {
        var trimmed = text.Trim();
        switch (column.Type)
        {
            case ColumnType.Text or ColumnType.Date or ColumnType.Timestamp when trimmed.Length > 0 || (column.Type == ColumnType.Text && !column.Nullable): writer.WriteStringValue(text); break;
            case var _ when trimmed.Length == 0: writer.WriteNullValue(); break;
            case ColumnType.Boolean when bool.TryParse(trimmed, out var truth): writer.WriteBooleanValue(truth); break;
            case ColumnType.Int32 or ColumnType.Int64 when long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole): writer.WriteNumberValue(whole); break;
            case not ColumnType.Boolean when double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number): writer.WriteNumberValue(number); break;
            default: writer.WriteStringValue(text); break;
        }
    }

    private static string Typical(SignatureColumn column)
    {
        var middle = ((column.Min ?? 0) + (column.Max ?? 0)) / 2;
        return column.Type switch
        {
            ColumnType.Boolean => "true",
            ColumnType.Int32 or ColumnType.Int64 => Math.Floor(middle).ToString("0", CultureInfo.InvariantCulture),
            ColumnType.Float32 or ColumnType.Float64 => Math.Round(middle, 2).ToString(CultureInfo.InvariantCulture),
            ColumnType.Date => DateOnly.FromDateTime(DateTime.UnixEpoch).ToString("O", CultureInfo.InvariantCulture),
            ColumnType.Timestamp => DateTime.UnixEpoch.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            _ => column.Categories is [var first, ..] ? first : column.Nullable ? "" : "text",
        };
    }

    // Numbers are recorded as such whatever the column is: a truth as 0 or 1, a whole one with a fraction of nothing.
    private static string Text(SignatureColumn column, object? value) => value switch
    {
        null or double.NaN or float.NaN => "",
        double number when column.Type == ColumnType.Boolean => number == 0 ? "false" : "true",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
