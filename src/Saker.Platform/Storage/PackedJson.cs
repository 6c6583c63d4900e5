using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Saker.Platform.Storage;

/// <summary>Values as JSON compressed by gzip, as tables keep what is large.</summary>
internal static class PackedJson
{
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Fastest))
            JsonSerializer.Serialize(packed, value, type);
        return bytes.ToArray();
    }

    /// <exception cref="JsonException">It is no such value.</exception>
    /// <exception cref="InvalidDataException">It is not compressed by gzip, or damaged.</exception>
    public static T? Read<T>(byte[] bytes, JsonTypeInfo<T> type)
    {
        using var packed = Open(bytes);
        return JsonSerializer.Deserialize(packed, type);
    }

    /// <summary>The JSON, to be read in parts.</summary>
    public static Stream Open(byte[] bytes) => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
}
