using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Saker.Data;

namespace Saker.Platform.Storage;

/// <summary>Between JSON and the plain values that settings are read from.</summary>
internal static class JsonValues
{
    private const int MaxDepth = 20;

    /// <param name="utf8">The text.</param>
    /// <param name="what">What it is, as messages begin: <c>The endpoint's settings are</c>.</param>
    /// <exception cref="SakerException">The text is no JSON object.</exception>
    public static IReadOnlyDictionary<string, object?> Read(ReadOnlyMemory<byte> utf8, string what)
    {
        if (utf8.Span.TrimStart(" \t\r\n"u8).IsEmpty)
            throw new SakerException(ErrorKind.InvalidInput, $"{what} empty; write at least {{}}, which leaves everything at its default.");
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return Plain(document.RootElement) as IReadOnlyDictionary<string, object?> ?? throw new JsonException("an object is needed.");
        }
        // A text that is no Unicode is found out only when it is taken.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{what} no JSON object: {PlaceOf(exception)}{ReasonOf(exception)}", inner: exception);
        }
    }

    private static string PlaceOf(Exception exception) => exception is JsonException { LineNumber: { } line, BytePositionInLine: { } place }
        ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {place + 1}: ")
        : "";

    /// <summary>What the parser says, without how it counts lines.</summary>
    private static string ReasonOf(Exception exception) => exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var end and > 0 ? exception.Message[..end] : exception.Message;

    /// <summary>One value of a JSON text as a plain one.</summary>
    public static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(member => member.Name, member => Plain(member.Value), StringComparer.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var integer) ? (object)integer : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static byte[] Write(IReadOnlyDictionary<string, object?> values)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(writer, values);
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> map:
                writer.WriteStartObject();
                foreach (var (key, inner) in map)
                {
                    writer.WritePropertyName(key);
                    Write(writer, inner);
                }
                writer.WriteEndObject();
                break;
            case IReadOnlyList<object?> list:
                writer.WriteStartArray();
                foreach (var inner in list)
                    Write(writer, inner);
                writer.WriteEndArray();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case long integer:
                writer.WriteNumberValue(integer);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
