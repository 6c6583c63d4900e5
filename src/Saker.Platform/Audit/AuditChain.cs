using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Saker.Platform.Audit;

/// <summary>
/// The hash that ties an entry to all before it: SHA-256 over the hash before, a line feed, and the entry as a JSON list of its
/// number, id, time in milliseconds, actor, key, act, target, outcome, detail and request, in this order, without spaces.
/// </summary>
internal static class AuditChain
{
    /// <summary>What comes before the first entry.</summary>
    public static readonly string Start = new('0', 64);

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>64 lowercase hexadecimal digits.</returns>
    public static string Link(string before, AuditRow row)
    {
        using var text = new MemoryStream();
        text.Write(Encoding.ASCII.GetBytes(before + "\n"));
        using (var writer = new Utf8JsonWriter(text, Options))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(row.Number ?? 0);
            writer.WriteStringValue(row.Id);
            writer.WriteNumberValue(row.At);
            foreach (var value in new[] { row.Actor, row.KeyId, row.Act, row.Target, row.Outcome, row.Detail, row.RequestId })
                writer.WriteStringValue(value);
            writer.WriteEndArray();
        }
        return Convert.ToHexStringLower(SHA256.HashData(text.ToArray()));
    }
}
