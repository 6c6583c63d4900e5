using System.Security.Cryptography;
using System.Text;

namespace Saker.Platform.Identity;

/// <summary>
/// A key as text: <c>saker_ID_SECRET</c>. The id is public and finds the key; the secret are 256 random bits in base 32.
/// </summary>
internal static class KeyText
{
    public const string Prefix = "saker_";
    public const int IdLength = 12;
    public const int HashLength = SHA256.HashSizeInBytes;
    private const int SecretLength = 52;
    private const int Length = 6 + IdLength + 1 + SecretLength;

    // Crockford's base 32: no letters that are mistaken for others.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static (string Id, string Text, byte[] Hash) Create()
    {
        var id = RandomNumberGenerator.GetString(Alphabet, IdLength);
        var secret = RandomNumberGenerator.GetString(Alphabet, SecretLength);
        var hash = new byte[HashLength];
        Hash(secret, hash);
        return (id, $"{Prefix}{id}_{secret}", hash);
    }

    /// <summary>Whether it has the form of a key; the parts are pieces of it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ReadOnlySpan<char> id, out ReadOnlySpan<char> secret)
    {
        id = secret = default;
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length + IdLength] != '_')
            return false;
        id = text.Slice(Prefix.Length, IdLength);
        secret = text[^SecretLength..];
        return Ascii.IsValid(secret);
    }

    /// <summary>
    /// SHA-256, once. A slow, salted hash protects what people choose and others can guess; 256 random bits cannot be guessed,
    /// however fast each try is, and a check at every request must cost nothing.
    /// </summary>
    public static void Hash(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        Span<byte> ascii = stackalloc byte[SecretLength];
        Encoding.ASCII.GetBytes(secret, ascii);
        SHA256.HashData(ascii, hash);
    }

    /// <summary>Compares in a time that tells nothing of where they differ.</summary>
    public static bool Matches(ReadOnlySpan<char> secret, ReadOnlySpan<byte> hash)
    {
        Span<byte> presented = stackalloc byte[HashLength];
        Hash(secret, presented);
        return CryptographicOperations.FixedTimeEquals(presented, hash);
    }
}
