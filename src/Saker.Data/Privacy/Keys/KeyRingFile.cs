using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saker.Data.Privacy.Keys;

/// <summary>The file of a <see cref="KeyRing"/>: JSON that lists the keys, the oldest first, the last one active.</summary>
internal static class KeyRingFile
{
    private const string Format = "saker key ring 1";
    private const int MaxBytes = 1 << 20;

    /// <exception cref="SakerException">There is no file, others may read it, or it is damaged.</exception>
    public static KeyMaterial[] Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new SakerException(ErrorKind.NotFound, $"There is no key ring '{path}'. Make one with 'saker data keys create', or restore it from a backup: without its keys, what was sealed with them cannot be opened.", "keys");
            if (DurableFile.IsOpenToOthers(path))
                throw new SakerException(ErrorKind.Forbidden, $"Others may read or change the key ring '{path}'; allow only its owner: chmod 600 '{path}'.", "keys");
            if (file.Length > MaxBytes)
                throw Damaged(path, $"it has {file.Length} bytes and may have {MaxBytes}", null);
            return Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.Unavailable, $"The key ring '{path}' cannot be read: {e.Message}", "keys", e);
        }
    }

    /// <exception cref="SakerException">It is there already (unless it may be replaced), or cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyMaterial> keys, bool overwrite)
    {
        var list = new JsonArray([.. keys.Select(key => new JsonObject
        {
            ["id"] = key.Id.Value,
            ["createdAt"] = key.CreatedAt,
            ["key"] = key.Text,
        })]);
        var content = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["format"] = Format, ["keys"] = list }, new JsonSerializerOptions { WriteIndented = true });
        try
        {
            DurableFile.Write(path, content, overwrite);
        }
        catch (IOException e) when (!overwrite && File.Exists(path))
        {
            throw new SakerException(ErrorKind.AlreadyExists, $"There is a key ring '{path}' already; rotate it, or name another file.", "keys", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"The key ring '{path}' cannot be written: {e.Message}", "keys", e);
        }
    }

    private static KeyMaterial[] Parse(string path, byte[] content)
    {
        try
        {
            var ring = JsonNode.Parse(content)!;
            if ((string?)ring["format"] != Format)
                throw Damaged(path, $"its format is not '{Format}'", null);
            KeyMaterial[] keys = [.. ring["keys"]!.AsArray().Select(entry => KeyMaterial.Parse((string)entry!["key"]!, (DateTimeOffset)entry["createdAt"]!))];
            var named = ring["keys"]!.AsArray().Select(entry => (string?)entry!["id"]);
            // A key's name is derived from it: a key in which a bit fell over has another.
            if (keys.Length == 0 || !named.SequenceEqual(keys.Select(key => key.Id.Value)) || keys.DistinctBy(key => key.Id).Count() != keys.Length)
                throw Damaged(path, "keys and their ids do not belong together", null);
            return keys;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException or SakerException { Kind: not ErrorKind.DataLoss })
        {
            throw Damaged(path, "it cannot be read as one", e);
        }
    }

    private static SakerException Damaged(string path, string why, Exception? inner) =>
        new(ErrorKind.DataLoss, $"The key ring '{path}' is damaged: {why}. Restore it from a backup.", "keys", inner);
}
