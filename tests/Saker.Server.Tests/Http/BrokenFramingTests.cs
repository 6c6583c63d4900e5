using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Saker.Server.Tests.Http;

/// <summary>Bodies that say of themselves what cannot be, and texts that are none, at doors of every kind.</summary>
public sealed class BrokenFramingTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zz")]
    [InlineData("-5")]
    [InlineData("7fffffffffffffff")]
    [InlineData("ffffffffffffffffff")]
    public async Task A_chunk_of_a_length_that_cannot_be_is_the_callers_fault(string length)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Http.BaseAddress!.Host, server.Http.BaseAddress.Port, Cancellation);
        await using var stream = socket.GetStream();
        var head = "POST /v2/models/churn/infer HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head}{length}\r\nabc\r\n"), Cancellation);
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 400 Bad Request", await reader.ReadLineAsync(Cancellation));
    }

    [Theory]
    [InlineData("POST", "/invocations", """{"\ud800":1}""")]
    [InlineData("POST", "/invocations", """{"inputs":{"x":"\udc00"}}""")]
    [InlineData("POST", "/api/outcomes", """{"\ud800":1}""")]
    [InlineData("PUT", "/api/alerts/settings", """{"\ud800":1}""")]
    [InlineData("PUT", "/api/alerts/receivers/a", """{"name":"\ud800"}""")]
    [InlineData("PUT", "/api/alerts/rules/a", """{"name":"\ud800"}""")]
    public async Task Half_of_a_surrogate_pair_is_the_callers_fault(string method, string path, string json)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var answer = await server.Http.SendAsync(request, Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, body);
    }
}
