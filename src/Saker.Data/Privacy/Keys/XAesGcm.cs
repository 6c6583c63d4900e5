using System.Security.Cryptography;

namespace Saker.Data.Privacy.Keys;

/// <summary>
/// AES-256-GCM with nonces of 192 bits: every message has an AES key of its own, derived from the first half of its nonce. Random nonces
/// are then safe for 2^80 messages a key, where those of plain GCM (96 bits) are for 2^32. For one thread at a time.
/// </summary>
/// <remarks>
/// XAES-256-GCM of C2SP (https://c2sp.org/XAES-256-GCM): the derivation is the counter mode of NIST SP 800-108r1 over CMAC, for one block each.
/// </remarks>
internal sealed class XAesGcm : IDisposable
{
    public const int NonceBytes = 24;
    public const int TagBytes = 16;
    private const int BlockBytes = 16;
    private const int HalfBytes = NonceBytes / 2;

    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _subkey = new byte[BlockBytes];

    /// <param name="key">32 bytes.</param>
    public XAesGcm(byte[] key)
    {
        _aes.Key = key;
        // The first subkey of CMAC: the encrypted zero block, doubled in GF(2^128).
        _aes.EncryptEcb(stackalloc byte[BlockBytes], _subkey, PaddingMode.None);
        var carry = _subkey[0] >> 7;
        for (var i = 0; i < BlockBytes - 1; i++)
            _subkey[i] = (byte)(_subkey[i] << 1 | _subkey[i + 1] >> 7);
        _subkey[^1] = (byte)(_subkey[^1] << 1 ^ (carry * 0x87));
    }

    /// <param name="nonce">24 bytes, never twice for different messages.</param>
    /// <param name="plain">The message.</param>
    /// <param name="cipher">As long as the message.</param>
    /// <param name="tag">16 bytes.</param>
    /// <param name="context">What the message is bound to; not part of the result.</param>
    public void Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, ReadOnlySpan<byte> context)
    {
        using var gcm = KeyFor(nonce);
        gcm.Encrypt(nonce[HalfBytes..], plain, cipher, tag, context);
    }

    /// <exception cref="AuthenticationTagMismatchException">Key, nonce, content or context differ from what was encrypted.</exception>
    public void Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> context)
    {
        using var gcm = KeyFor(nonce);
        gcm.Decrypt(nonce[HalfBytes..], cipher, tag, plain, context);
    }

    public void Dispose() => _aes.Dispose();

    private AesGcm KeyFor(ReadOnlySpan<byte> nonce)
    {
        Span<byte> block = stackalloc byte[BlockBytes];
        Span<byte> key = stackalloc byte[2 * BlockBytes];
        for (var half = 0; half < 2; half++)
        {
            block[0] = 0;
            block[1] = (byte)(half + 1);
            block[2] = (byte)'X';
            block[3] = 0;
            nonce[..HalfBytes].CopyTo(block[4..]);
            for (var i = 0; i < BlockBytes; i++)
                block[i] ^= _subkey[i];
            _aes.EncryptEcb(block, key[(half * BlockBytes)..], PaddingMode.None);
        }
        var gcm = new AesGcm(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        return gcm;
    }
}
