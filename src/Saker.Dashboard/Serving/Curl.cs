using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Dashboard.Serving;

/// <summary>Command lines that can be pasted into a shell as they are.</summary>
internal static class Curl
{
    // The page encodes for HTML; inside the command, text should read as it is.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A POST of a JSON object.</summary>
    public static string Post(string address, Action<Utf8JsonWriter> writeProperties)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            writer.WriteStartObject();
            writeProperties(writer);
            writer.WriteEndObject();
        }
        return $"curl -s {Quote(address)} \\\n  -H 'Content-Type: application/json' \\\n  -d {Quote(Encoding.UTF8.GetString(stream.ToArray()))}";
    }

    // Inside single quotes a shell takes everything literally but the single quote itself.
    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
