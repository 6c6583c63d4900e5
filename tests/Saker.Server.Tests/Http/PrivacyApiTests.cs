using System.Net;
using System.Net.Http.Json;
using Saker.Client;

namespace Saker.Server.Tests.Http;

public sealed class PrivacyApiTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_is_scanned()
    {
        const string text = "write to a@example.com or call 202-555-0143";
        Assert.Equal([("email", 9, 22), ("phone", 31, 43)], (await ScanAsync(new ScanRequest(text))).Select(span => (span.Type, span.Start, span.End)));
        Assert.Equal("phone", Assert.Single(await ScanAsync(new ScanRequest(text, ["phone"]))).Type);
    }

    [Theory]
    [InlineData("""{"text":"x","types":["emial"]}""", "emial")]
    [InlineData("""{"text":"x","minConfidence":2}""", "min_confidence")]
    [InlineData("""{"txt":"x"}""", "txt")]
    [InlineData("""{}""", "text")]
    public async Task What_is_wrong_is_told(string body, string said)
    {
        using var answer = await server.Http.PostAsync("/api/privacy/scan", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_beyond_the_limit_is_refused()
    {
        using var answer = await server.Http.PostAsJsonAsync("/api/privacy/scan", new { text = new string('x', (1 << 20) + 1) }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<IReadOnlyList<ScannedSpan>> ScanAsync(ScanRequest request)
    {
        using var answer = await server.Http.PostAsJsonAsync("/api/privacy/scan", request, SakerJson.Default.ScanRequest, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync(SakerJson.Default.ScanResponse, Token))!.Spans;
    }
}
