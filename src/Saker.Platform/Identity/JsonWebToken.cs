using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Saker.Platform.Identity;

/// <summary>A signed JSON Web Token in its compact form (RFC 7515, RFC 7519), taken apart; nothing in it is to be believed yet.</summary>
internal sealed record JsonWebToken
{
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public required string? Algorithm { get; init; }

    public required string? KeyId { get; init; }

    /// <summary>Whether the header demands extensions; none is understood here.</summary>
    public required bool HasCritical { get; init; }

    public required JsonElement Claims { get; init; }

    /// <summary>What the signature is over.</summary>
    public required byte[] Signed { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>Null when it has not the form of a signed token.</summary>
    public static JsonWebToken? TryParse(string token)
    {
        if (token.Split('.') is not [var head, var body, var signature])
            return null;
        if (Decode(head) is not { } headBytes || Decode(body) is not { } bodyBytes || Decode(signature) is not { } signatureBytes)
            return null;
        if (Read(headBytes) is not { } header || Read(bodyBytes) is not { } claims)
            return null;
        return new JsonWebToken
        {
            Algorithm = Text(header, "alg"),
            KeyId = Text(header, "kid"),
            HasCritical = header.TryGetProperty("crit", out _),
            Claims = claims,
            Signed = Encoding.ASCII.GetBytes($"{head}.{body}"),
            Signature = signatureBytes,
        };
    }

    public string? FindText(string claim) => Text(Claims, claim);

    /// <summary>A time in seconds since 1970; null when the claim is missing, and also when it is no time.</summary>
    public DateTimeOffset? FindTime(string claim)
    {
        const double latest = 253_402_300_799;
        return Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and <= latest
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
    }

    /// <summary>The texts of a claim that is a text or a list of them; a path with dots leads into nested claims.</summary>
    public IReadOnlyList<string> ListTexts(string path)
    {
        // The whole path first: a claim may have dots, or an address, as its name.
        if (!Claims.TryGetProperty(path, out var value))
        {
            value = Claims;
            foreach (var part in path.Split('.'))
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(part, out value))
                    return [];
        }
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)],
            _ => [],
        };
    }

    private static byte[]? Decode(string part)
    {
        // Padding and blanks would be ways to write one token as many.
        var isClean = part.Length > 0 && !part.AsSpan().ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
        return isClean && Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;
    }

    private static JsonElement? Read(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, s_json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
