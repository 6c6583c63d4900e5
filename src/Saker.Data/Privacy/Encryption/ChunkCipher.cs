using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Saker.Data.Privacy.Encryption;

/// <summary>
/// AES-256-GCM over the chunks of one file, in their order. The nonce of a chunk is its number and whether it is the last: chunks that are
/// swapped, repeated, left out or cut off do not open. This is the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, "Online
/// Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance" (Crypto 2015); the key is used for one file only, so that no nonce occurs
/// twice. For one thread at a time.
/// </summary>
internal sealed class ChunkCipher(byte[] key, byte[] bound) : IDisposable
{
    public const int TagBytes = 16;

    private const int NonceBytes = 12;
    private const int CounterAt = 7;
    private const int LastAt = 11;

    private readonly AesGcm _cipher = new(key, TagBytes);
    private readonly byte[] _nonce = new byte[NonceBytes];
    private uint _next;

    /// <summary>Encrypts the next chunk into as many bytes and the tag.</summary>
    public void Encrypt(ReadOnlySpan<byte> plain, Span<byte> target, bool isLast)
    {
        Advance(isLast);
        _cipher.Encrypt(_nonce, plain, target[..plain.Length], target.Slice(plain.Length, TagBytes), bound);
    }

    /// <summary>Decrypts the next chunk; false when it is not the chunk that belongs here.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> chunk, Span<byte> plain, bool isLast)
    {
        Advance(isLast);
        try
        {
            _cipher.Decrypt(_nonce, chunk[..^TagBytes], chunk[^TagBytes..], plain, bound);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(key);
    }

    private void Advance(bool isLast)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_nonce.AsSpan(CounterAt), _next);
        _nonce[LastAt] = isLast ? (byte)1 : (byte)0;
        _next = checked(_next + 1);
    }
}
