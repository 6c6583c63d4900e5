using System.Security.Cryptography;
using System.Text;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Alerts;

/// <summary>Checks signatures as a receiver does, by the words of Standard Webhooks.</summary>
internal static class WebhookSignature
{
    public static void Check(ToyHttpRequest request, string secret)
    {
        var key = secret.StartsWith("whsec_", StringComparison.Ordinal) ? Convert.FromBase64String(secret[6..]) : Encoding.UTF8.GetBytes(secret);
        var signed = Encoding.UTF8.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.{request.Body}");
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)), request.Headers["webhook-signature"]);
    }
}
