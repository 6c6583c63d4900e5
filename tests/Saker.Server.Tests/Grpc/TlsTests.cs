using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Saker.Data;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Framing;
using Saker.Server.Hosting;

namespace Saker.Server.Tests.Grpc;

public sealed class TlsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("server.pfx", null)]
    [InlineData("server.pem", null)]
    [InlineData("server.crt", "server.key")]
    public async Task With_a_certificate_one_port_speaks_gRPC_and_HTTP(string file, string? keyFile)
    {
        var folder = Directory.CreateTempSubdirectory("saker-tls-");
        try
        {
            using var certificate = SelfMadeCertificate.Write(folder.FullName);
            await using var server = new GrpcServer
            {
                Options = options => options with { Certificate = Path.Combine(folder.FullName, file), CertificateKey = keyFile is null ? null : Path.Combine(folder.FullName, keyFile) },
            };
            await server.InitializeAsync();
            Assert.Equal("https", server.Server.Server.Address.Scheme);
            Assert.Equal(server.Server.Server.Address, server.Server.Server.GrpcAddress);

            using var client = new InferenceClient(new GrpcClient(new GrpcClientOptions { Address = server.Server.Server.GrpcAddress }, Trusting(certificate)));
            Assert.Equal("w", (await client.InferAsync(EchoRequests.Wide(rows: 3), Token)).Id);
            using var http = new HttpClient(Trusting(certificate));
            using var answer = await http.GetAsync(new Uri(server.Server.Server.Address, "v2/health/live"), Token);
            Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11), (answer.StatusCode, answer.Version));

            // Who does not know the certificate does not get in.
            Assert.Equal(GrpcStatusCode.Unavailable, (await Assert.ThrowsAsync<GrpcException>(() => server.Client.IsLiveAsync(Token))).Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_told_in_words()
    {
        var folder = Directory.CreateTempSubdirectory("saker-tls-");
        try
        {
            var path = Path.Combine(folder.FullName, "server.pem");
            await File.WriteAllTextAsync(path, "no certificate", Token);
            var failure = Assert.Throws<SakerException>(() => SakerServer.Build(new ServerOptions { Home = folder.FullName, Port = 0, Certificate = path }));
            Assert.Contains("--certificate-key", failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SocketsHttpHandler Trusting(X509Certificate2 certificate) => new()
    {
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() },
    };
}
