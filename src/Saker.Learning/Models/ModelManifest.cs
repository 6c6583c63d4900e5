using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Saker.Learning.Models;

/// <summary>The SHA-256 of each file of a model folder, by name.</summary>
internal sealed record ModelManifest(IReadOnlyDictionary<string, string> Hashes)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>
    /// SHA-256 over the names in ordinal order, each as its UTF-8 bytes behind their count (int32, little-endian), and followed by
    /// the SHA-256 of the content. 64 lower-case hexadecimal digits.
    /// </summary>
    public string FolderHash
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Span<byte> count = stackalloc byte[sizeof(int)];
            foreach (var (name, fileHash) in Hashes.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                var bytes = Encoding.UTF8.GetBytes(name);
                BinaryPrimitives.WriteInt32LittleEndian(count, bytes.Length);
                hash.AppendData(count);
                hash.AppendData(bytes);
                hash.AppendData(Convert.FromHexString(fileHash));
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    public static ModelManifest Of(IReadOnlyDictionary<string, byte[]> files) =>
        new(files.ToDictionary(file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(file.Value)), StringComparer.Ordinal));

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, string>(Hashes.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal), Json);

    /// <exception cref="JsonException">It is no manifest.</exception>
    public static ModelManifest Parse(byte[] json) =>
        new((JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? throw new JsonException("The manifest is null.")).ToDictionary(StringComparer.Ordinal));
}
