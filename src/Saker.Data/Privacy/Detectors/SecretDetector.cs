using System.Buffers.Text;
using System.Text.Json;

namespace Saker.Data.Privacy.Detectors;

/// <summary>Keys and passwords: those with a known beginning, private keys in PEM, JSON web tokens, logins in addresses, and random-looking values that a name such as <c>api_key</c> is given.</summary>
internal sealed class SecretDetector : Detector
{
    private const int MaxLength = 4_096;
    private const int MaxPem = 16_384;

    // What a secret begins with, and how many characters follow at least.
    private static readonly (string Prefix, int Count)[] Known =
    [
        ("AKIA", 16), ("ASIA", 16), ("ghp_", 36), ("gho_", 36), ("ghu_", 36), ("ghs_", 36), ("ghr_", 36), ("github_pat_", 22), ("glpat-", 20), ("xoxb-", 20), ("xoxp-", 20), ("xoxa-", 20),
        ("xoxr-", 20), ("xoxs-", 20), ("sk_live_", 16), ("sk_test_", 16), ("rk_live_", 16), ("sk-", 32), ("AIza", 35), ("ya29.", 20), ("SG.", 40), ("npm_", 36), ("pypi-", 50), ("hf_", 30),
        ("dop_v1_", 64), ("shpat_", 32), ("sq0csp-", 40), ("AGE-SECRET-KEY-1", 58), ("hvs.", 24), ("dckr_pat_", 24), ("lin_api_", 32), ("EAACEdEose0cBA", 20),
    ];

    private static readonly string[] Names =
        ["password", "passwd", "pwd", "secret", "token", "apikey", "api_key", "api-key", "api key", "accesskey", "access_key", "access key", "accountkey", "private_key", "client_secret", "authorization", "bearer", "passphrase", "credential"];

