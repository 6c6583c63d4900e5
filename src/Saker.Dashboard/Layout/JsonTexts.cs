using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Dashboard.Layout;

/// <summary>JSON as text.</summary>
internal static class JsonTexts
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For scripts. Names are data: whatever could end an attribute or begin an element is escaped, and again by the page.</summary>
    public static string Write(Action<Utf8JsonWriter> write) => Write(write, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default });

    /// <summary>For people, who read text as it is; the page escapes it.</summary>
    public static string WriteReadable(Action<Utf8JsonWriter> write, bool isIndented = false) =>
        Write(write, new JsonWriterOptions { Indented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>With line breaks and indents; what is no JSON stays as it is.</summary>
    public static string Indented(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(document.RootElement, s_indented);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string Write(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, options))
            write(writer);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
