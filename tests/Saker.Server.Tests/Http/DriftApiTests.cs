using System.Net;
using System.Net.Http.Json;
using System.Text;
using Saker.Learning.Drift;

namespace Saker.Server.Tests.Http;

public sealed class DriftApiTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(options => options, hasModel: false);
        foreach (var shift in new[] { 0, 25 })
        {
            var rows = "amount,plan\n" + string.Concat(Enumerable.Range(0, 600).Select(i => $"{(i * 7 % 101) + shift},{(i % 3 == 0 ? "gold" : "basic")}\n"));
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(rows));
            await _server.Client.Datasets.AddAsync("orders", content, "text/csv", null, Token);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Two_versions_are_compared_and_the_column_that_moved_is_named()
    {
        using var answer = await _server.Http.PostAsJsonAsync("api/drift", new { reference = "orders/1", current = "orders/2" }, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var report = DriftReport.FromJson(await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("amount", Assert.Single(report.Moved).Column);
        Assert.True(report.Drifted);
    }

    [Fact]
    public async Task A_version_has_not_drifted_from_itself()
    {
        using var answer = await _server.Http.PostAsJsonAsync("api/drift", new { reference = "orders/1", current = "orders/1", together = "classifier", columns = new[] { "amount", "plan" } }, Token);
        Assert.False(DriftReport.FromJson(await answer.Content.ReadAsStringAsync(Token)).Drifted);
    }

    [Theory]
    [InlineData("""{"reference":"orders/1"}""", HttpStatusCode.BadRequest, "current")]
    [InlineData("""{"reference":"orders/1","current":"orders/2","alpha":2}""", HttpStatusCode.BadRequest, "Alpha")]
    [InlineData("""{"reference":"orders/1","current":"orders/2","measure":"mean"}""", HttpStatusCode.BadRequest, "wasserstein")]
    [InlineData("""{"reference":"orders/1","current":"orders/2","colums":[]}""", HttpStatusCode.BadRequest, "colums")]
    [InlineData("""{"reference":"orders/1","current":"orders/9"}""", HttpStatusCode.NotFound, "orders/9")]
    public async Task What_cannot_be_compared_is_refused_and_it_is_said_why(string body, HttpStatusCode status, string named)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _server.Http.PostAsync("api/drift", content, Token);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }
}
