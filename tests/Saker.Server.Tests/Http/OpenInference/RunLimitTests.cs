using System.Net;
using System.Text;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Platform.Serving.Lifecycle;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.OpenInference;

/// <summary>Values that make a run long or large end in an answer to who sent them, and leave the model to all others.</summary>
public sealed class RunLimitTests : IAsyncLifetime
{
    private readonly TestServer _server = new() { Services = _ => { } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _server.StartAsync(options => options with { Serving = new ServingOptions { MaxAnswerBytes = 1_024 } }, hasModel: false);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_loop_without_end_is_504_and_then_the_model_answers_and_is_unloaded()
    {
        await _server.Client.ImportAsync("loop", LoopGraph.Adding, [], example: null, Cancellation);
        var late = await LoopAsync(LoopGraph.Endless, milliseconds: 300);
        Assert.True(late.Status == HttpStatusCode.GatewayTimeout, late.Text);
        var (status, text) = await LoopAsync(trips: 10, milliseconds: 30_000);
        Assert.Equal((HttpStatusCode.OK, true), (status, text.Contains("[10", StringComparison.Ordinal)));
        await _server.Client.UnloadVersionAsync("loop", 1, Cancellation);
        await Eventually.IsSoAsync(async () => (await _server.Client.ListVersionsAsync("loop", Cancellation))[0].State == "unloaded", "the version's end");
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_413_with_the_limit()
    {
        var graph = new GraphBuilder("filled");
        graph.Output("y", graph.Node("ConstantOfShape", [graph.Input("s", ElementType.Int64, 1)], ElementType.Float32), -1);
        await _server.Client.ImportAsync("filled", graph.Build().ToBytes(), [], example: null, Cancellation);
        var fits = await FillAsync(256);
        Assert.True(fits.Status == HttpStatusCode.OK, fits.Text);
        foreach (var count in new[] { 257, 30_000_000, 1_000_000_000_000_000 })
        {
            var (status, text) = await FillAsync(count);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
            Assert.Contains(count <= 257 ? "larger than the 1024 bytes" : "Ask for less at once", text, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await FillAsync(-1)).Status);
    }

    private Task<(HttpStatusCode Status, string Text)> LoopAsync(long trips, int milliseconds) => AskAsync(
        "loop",
        $$"""{"parameters":{"timeout":{{milliseconds * 1_000L}}},"inputs":[{"name":"x","datatype":"FP32","shape":[1],"data":[0]},{"name":"trips","datatype":"INT64","shape":[1],"data":[{{trips}}]}]}""");

    private Task<(HttpStatusCode Status, string Text)> FillAsync(long count) => AskAsync("filled", $$"""{"inputs":[{"name":"s","datatype":"INT64","shape":[1],"data":[{{count}}]}]}""");

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string model, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _server.Http.PostAsync(new Uri($"v2/models/{model}/infer", UriKind.Relative), content, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
