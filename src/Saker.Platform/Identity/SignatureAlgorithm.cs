using System.Security.Cryptography;

namespace Saker.Platform.Identity;

/// <summary>A signature algorithm of RFC 7518 that is taken. <c>none</c> and the HMACs are not among them: they prove nothing to whoever has only public keys.</summary>
/// <param name="Name">Such as <c>RS256</c>.</param>
/// <param name="Hash">Of the signed bytes.</param>
/// <param name="Padding">Of RSA; null for elliptic curves.</param>
/// <param name="Curve">The curve's name in a JSON Web Key; null for RSA.</param>
internal sealed record SignatureAlgorithm(string Name, HashAlgorithmName Hash, RSASignaturePadding? Padding, string? Curve)
{
    private static readonly Dictionary<string, SignatureAlgorithm> s_all = new SignatureAlgorithm[]
    {
        new("RS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, null),
        new("RS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1, null),
        new("RS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1, null),
        new("PS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss, null),
        new("PS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pss, null),
        new("PS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pss, null),
        new("ES256", HashAlgorithmName.SHA256, null, "P-256"),
        new("ES384", HashAlgorithmName.SHA384, null, "P-384"),
    }.ToDictionary(algorithm => algorithm.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => s_all.Keys;

    public static SignatureAlgorithm? Find(string? name) => name is null ? null : s_all.GetValueOrDefault(name);
}
