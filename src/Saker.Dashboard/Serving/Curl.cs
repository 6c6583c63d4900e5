using System.Text.Json;
using Saker.Dashboard.Layout;

namespace Saker.Dashboard.Serving;

/// <summary>Command lines that can be pasted into a shell as they are.</summary>
internal static class Curl
{
    /// <summary>The header that says who asks, where access is on: the key from the environment, so that it stands in no history; empty where it is off.</summary>
    public static string Key(bool isNeeded) => isNeeded ? " \\\n  -H \"Authorization: Bearer $SAKER_KEY\"" : "";

    /// <summary>A POST of a JSON object.</summary>
    public static string Post(string address, bool needsKey, Action<Utf8JsonWriter> writeProperties) => Post(address, needsKey, JsonTexts.WriteReadable(writer =>
    {
        writer.WriteStartObject();
        writeProperties(writer);
        writer.WriteEndObject();
    }));

    /// <summary>A POST of JSON.</summary>
    public static string Post(string address, bool needsKey, string body) => $"curl -s {Quote(address)} \\\n  -H 'Content-Type: application/json'{Key(needsKey)} \\\n  -d {Quote(body)}";

    // Inside single quotes a shell takes everything literally but the single quote itself.
    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
