using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Saker.Server.Tests.Http;

public sealed class DatasetLeakageApiTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.StartAsync(options => options, hasModel: false);
        var rows = "age,state,left\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{20 + (i * 7 % 61)},{(i % 3 == 0 ? "closed" : "open")},{(i % 3 == 0 ? "yes" : "no")}\n"));
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(rows));
        await _server.Client.Datasets.AddAsync("customers", content, "text/csv", null, Token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_stored_version_is_screened_and_columns_can_be_left_out()
    {
        var report = await _server.Http.GetFromJsonAsync<JsonElement>("api/datasets/customers/1/leakage?target=left&positive=yes", Token);
        var ignored = await _server.Http.GetFromJsonAsync<JsonElement>("api/datasets/customers/1/leakage?target=left&positive=yes&ignore=state", Token);

        var finding = Assert.Single(report.GetProperty("findings").EnumerateArray(), found => found.GetProperty("kind").GetString() == "predictor");
        Assert.Equal("state", finding.GetProperty("columns")[0].GetString());
        Assert.DoesNotContain(ignored.GetProperty("findings").EnumerateArray(), found => found.GetProperty("kind").GetString() == "predictor");
    }

    [Theory]
    [InlineData("1/leakage", HttpStatusCode.BadRequest)]
    [InlineData("1/leakage?target=gone", HttpStatusCode.BadRequest)]
    [InlineData("1/leakage?target=left&ignore=gone", HttpStatusCode.BadRequest)]
    [InlineData("7/leakage?target=left", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_screened_is_refused(string path, HttpStatusCode status)
    {
        using var answer = await _server.Http.GetAsync($"api/datasets/customers/{path}", Token);

        Assert.Equal(status, answer.StatusCode);
    }
}
