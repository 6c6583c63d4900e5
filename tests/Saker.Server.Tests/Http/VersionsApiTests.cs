using System.Net;
using System.Net.Http.Headers;
using Saker.Client;
using Saker.Platform.Serving.Lifecycle;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

public sealed class VersionsApiTests : IAsyncLifetime
{
    private readonly TestServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string? Title(SakerClientException failure) => failure.Problem?.Detail;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Version_is_unloaded_refused_and_loaded_again()
    {
        var client = _server.Client;
        Assert.Equal("active", Assert.Single(await client.ListVersionsAsync("churn", Cancellation)).State);
        Assert.Equal("unloaded", (await client.UnloadVersionAsync("churn", 1, Cancellation)).State);
        var endpoint = await client.GetEndpointAsync("churn", Cancellation);
        Assert.Equal(("unloaded", null), (endpoint.State, endpoint.Serving));
        Assert.Equal("active", (await client.LoadVersionAsync("churn", 1, Cancellation)).State);
        endpoint = await client.GetEndpointAsync("churn", Cancellation);
        Assert.Equal(("active", "churn/1"), (endpoint.State, endpoint.Serving));
        Assert.NotEmpty(endpoint.History!);
        Assert.True(endpoint.EstimatedBytes > 0);
        var missing = await Assert.ThrowsAsync<SakerClientException>(() => client.LoadVersionAsync("churn", 9, Cancellation));
        Assert.Contains("no version 9", Title(missing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_is_imported_as_a_form_and_as_bare_bytes_and_its_alias_moves()
    {
        var graph = ToyChurn.Graph().ToBytes();
        var first = await _server.Client.ImportAsync("other", graph, ["champion"], example: null, Cancellation);
        Assert.Equal((1, "champion"), (first.Version, Assert.Single(first.Aliases)));
        using var body = new ByteArrayContent(graph);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await _server.Http.PostAsync(new Uri("api/models/other/versions?alias=champion", UriKind.Relative), body, Cancellation);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(2, (await _server.Client.GetModelAsync("other", Cancellation)).Aliases["champion"]);
        Assert.Equal(1, (await _server.Client.SetAliasAsync("other", "champion", 1, Cancellation)).Aliases["champion"]);
        var unknown = await Assert.ThrowsAsync<SakerClientException>(() => _server.Client.SetAliasAsync("other", "champion", 3, Cancellation));
        Assert.Contains("no version 3", Title(unknown), StringComparison.Ordinal);
        var broken = await Assert.ThrowsAsync<SakerClientException>(() => _server.Client.ImportAsync("other", [1, 2, 3], [], example: null, Cancellation));
        Assert.Contains("cannot be served", Title(broken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_beyond_the_limit_is_refused()
    {
        await using var small = new TestServer();
        await small.StartAsync(options => options with { Serving = new ServingOptions { MaxImportBytes = 1_000 } }, hasModel: false);
        using var body = new ByteArrayContent(new byte[5_000]);
        using var answer = await small.Http.PostAsync(new Uri("api/models/other/versions", UriKind.Relative), body, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Removed_endpoint_is_gone()
    {
        await _server.Client.RemoveEndpointAsync("churn", Cancellation);
        Assert.Empty(await _server.Client.ListEndpointsAsync(Cancellation));
        await Assert.ThrowsAsync<SakerClientException>(() => _server.Client.RemoveEndpointAsync("churn", Cancellation));
    }
}
