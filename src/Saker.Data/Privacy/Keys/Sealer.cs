using System.Security.Cryptography;

namespace Saker.Data.Privacy.Keys;

/// <summary>
/// Seals and opens messages with one key for one purpose. For one thread at a time.
/// </summary>
/// <remarks>
/// A sealed message is its kind (1 byte), the key's id (8), the nonce (24), the encrypted content and the tag (16). Kind, id and the caller's
/// context are authenticated. In the second kind the nonce is not random but a MAC of content and context: the same content then gives the
/// same message, which is the construction of Rogaway and Shrimpton, "Deterministic Authenticated-Encryption" (Eurocrypt 2006).
/// </remarks>
internal sealed class Sealer : IDisposable
{
    public const int HeadBytes = 1 + KeyId.ByteCount;
    public const int OverheadBytes = HeadBytes + XAesGcm.NonceBytes + XAesGcm.TagBytes;
    private const byte RandomKind = 1;
    private const byte DeterministicKind = 2;

    private readonly XAesGcm _cipher;
    private readonly byte[] _nonceKey;
    private readonly byte[] _id;

    public Sealer(KeyMaterial key, string purpose)
    {
        _cipher = new XAesGcm(key.Derive($"seal {purpose}"));
        _nonceKey = key.Derive($"nonce {purpose}");
        _id = key.IdBytes;
        KeyId = key.Id;
    }

    public KeyId KeyId { get; }

    /// <summary>The id of the key that a message was sealed with; null when the bytes are no sealed message.</summary>
    public static KeyId? KeyOf(ReadOnlySpan<byte> message) => message.Length >= OverheadBytes && message[0] is RandomKind or DeterministicKind
        ? new KeyId(Convert.ToHexStringLower(message[1..HeadBytes]))
        : null;

    public byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context, bool deterministic)
    {
        var message = new byte[OverheadBytes + plain.Length];
        message[0] = deterministic ? DeterministicKind : RandomKind;
        _id.CopyTo(message, 1);
        var bound = Bind(message, context);
        var nonce = message.AsSpan(HeadBytes, XAesGcm.NonceBytes);
        if (deterministic)
            Synthesize(bound, plain, nonce);
        else
            RandomNumberGenerator.Fill(nonce);
        var content = message.AsSpan(HeadBytes + XAesGcm.NonceBytes);
        _cipher.Encrypt(nonce, plain, content[..plain.Length], content[plain.Length..], bound);
        return message;
    }

    /// <summary>The content of a message that this key sealed for this purpose and context; null when it did not, or the message was changed.</summary>
    public byte[]? Open(ReadOnlySpan<byte> message, ReadOnlySpan<byte> context)
    {
        if (message.Length < OverheadBytes || !message[1..HeadBytes].SequenceEqual(_id))
            return null;
        var plain = new byte[message.Length - OverheadBytes];
        var bound = Bind(message, context);
        var nonce = message.Slice(HeadBytes, XAesGcm.NonceBytes);
        var content = message[(HeadBytes + XAesGcm.NonceBytes)..];
        try
        {
            _cipher.Decrypt(nonce, content[..plain.Length], content[plain.Length..], plain, bound);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        if (message[0] != DeterministicKind)
            return plain;
        Span<byte> expected = stackalloc byte[XAesGcm.NonceBytes];
        Synthesize(bound, plain, expected);
        return CryptographicOperations.FixedTimeEquals(expected, nonce) ? plain : null;
    }

    public void Dispose()
    {
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(_nonceKey);
    }

    private static byte[] Bind(ReadOnlySpan<byte> message, ReadOnlySpan<byte> context) => [.. message[..HeadBytes], .. context];

    private void Synthesize(byte[] bound, ReadOnlySpan<byte> plain, Span<byte> nonce)
    {
        // The length before the bound part keeps it apart from the content.
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _nonceKey);
        mac.AppendData(BitConverter.GetBytes((long)bound.Length));
        mac.AppendData(bound);
        mac.AppendData(plain);
        mac.GetCurrentHash().AsSpan(0, XAesGcm.NonceBytes).CopyTo(nonce);
    }
}
