using System.Net;

namespace Saker.Server.Tests.Http.Access;

/// <summary>Where nobody must say who they are, a page of somebody else must not change anything by way of a visitor's browser.</summary>
public sealed class ForeignOriginTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("POST", "/api/2.0/mlflow/experiments/create", "Origin", "http://evil.example")]
    [InlineData("POST", "/api/2.0/mlflow/experiments/create", "Origin", "null")]
    [InlineData("POST", "/ajax-api/2.0/mlflow/registered-models/create", "Sec-Fetch-Site", "cross-site")]
    [InlineData("PUT", "/api/2.0/mlflow-artifacts/artifacts/0/x/artifacts/a", "Sec-Fetch-Site", "same-site")]
    [InlineData("POST", "/api/experiments", "Origin", "http://evil.example")]
    public async Task Change_by_a_page_of_another_origin_is_refused(string method, string path, string header, string value) =>
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(method, path, header, value));

    [Fact]
    public async Task Own_pages_and_programs_may()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync("POST", "/api/2.0/mlflow/experiments/create", "Origin", server.Server.Address.ToString().TrimEnd('/'), "own"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync("POST", "/api/2.0/mlflow/experiments/create", "Sec-Fetch-Site", "same-origin", "same"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync("POST", "/api/2.0/mlflow/experiments/create", "X-Nothing", "1", "program"));
    }

    private async Task<HttpStatusCode> SendAsync(string method, string path, string header, string value, string name = "x")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent($"{{\"name\":\"{name}\"}}", null, "text/plain") };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