    public override IReadOnlyList<string> Types { get; } = [SensitiveTypes.Secret];

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        FindPem(text.Text, found);
        FindLogins(text.Text, found);
        for (var i = 0; i < text.Text.Length;)
        {
            if (!IsPart(text.Text[i]))
            {
                i++;
                continue;
            }
            var end = i;
            while (end < text.Text.Length && IsPart(text.Text[end]))
                end++;
            FindWord(text, i, end, found);
            i = end;
        }
    }

    private static void FindWord(TokenizedText text, int start, int end, List<DetectedSpan> found)
    {
        while (end > start && text.Text[end - 1] is '.' or '=' && !(text.Text[end - 1] == '=' && end - start > 20))
            end--;
        // Of "key=value" the value; the signs that end base64 stay.
        if (text.Text.AsSpan(start, end - start).TrimEnd('=').LastIndexOf('=') is >= 0 and var equals)
            start += equals + 1;
        if (end - start is < 8 or > MaxLength)
            return;
        var word = text.Text.AsSpan(start, end - start);
        if (IsKnown(word))
            found.Add(new DetectedSpan(SensitiveTypes.Secret, start, end, 0.97));
        else if (IsJsonWebToken(word))
            found.Add(new DetectedSpan(SensitiveTypes.Secret, start, end, 0.97));
        else if (IsNamed(text, start) && word.IndexOfAnyExceptInRange('a', 'z') >= 0 && !LooksOrdinary(word))
            found.Add(new DetectedSpan(SensitiveTypes.Secret, start, end, Entropy(word) >= 3.0 ? 0.85 : 0.6));
    }

    private static bool IsKnown(ReadOnlySpan<char> word)
    {
        foreach (var (prefix, count) in Known)
            if (word.Length >= prefix.Length + count && word.StartsWith(prefix, StringComparison.Ordinal) && word.ContainsAnyInRange('0', '9'))
                return true;
        return false;
    }

    /// <summary>Three parts of base64url, the first of which is an object that names its algorithm (RFC 7519).</summary>
    private static bool IsJsonWebToken(ReadOnlySpan<char> word)
    {
        if (!word.StartsWith("eyJ", StringComparison.Ordinal) || word.Count('.') != 2)
            return false;
        var head = word[..word.IndexOf('.')];
        if (!Base64Url.IsValid(head))
            return false;
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(head));
            return header.RootElement.ValueKind == JsonValueKind.Object && header.RootElement.TryGetProperty("alg", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a name of a secret stands directly before: "password: x", "api_key = 'x'", or names the whole text.</summary>
    private static bool IsNamed(TokenizedText text, int start)
    {
        var from = Math.Max(0, start - 32);
        var before = text.Text.AsSpan(from, start - from).TrimEnd(" '\"`");
        if (before.IsEmpty)
            return start == from && HasName(text.Context);
        if (before[^1] is not (':' or '=' or '>') && !before.EndsWith("bearer", StringComparison.OrdinalIgnoreCase) && !before.EndsWith(" is", StringComparison.OrdinalIgnoreCase))
            return false;
        // The name is the last word or two before the sign.
        return HasName(before[Math.Max(0, before.Length - 24)..]);
    }

    private static bool HasName(ReadOnlySpan<char> text)
    {
        foreach (var name in Names)
            if (text.Contains(name, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    // Paths, addresses, words with dashes and dates are named like secrets now and then.
    private static bool LooksOrdinary(ReadOnlySpan<char> word) => word.Contains('/') && word.Count('/') > 2 || !word.ContainsAnyInRange('0', '9') && word.IndexOfAny('-', '_', '.') >= 0 || Entropy(word) < 2.5;

    private static double Entropy(ReadOnlySpan<char> word)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        foreach (var c in word)
            counts[c & 127]++;
        var entropy = 0.0;
        foreach (var count in counts)
            if (count > 0)
                entropy -= (double)count / word.Length * Math.Log2((double)count / word.Length);
        return entropy;
    }

    private static void FindPem(string text, List<DetectedSpan> found)
    {
        const string end = "-----END ";
        for (int at = text.IndexOf("-----BEGIN ", StringComparison.Ordinal), next; at >= 0; at = text.IndexOf("-----BEGIN ", next, StringComparison.Ordinal))
        {
            next = at + 11;
            var line = text.AsSpan(at, Math.Min(64, text.Length - at));
            if (!line.Contains("PRIVATE KEY", StringComparison.Ordinal))
                continue;
            var rest = text.AsSpan(at, Math.Min(MaxPem, text.Length - at));
            var close = rest.IndexOf(end, StringComparison.Ordinal);
            var dashes = close < 0 ? -1 : rest[(close + end.Length)..].IndexOf("-----", StringComparison.Ordinal);
            // A key that was cut off is one nevertheless.
            next = at + (dashes < 0 ? rest.Length : close + end.Length + dashes + 5);
            found.Add(new DetectedSpan(SensitiveTypes.Secret, at, next, 0.99));
        }
    }

    /// <summary>The password in <c>scheme://name:password@host</c>.</summary>
    private static void FindLogins(string text, List<DetectedSpan> found)
    {
        const int most = 256;
        for (var at = text.IndexOf("://", StringComparison.Ordinal); at >= 0; at = text.IndexOf("://", at + 3, StringComparison.Ordinal))
        {
            var rest = text.AsSpan(at + 3, Math.Min(most, text.Length - at - 3));
            var stop = rest.IndexOfAny("/ \t\r\n\"'<>?#");
            var login = stop < 0 ? rest : rest[..stop];
            var host = login.LastIndexOf('@');
            var colon = host < 0 ? -1 : login[..host].IndexOf(':');
            if (colon >= 0 && host > colon + 1)
                found.Add(new DetectedSpan(SensitiveTypes.Secret, at + 3 + colon + 1, at + 3 + host, 0.9));
        }
    }

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '+' or '/' or '=' or '!' or '$' or '*' or '~';
}
