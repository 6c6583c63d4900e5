using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Saker.Server.Tests.Grpc;

/// <summary>A certificate for this machine that nobody has to trust.</summary>
internal static class SelfMadeCertificate
{
    /// <summary>As <c>server.pfx</c>, as <c>server.pem</c> with its key, and as <c>server.crt</c> and <c>server.key</c>.</summary>
    public static X509Certificate2 Write(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var keyText = key.ExportPkcs8PrivateKeyPem();
        File.WriteAllBytes(Path.Combine(folder, "server.pfx"), certificate.Export(X509ContentType.Pfx));
        File.WriteAllText(Path.Combine(folder, "server.pem"), certificate.ExportCertificatePem() + "\n" + keyText);
        File.WriteAllText(Path.Combine(folder, "server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), keyText);
        return certificate;
    }
}
