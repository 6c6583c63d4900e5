using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Saker.Client;

/// <summary>Writes rows as the body of a predict request.</summary>
internal static class RequestRows
{
    public static HttpContent Write(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows, bool explain = false)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            if (explain)
                writer.WriteBoolean("explain", true);
            writer.WriteStartArray("rows");
            foreach (var row in rows)
                WriteRow(writer, row);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        var content = new ByteArrayContent(stream.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static void WriteRow(Utf8JsonWriter writer, IReadOnlyDictionary<string, object?> row)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in row)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, name, value);
        }
        writer.WriteEndObject();
    }

    // JSON has no NaN: a number that is none is a missing value, as everywhere in Saker.
    private static void WriteValue(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null or double.NaN or float.NaN: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                throw new ArgumentException($"Field '{name}' is infinite; a number must be finite.", nameof(value));
            case double number: writer.WriteNumberValue(number); break;
            case float number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            case int number: writer.WriteNumberValue(number); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case DateOnly day: writer.WriteStringValue(day.ToString("O", CultureInfo.InvariantCulture)); break;
            case DateTime instant: writer.WriteStringValue(instant); break;
            default: throw new ArgumentException($"Field '{name}' is a {value.GetType().Name}; give a text, a number, a boolean, a date or null.", nameof(value));
        }
    }
}
