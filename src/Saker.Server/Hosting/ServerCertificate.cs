using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Saker.Data;

namespace Saker.Server.Hosting;

/// <summary>The certificate that the server shows, with those between it and its root.</summary>
internal sealed record ServerCertificate(X509Certificate2 Certificate, X509Certificate2Collection Chain)
{
    /// <summary>Reads a PKCS#12 file without password (.pfx, .p12), or a PEM file, whose key may lie in a file of its own.</summary>
    /// <exception cref="SakerException">It cannot be read, or has no private key.</exception>
    public static ServerCertificate Load(string path, string? keyPath)
    {
        try
        {
            var chain = new X509Certificate2Collection();
            if (Path.GetExtension(path) is ".pfx" or ".p12")
                return new ServerCertificate(X509CertificateLoader.LoadPkcs12FromFile(path, password: null), chain);
            var certificate = X509Certificate2.CreateFromPemFile(path, keyPath ?? path);
            chain.ImportFromPemFile(path);
            return new ServerCertificate(certificate, chain);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SakerException(
                ErrorKind.InvalidInput,
                $"The certificate '{path}' cannot be used: {exception.Message} Give a .pfx file without password, or a PEM file with its key in it or in --certificate-key.",
                "certificate",
                exception);
        }
    }
}
