using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Saker.Dashboard.Serving.Trying;

namespace Saker.Dashboard.Serving.Snippets;

/// <summary>Command lines that can be pasted into a shell as they are.</summary>
internal static class CurlSnippets
{
    // The page encodes for HTML; inside the command, text should read as it is.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Predict(SnippetSource source)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_readable))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("rows");
            writer.WriteStartObject();
            source.Values!.WriteRow(writer, source.Signature);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Post(source, source.PredictAddress, Encoding.UTF8.GetString(stream.ToArray()));
    }

    public static string Infer(SnippetSource source) => Post(source, source.InferAddress, TensorExample.Write(source.Signature, source.Values, isIndented: false));

    private static string Post(SnippetSource source, string address, string body) =>
        $"curl -s {Quote(address)} \\\n  -H 'Content-Type: application/json' \\\n{(source.NeedsKey ? "  -H \"Authorization: Bearer $SAKER_KEY\" \\\n" : "")}  -d {Quote(body)}";

    // Inside single quotes a shell takes everything literally but the single quote itself.
    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
