using System.Security.Cryptography;
using System.Text;

namespace Saker.Data.Privacy.Keys;

/// <summary>A key of 256 bits, and what is derived from it by purpose (HKDF with SHA-256, RFC 5869).</summary>
internal sealed class KeyMaterial
{
    public const int ByteCount = 32;

    private readonly byte[] _key;

    public KeyMaterial(byte[] key, DateTimeOffset createdAt)
    {
        _key = key;
        CreatedAt = createdAt;
        IdBytes = Expand("saker key id", KeyId.ByteCount);
        Id = new KeyId(Convert.ToHexStringLower(IdBytes));
    }

    public KeyId Id { get; }

    public byte[] IdBytes { get; }

    public DateTimeOffset CreatedAt { get; }

    public string Text => Convert.ToBase64String(_key);

    public static KeyMaterial Random(DateTimeOffset createdAt) => new(RandomNumberGenerator.GetBytes(ByteCount), createdAt);

    /// <summary>256 bits that only this key and this purpose give.</summary>
    public byte[] Derive(string purpose) => Expand($"saker purpose {purpose}", ByteCount);

    /// <summary>Reads 32 bytes out of base64 (with or without padding, of either alphabet) or 64 hexadecimal digits.</summary>
    /// <exception cref="SakerException">The text is no such key; the message does not repeat it.</exception>
    public static KeyMaterial Parse(string text, DateTimeOffset createdAt)
    {
        var trimmed = text.Trim();
        var bytes = new byte[ByteCount + 1];
        if (trimmed.Length == 2 * ByteCount && Convert.FromHexString(trimmed, bytes, out _, out var written) == System.Buffers.OperationStatus.Done)
            return new KeyMaterial(bytes[..written], createdAt);
        var padded = trimmed.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        padded += new string('=', (4 - (padded.Length % 4)) % 4);
        if (Convert.TryFromBase64String(padded, bytes, out written) && written == ByteCount)
            return new KeyMaterial(bytes[..written], createdAt);
        throw new SakerException(ErrorKind.InvalidInput, $"This is no key of 256 bits; write 32 random bytes as base64 or as 64 hexadecimal digits, such as 'openssl rand -base64 32' gives. It has {trimmed.Length} characters.");
    }

    // The key is uniformly random, hence no extraction before the expansion (RFC 5869, 3.3).
    private byte[] Expand(string info, int count) => HKDF.Expand(HashAlgorithmName.SHA256, _key, count, Encoding.UTF8.GetBytes(info));
}
