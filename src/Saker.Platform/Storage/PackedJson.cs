using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Saker.Platform.Storage;

/// <summary>Values as JSON compressed by gzip, as tables keep what is large.</summary>
internal static class PackedJson
{
    /// <param name="value">What to write.</param>
    /// <param name="type">How it is written as JSON.</param>
    /// <param name="level">The fastest where it is written often; what is written once and kept deserves more.</param>
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, level))
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
