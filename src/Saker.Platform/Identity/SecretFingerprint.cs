using System.Security.Cryptography;
using System.Text;

namespace Saker.Platform.Identity;

/// <summary>
/// 128 bits that stand for a secret within this process: SipHash-2-4 under two keys that are drawn at start and never leave. Nobody
/// without the keys can make another text with the same fingerprint, the secret itself is not kept, and a check takes a fraction of
/// the time of SHA-256.
/// </summary>
internal sealed class SecretFingerprint
{
    private const int MaxLength = 64;
    private static readonly byte[] s_keys = RandomNumberGenerator.GetBytes(2 * SipHash.KeyLength);

    private readonly ulong _first;
    private readonly ulong _second;

    private SecretFingerprint((ulong First, ulong Second) value) => (_first, _second) = value;

    /// <param name="secret">ASCII, at most 64 characters.</param>
    public static SecretFingerprint Of(ReadOnlySpan<char> secret) => new(Compute(secret));

    /// <summary>Compares in a time that tells nothing of where they differ.</summary>
    public bool IsOf(ReadOnlySpan<char> secret)
    {
        var (first, second) = Compute(secret);
        return ((first ^ _first) | (second ^ _second)) == 0;
    }

    private static (ulong First, ulong Second) Compute(ReadOnlySpan<char> secret)
    {
        Span<byte> ascii = stackalloc byte[MaxLength];
        ascii = ascii[..Encoding.ASCII.GetBytes(secret, ascii)];
        return (SipHash.Of(s_keys.AsSpan(0, SipHash.KeyLength), ascii), SipHash.Of(s_keys.AsSpan(SipHash.KeyLength), ascii));
    }
}
