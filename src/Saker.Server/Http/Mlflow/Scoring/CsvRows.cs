using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.Mlflow.Scoring;

/// <summary>CSV with a header row as <c>{"rows":[{...}]}</c>: each field becomes what its column of the signature takes, an empty one is missing. Rows count from 0 after the header.</summary>
internal static class CsvRows
{
    private const string Form = "csv";

    /// <exception cref="SakerException">It is no CSV in UTF-8, has no header row, or rows of other lengths.</exception>
    public static byte[] ToJson(ReadOnlySpan<byte> body, Signature signature, RowLimits limits)
    {
        var records = new CsvRecords(Decode(body));
        if (records.Next() is not { } header)
            throw new SakerException(ErrorKind.InvalidInput, "The body is empty; the first row must name the columns.", "body");
        SignatureColumn?[] columns = [.. header.Select(name => signature.Inputs.FirstOrDefault(input => input.Name == name))];
        if (header.Where((name, at) => columns[at] is not null && header.IndexOf(name) != at).FirstOrDefault() is { } twice)
            throw new SakerException(ErrorKind.InvalidInput, $"The header row names column '{twice}' twice.", twice);
        var rows = new ScoringRowsWriter(Form, limits);
        while (records.Next() is { } fields)
        {
            rows.AddTexts(fields.Count, header.Count, writer =>
            {
                for (var i = 0; i < Math.Min(fields.Count, columns.Length); i++)
                {
                    if (columns[i] is { } column)
                        Write(writer, column, fields[i]);
                }
            });
        }
        return rows.Complete();
    }

    /// <summary>The same as <c>{"dataframe_split":{...}}</c>, where no signature says what columns hold: numbers are numbers, an empty field is null.</summary>
    /// <param name="body">The CSV.</param>
    /// <param name="isText">Whether a column's fields are texts whatever they look like.</param>
    /// <param name="limits">The most rows.</param>
    /// <exception cref="SakerException">As of <see cref="ToJson"/>.</exception>
    public static byte[] ToSplit(ReadOnlySpan<byte> body, Func<string, bool> isText, RowLimits limits)
    {
        var records = new CsvRecords(Decode(body));
        if (records.Next() is not { } header)
            throw new SakerException(ErrorKind.InvalidInput, "The body is empty; the first row must name the columns.", "body");
        bool[] texts = [.. header.Select(isText)];
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartObject("dataframe_split");
        writer.WriteStartArray("columns");
        foreach (var name in header)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
        writer.WriteStartArray("data");
        for (var count = 0; records.Next() is { } fields; count++)
        {
            if (count == limits.MaxRows)
                throw new SakerException(ErrorKind.InvalidInput, "The request has too many rows.", [new Problem(Form, $"has more than {limits.MaxRows} rows; send them in several requests.")]);
            writer.WriteStartArray();
            for (var i = 0; i < fields.Count; i++)
                Write(writer, field: fields[i], isText: i < texts.Length && texts[i]);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, string field, bool isText)
    {
        if (isText)
            writer.WriteStringValue(field);
        else if (field.Length == 0)
            writer.WriteNullValue();
        else if (bool.TryParse(field, out var truth))
            writer.WriteBooleanValue(truth);
        else if (long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            writer.WriteNumberValue(whole);
        else if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(field);
    }

    private static string Decode(ReadOnlySpan<byte> body)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The body is not valid UTF-8 at byte {exception.Index}.", "body", exception);
        }
    }

    // What does not fit is written as text: the reader then names row, field and what would be right.
    private static void Write(Utf8JsonWriter writer, SignatureColumn column, string field)
    {
        writer.WritePropertyName(column.Name);
        if (field.Length == 0)
            writer.WriteNullValue();
        else if (column.Type == ColumnType.Boolean && bool.TryParse(field, out var truth))
            writer.WriteBooleanValue(truth);
        else if (column.Type is ColumnType.Int32 or ColumnType.Int64 && long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            writer.WriteNumberValue(whole);
        else if (column.Type.IsNumeric() && double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(field);
    }
}
