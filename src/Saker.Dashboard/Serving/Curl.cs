using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Dashboard.Serving;

/// <summary>Command lines that can be pasted into a shell as they are.</summary>
internal static class Curl
{
    // The page encodes for HTML; inside the command, text should read as it is.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The header that says who asks, where access is on: the key from the environment, so that it stands in no history; empty where it is off.</summary>
    public static string Key(bool isNeeded) => isNeeded ? " \\\n  -H \"Authorization: Bearer $SAKER_KEY\"" : "";

    /// <summary>A POST of a JSON object.</summary>
    public static string Post(string address, bool needsKey, Action<Utf8JsonWriter> writeProperties)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            writer.WriteStartObject();
            writeProperties(writer);
            writer.WriteEndObject();
        }
        return $"curl -s {Quote(address)} \\\n  -H 'Content-Type: application/json'{Key(needsKey)} \\\n  -d {Quote(Encoding.UTF8.GetString(stream.ToArray()))}";
    }

    // Inside single quotes a shell takes everything literally but the single quote itself.
    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
