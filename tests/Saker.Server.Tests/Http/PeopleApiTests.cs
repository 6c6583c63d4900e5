using System.Net;
using System.Text;
using Saker.Learning.Behaviour;

namespace Saker.Server.Tests.Http;

/// <summary>A registered version is asked over HTTP how groups fare under it and how it behaves.</summary>
public sealed class PeopleApiTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_is_asked_wrong_is_told_at_once()
    {
        var (status, text) = await PostAsync("fairness", """{"target":"Churn","protected":[],"limits":{"parity":0.1}}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        foreach (var field in (string[])["dataset", "protected", "limits.parity"])
            Assert.Contains(field, text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("fairness", """{"dataset":"nothing/1","target":"Churn","protected":["gender"]}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("behaviour", """{"tests":[{"test":"magic"}]}""")).Status);
    }

    [Fact]
    public async Task A_version_is_told_how_it_behaves_on_made_rows()
    {
        var (status, text) = await PostAsync("behaviour", """{"made":20,"tests":[{"test":"range"},{"test":"determinism"}]}""");
        Assert.True(status == HttpStatusCode.OK, text);
        var report = BehaviourReport.FromJson(text);
        Assert.Equal((0, 20), (report.RealRowCount, report.MadeRowCount));
        Assert.Equal(["range", "determinism"], report.Results.Select(result => result.Test));
    }

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(string what, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _server.Http.PostAsync($"/api/models/churn/versions/1/{what}", content, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }
}
