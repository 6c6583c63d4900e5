using System.Buffers.Binary;
using System.Security.Cryptography;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Privacy.Encryption;

/// <summary>
/// How an encrypted file begins: the mark (8 bytes), the version of the format (1), the size of a chunk as a power of two (1), an id of the
/// file (16 random bytes), the length of the sealed data key (2, big-endian), and the data key, sealed by a key ring. What stands before the
/// length is authenticated with every chunk, and with the data key.
/// </summary>
internal sealed class EncryptedHeader
{
    public const int FixedBytes = MarkBytes + 1 + 1 + IdBytes;
    public const string Purpose = "files";

    private const int MarkBytes = 8;
    private const int IdBytes = 16;
    private const byte Version = 1;
    private const int MinChunkPower = 10;
    private const int MaxChunkPower = 24;
    private const int KeyBytes = 32;
    private const int MaxSealedBytes = 1024;

    private EncryptedHeader(byte[] fixedPart, byte[] sealedKey)
    {
        Fixed = fixedPart;
        SealedKey = sealedKey;
    }

    /// <summary>What marks a file as encrypted.</summary>
    public static ReadOnlySpan<byte> Mark => "SAKERENC"u8;

    /// <summary>The part that chunks are bound to.</summary>
    public byte[] Fixed { get; }

    /// <summary>The data key, which only the ring opens.</summary>
    public byte[] SealedKey { get; }

    public int ChunkBytes => 1 << Fixed[MarkBytes + 1];

    public int ByteCount => FixedBytes + 2 + SealedKey.Length;

    /// <summary>The key of the ring that sealed the data key.</summary>
    public KeyId? KeyId => KeyRing.KeyOf(SealedKey);

    /// <summary>A header with a fresh data key, which is given too.</summary>
    public static (EncryptedHeader Header, byte[] Key) Create(KeyRing ring, int chunkPower, ReadOnlySpan<byte> context)
    {
        var fixedPart = new byte[FixedBytes];
        Mark.CopyTo(fixedPart);
        (fixedPart[MarkBytes], fixedPart[MarkBytes + 1]) = (Version, (byte)chunkPower);
        RandomNumberGenerator.Fill(fixedPart.AsSpan(FixedBytes - IdBytes));
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        return (new EncryptedHeader(fixedPart, ring.Seal(key, Purpose, Bind(fixedPart, context))), key);
    }

    /// <summary>The header at the start of a stream; null when it does not begin with the mark.</summary>
    /// <param name="start">The first bytes of the stream, up to <see cref="FixedBytes"/>.</param>
    /// <param name="rest">What follows them.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SakerException">It begins with the mark and is no header that is known (data loss).</exception>
    public static async ValueTask<EncryptedHeader?> ReadAsync(ReadOnlyMemory<byte> start, Stream rest, string name, CancellationToken cancellationToken)
    {
        if (!start.Span.StartsWith(Mark))
            return null;
        var length = new byte[2];
        if (start.Length < FixedBytes || await rest.ReadAtLeastAsync(length, length.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < length.Length)
            throw Damaged(name, "it ends within its header");
        var fixedPart = start[..FixedBytes].ToArray();
        if (fixedPart[MarkBytes] != Version)
            throw Damaged(name, $"its format has version {fixedPart[MarkBytes]}, and this program knows {Version}");
        var sealedKey = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        if (fixedPart[MarkBytes + 1] is < MinChunkPower or > MaxChunkPower || sealedKey.Length > MaxSealedBytes)
            throw Damaged(name, "its header is not possible");
        if (await rest.ReadAtLeastAsync(sealedKey, sealedKey.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < sealedKey.Length)
            throw Damaged(name, "it ends within its header");
        return new EncryptedHeader(fixedPart, sealedKey);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[ByteCount];
        Fixed.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(FixedBytes), (ushort)SealedKey.Length);
        SealedKey.CopyTo(bytes, FixedBytes + 2);
        return bytes;
    }

    /// <summary>The data key.</summary>
    /// <exception cref="SakerException">The ring does not have the key that sealed it (not found; the key is named), the header was changed or belongs elsewhere (data loss), or the ring cannot be read (as <see cref="KeyRing.Open"/>).</exception>
    public byte[] Open(KeyRing ring, ReadOnlySpan<byte> context, string name)
    {
        // Asked first, so that a ring that cannot be read says so itself: that is no fault of the file.
        if (KeyId is { } id && !ring.Has(id))
            throw new SakerException(ErrorKind.NotFound, $"{name} is encrypted with key {id}, which the key ring does not have. Import that key from a backup.", "keys");
        try
        {
            return ring.Unseal(SealedKey, Purpose, Bind(Fixed, context));
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.DataLoss)
        {
            throw Damaged(name, "its header was changed, or it was put in the place of another file", exception);
        }
    }

    /// <summary>The same header with its data key sealed by the active key.</summary>
    /// <exception cref="SakerException">As <see cref="Open"/>.</exception>
    public EncryptedHeader Rewrap(KeyRing ring, ReadOnlySpan<byte> context, string name)
    {
        var key = Open(ring, context, name);
        try
        {
            return new EncryptedHeader(Fixed, ring.Seal(key, Purpose, Bind(Fixed, context)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    internal static SakerException Damaged(string name, string why, Exception? inner = null) =>
        new(ErrorKind.DataLoss, $"{name} is not what was encrypted: {why}. Restore it from a backup.", "content", inner);

    private static byte[] Bind(ReadOnlySpan<byte> fixedPart, ReadOnlySpan<byte> context) => [.. fixedPart, .. context];
}
