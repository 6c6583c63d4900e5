using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Saker.Platform.Identity;

/// <summary>A public key of an issuer, read from a JSON Web Key (RFC 7517). It verifies only what its own kind may sign.</summary>
internal sealed class SigningKey
{
    private const int MinRsaBits = 2048;
    private const int MaxRsaBits = 8192;

    private readonly RSAParameters? _rsa;
    private readonly ECParameters? _curve;
    private readonly string? _curveName;
    private readonly string? _algorithm;

    private SigningKey(string id, string? algorithm, RSAParameters? rsa, ECParameters? curve, string? curveName)
    {
        Id = id;
        _algorithm = algorithm;
        _rsa = rsa;
        _curve = curve;
        _curveName = curveName;
    }

    public string Id { get; }

    /// <summary>Null for a key that is not for signatures, or of a kind that is not taken: an issuer may publish others beside.</summary>
    public static SigningKey? TryRead(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "kid") is not { Length: > 0 } id || Text(key, "use") is not (null or "sig"))
            return null;
        return Text(key, "kty") switch
        {
            "RSA" => ReadRsa(key, id),
            "EC" => ReadCurve(key, id),
            _ => null,
        };
    }

    /// <summary>Whether the signature was made by this key's owner with this algorithm. An algorithm of another kind of key never fits.</summary>
    public bool Verify(SignatureAlgorithm algorithm, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        if (_algorithm is not null && _algorithm != algorithm.Name)
            return false;
        try
        {
            // A key object a time: they are not promised to serve several callers at once, and valid tokens are remembered.
            if (algorithm.Padding is { } padding && _rsa is { } parameters)
            {
                using var rsa = RSA.Create(parameters);
                return rsa.VerifyData(signed, signature, algorithm.Hash, padding);
            }
            if (algorithm.Curve is { } curve && curve == _curveName && _curve is { } point)
            {
                using var ecdsa = ECDsa.Create(point);
                return ecdsa.VerifyData(signed, signature, algorithm.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }
        }
        catch (CryptographicException)
        {
            // Numbers that make no key or no signature.
        }
        return false;
    }

    private static SigningKey? ReadRsa(JsonElement key, string id)
    {
        if (Bytes(key, "n") is not { } modulus || Bytes(key, "e") is not { } exponent || modulus.Length * 8 is < MinRsaBits or > MaxRsaBits)
            return null;
        return new SigningKey(id, Text(key, "alg"), new RSAParameters { Modulus = modulus, Exponent = exponent }, null, null);
    }

    private static SigningKey? ReadCurve(JsonElement key, string id)
    {
        var name = Text(key, "crv");
        ECCurve? curve = name switch { "P-256" => ECCurve.NamedCurves.nistP256, "P-384" => ECCurve.NamedCurves.nistP384, _ => null };
        if (curve is not { } known || Bytes(key, "x") is not { } x || Bytes(key, "y") is not { } y)
            return null;
        return new SigningKey(id, Text(key, "alg"), null, new ECParameters { Curve = known, Q = new ECPoint { X = x, Y = y } }, name);
    }

    private static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement key, string name)
    {
        if (Text(key, name) is not { Length: > 0 and <= MaxRsaBits } text || !Base64Url.IsValid(text))
            return null;
        return Base64Url.DecodeFromChars(text);
    }
}
