using System.Net;
using Saker.Client;
using Saker.Testing;

namespace Saker.Server.Tests.Http.Registry;

/// <summary>The registry over HTTP beyond MLflow, through the typed client, and its pages.</summary>
public sealed class RegistryApiTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Endpoint_follows_the_alias_by_whatever_door_it_moves()
    {
        await _server.DeployAsync("other", "churn", Cancellation);
        var live = await _server.Client.DeployAsync(new DeployRequest("live", "churn@champion"), Cancellation);
        Assert.Equal(("2", "churn@champion"), (live.Version, live.Follows));
        using var moved = await _server.Http.PostAsync("/api/2.0/mlflow/registered-models/alias", new StringContent("""{"name":"churn","alias":"champion","version":"1"}"""), Cancellation);
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        await Eventually.IsSoAsync(async () => (await _server.Client.GetEndpointAsync("live", Cancellation)).Serving == "churn/1", "that the endpoint follows");
        Assert.Null((await _server.Client.DeployAsync(new DeployRequest("live", "churn/2"), Cancellation)).Follows);
    }

    [Fact]
    public async Task The_answer_to_a_move_names_the_rollouts_that_it_begins()
    {
        await _server.DeployAsync("other", "churn", Cancellation);
        Assert.Equal("2", (await _server.Client.DeployAsync(new DeployRequest("live", "churn@champion"), Cancellation)).Version);
        // It points there already: whatever is under way, this began nothing.
        Assert.Empty((await _server.Client.SetAliasAsync("churn", "champion", 2, Cancellation)).Rollouts!);
        var begun = Assert.Single((await _server.Client.SetAliasAsync("churn", "champion", 1, Cancellation)).Rollouts!);
        Assert.Equal(("live", "churn/1"), (begun.Endpoint, begun.Arms[^1].Version));
        Assert.Empty((await _server.Client.SetAliasAsync("churn", "unfollowed", 1, Cancellation)).Rollouts!);
        Assert.Null((await _server.Client.GetModelAsync("churn", Cancellation)).Rollouts);
    }

    [Fact]
    public async Task Models_and_versions_tell_what_is_known_of_them()
    {
        var made = await _server.Client.CreateModelAsync(new NewModelRequest { Name = "a b", Description = "d", Tags = new Dictionary<string, string> { ["k"] = "v" } }, Cancellation);
        Assert.Equal(("a b", "d", "v"), (made.Name, made.Description, made.Tags!["k"]));
        var changed = await _server.Client.ChangeModelAsync("a b", new ModelChanges { Name = "c d", Description = "", Tags = new Dictionary<string, string?> { ["k"] = null, ["n"] = "1" } }, Cancellation);
        Assert.Equal(("c d", null, "1", 1), (changed.Name, changed.Description, changed.Tags!["n"], changed.Tags.Count));
        var gone = await Assert.ThrowsAsync<SakerClientException>(() => _server.Client.GetModelAsync("a b", Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        Assert.Contains("it is called 'c d' now", gone.Message, StringComparison.Ordinal);
        using var refused = await _server.Http.DeleteAsync("/api/models/a%20b/tags/n", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var page = await _server.Http.GetAsync("/models/a%20b?moves=0", Cancellation);
        Assert.Equal((HttpStatusCode.OK, "/models/c%20d?moves=0"), (page.StatusCode, page.RequestMessage!.RequestUri!.PathAndQuery));
        await _server.Client.DeleteModelAsync("c d", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<SakerClientException>(() => _server.Client.GetModelAsync("c d", Cancellation))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Assert.ThrowsAsync<SakerClientException>(() => _server.Client.DeleteModelAsync("churn", Cancellation))).Status);

        Assert.Equal(("churn/1", "1.0.0"), (await _server.Client.GetLineageAsync("churn", "1.0", Cancellation)) is { } lineage ? (lineage.Version, lineage.Semantic) : default);
        Assert.StartsWith("# churn/1", await _server.Client.GetCardAsync("churn", "1", Cancellation), StringComparison.Ordinal);
        var history = await _server.Client.GetAliasHistoryAsync("churn", "champion", DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Cancellation);
        Assert.Equal(1, Assert.Single(history.Moves).To);
        Assert.Empty((await _server.Client.GetAliasHistoryAsync("churn", "champion", "2020-01-01", Cancellation)).Moves);
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<SakerClientException>(() => _server.Client.GetAliasHistoryAsync("churn", "champion", "yesterday", Cancellation))).Status);
    }

    [Fact]
    public async Task Pages_show_history_approvals_lineage_and_card_without_what_clients_could_smuggle_in()
    {
        await _server.DeployAsync("other", "churn", Cancellation);
        await _server.Client.ChangeModelAsync("churn", new ModelChanges { Description = "<script>alert(1)</script>" }, Cancellation);
        await _server.Client.ProtectAliasAsync("churn", "champion", new ProtectRequest("admin"), Cancellation);
        var asked = await _server.Client.SetAliasAsync("churn", "champion", 1, "<i>because</i>", Cancellation);
        var request = Assert.Single(asked.Requests!);
        Assert.Equal(2, asked.Aliases["champion"]);

        var model = await _server.Http.GetStringAsync("/models/churn", Cancellation);
        // Whoever asked may only withdraw it.
        Assert.Contains($"/api/models/approvals/{request.Id}/withdraw", model, StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;because&lt;/i&gt;", model, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", model, StringComparison.Ordinal);
        var version = await _server.Http.GetStringAsync("/models/churn/1", Cancellation);
        Assert.Contains("Lineage", version, StringComparison.Ordinal);
        Assert.Contains("<h2>churn/1</h2>", version, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", version, StringComparison.Ordinal);

        // By the page's button: the form comes from our own page, and leads back to it.
        using var button = new HttpRequestMessage(HttpMethod.Post, $"/api/models/approvals/{request.Id}/reject") { Content = new FormUrlEncodedContent([new("reason", "no")]) };
        button.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = _server.Http.BaseAddress };
        using var rejected = await browser.SendAsync(button, Cancellation);
        Assert.Equal((HttpStatusCode.SeeOther, "/models/churn"), (rejected.StatusCode, rejected.Headers.Location!.ToString()));
        Assert.Equal("rejected", Assert.Single(await _server.Client.ListApprovalsAsync(null, all: true, Cancellation)).State);
    }
}
