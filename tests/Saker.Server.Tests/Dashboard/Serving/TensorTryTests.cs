using System.Net;
using System.Text.RegularExpressions;
using Saker.Server.Tests.Http.OpenInference;

namespace Saker.Server.Tests.Dashboard.Serving;

/// <summary>A model of tensors is tried with a request of the Open Inference Protocol, which the page makes of its shapes.</summary>
public sealed class TensorTryTests(EchoServer server) : IClassFixture<EchoServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_request_that_the_page_offers_is_answered_and_a_wrong_one_refused()
    {
        var html = await server.Http.GetStringAsync("/endpoints/single/try", Token);
        var body = WebUtility.HtmlDecode(Regex.Match(html, "<textarea[^>]*>(.*?)</textarea>", RegexOptions.Singleline).Groups[1].Value);
        Assert.Contains("\"shape\":[1,2]", body, StringComparison.Ordinal);
        var (status, page) = await TryAsync(body);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("out_Float32", page, StringComparison.Ordinal);

        (status, page) = await TryAsync(body.Replace("[1,2]", "[2,2]", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Refused", page, StringComparison.Ordinal);
        Assert.Contains("[2,2]", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("np.zeros((1, 2), dtype=np.float64)", WebUtility.HtmlDecode(await server.Http.GetStringAsync("/endpoints/single/code", Token)), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Page)> TryAsync(string body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/endpoints/single/try") { Content = new FormUrlEncodedContent([new("body", body)]) };
        message.Headers.Add("Origin", server.Http.BaseAddress!.ToString().TrimEnd('/'));
        using var answer = await server.Http.SendAsync(message, Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }
}
