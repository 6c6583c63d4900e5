using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Saker.Platform.Identity;

/// <summary>
/// What a browser that signed in with a key presents instead of it: the key's id and an end, signed with the installation's
/// secret. It works on every server over the same home, and ends with its key.
/// </summary>
internal sealed class Sessions(ReadOnlyMemory<byte> secret, TimeSpan length, TimeProvider time)
{
    private const int MaxLength = 200;
    private static readonly byte[] s_purpose = "saker-session"u8.ToArray();

    // Not the secret itself: it has other uses, and no signature of one may fit another.
    private readonly byte[] _key = HMACSHA256.HashData(secret.Span, s_purpose);

    public string Issue(string keyId)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{keyId}.{(time.GetUtcNow() + length).ToUnixTimeSeconds()}");
        return $"{body}.{Sign(body)}";
    }

    /// <summary>The id of the key; null when the session is not ours or is over.</summary>
    public string? FindKeyId(string session)
    {
        if (session.Length > MaxLength || session.Split('.') is not [var id, var end, var signature])
            return null;
        var expected = Sign($"{id}.{end}");
        var isOurs = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
        return isOurs && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && time.GetUtcNow().ToUnixTimeSeconds() < seconds ? id : null;
    }

    private string Sign(string body) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(body)));
}
