using System.Text;
using System.Text.Json;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Artifacts;

/// <summary>Lists of artifacts as MLflow writes them.</summary>
internal static class ArtifactListJson
{
    /// <param name="json">Where it is written.</param>
    /// <param name="entries">What is in the list.</param>
    /// <param name="root">Paths are written from here.</param>
    public static void WriteFiles(Utf8JsonWriter json, IReadOnlyList<ArtifactEntry> entries, string root)
    {
        if (entries.Count == 0)
            return;
        json.WriteStartArray("files");
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("path", root.Length == 0 ? entry.Path : entry.Path[(root.Length + 1)..]);
            json.WriteBoolean("is_dir", entry.IsFolder);
            if (entry.ByteCount is { } byteCount)
                json.WriteNumber("file_size", byteCount);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The folder that is to be listed, empty for the uppermost; a '/' at its end says nothing more, and clients write it.</summary>
    public static string ReadFolder(MlflowFields fields)
    {
        var folder = fields.Text("path") ?? "";
        return folder.Length > 1 && folder[^1] == '/' ? folder[..^1] : folder;
    }

    /// <summary>What a page token says; null for the first page.</summary>
    /// <exception cref="SakerException">It is none of ours.</exception>
    public static string? ReadToken(MlflowFields fields)
    {
        if (fields.Text("page_token") is not { Length: > 0 } token)
            return null;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Convert.FromBase64String(token));
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            throw fields.Invalid("page_token", MlflowFields.Quote(token), "it must be the next_page_token of an answer");
        }
    }

    public static void WriteToken(Utf8JsonWriter json, string? next)
    {
        if (next is not null)
            json.WriteString("next_page_token", Convert.ToBase64String(Encoding.UTF8.GetBytes(next)));
    }
}
