using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Server.Tests.Http.OpenInference;

/// <summary>A server of graphs that turn the sign of numbers: <c>open</c>, which says nothing of the shape that it takes, and <c>scalar</c>, which takes one number.</summary>
public sealed class OpenShapeServer : IAsyncLifetime
{
    // An ONNX model of one node, y = Neg(x), whose values have an element type and no shape, which no builder of ours writes.
    private const string Open = "CAg6KQoLCgF4EgF5IgNOZWcSBG9wZW5aCQoBeBIECgIIAWIJCgF5EgQKAggBQgIQEQ==";

    public TestServer Server { get; } = new() { Services = _ => { } };

    public async ValueTask InitializeAsync()
    {
        await Server.StartAsync(options => options, hasModel: false);
        var scalar = new GraphBuilder("scalar");
        scalar.Output("y", scalar.Node("Neg", [scalar.Input("x", ElementType.Float32)], ElementType.Float32));
        foreach (var (name, graph) in new[] { ("open", Convert.FromBase64String(Open)), ("scalar", scalar.Build().ToBytes()) })
        {
            using var content = new ByteArrayContent(graph) { Headers = { { "Content-Type", "application/octet-stream" } } };
            using var registered = await Server.Http.PostAsync($"/api/models/{name}/versions?alias=champion", content, TestContext.Current.CancellationToken);
            registered.EnsureSuccessStatusCode();
        }
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
