using Saker.Onnx;
using Saker.Onnx.Graphs;

namespace Saker.Server.Tests.Http.OpenInference;

/// <summary>
/// A server of graphs that say nothing, or little, of shapes: <c>open</c> and <c>recorded</c> turn the sign of numbers of any shape, the latter with an example of [1, 2]; <c>reshaped</c> takes [n, 2]
/// and gives it back as a shape that it computes; <c>scalar</c> takes one number. <c>labels</c> is of rows, and gives them no name. <c>fixed</c> multiplies x of [n, 2] by k, an input whose value, 3, the file has.
/// </summary>
public sealed class OpenShapeServer : IAsyncLifetime
{
    // An ONNX model of one node, y = Neg(x), whose values have an element type and no shape, which no builder of ours writes.
    private const string Open = "CAg6KQoLCgF4EgF5IgNOZWcSBG9wZW5aCQoBeBIECgIIAWIJCgF5EgQKAggBQgIQEQ==";

    // Written by the helper functions of ONNX for Python: Shape(x), Compress([true, true]), Reshape, and y without a shape.
    private const string Reshaped = "CAgSADp2Cg0KAXgSAXMiBVNoYXBlCiAKAXMKAWMSAXQiCENvbXByZXNzKgsKBGF4aXMYAKABAgoSCgF4CgF0EgF5IgdSZXNoYXBlEgFnKgsIAhAJQgFjSgIBAVoUCgF4Eg8KDQgBEgkKAxIBbgoCCAJiCQoBeRIECgIIAUIECgAQEQ==";

    // Mul(x, k), where k is among the inputs and the initializers.
    private const string Fixed = "CAgSADpfCg4KAXgKAWsSAXkiA011bBIBZyoNCAEQAUIBa0oEAABAQFoUCgF4Eg8KDQgBEgkKAxIBbgoCCAJaDwoBaxIKCggIARIECgIIAWIUCgF5Eg8KDQgBEgkKAxIBbgoCCAJCBAoAEBE=";

    // LinearClassifier: low with -(a + b) and high with a + b, of X [?, 2]; the first extents have neither number nor name, as skl2onnx writes them.
    private const string Labels =
        "CAgSADqKAgrGAQoBWBIFbGFiZWwSBnNjb3JlcyIQTGluZWFyQ2xhc3NpZmllciojChNjbGFzc2xhYmVsc19zdHJpbmdzSgNsb3dKBGhpZ2igAQgqJQoMY29lZmZpY2llbnRzPQAAgL89AACAvz0AAIA/PQAAgD+gAQYqGQoKaW50ZXJjZXB0"
        + "cz0AAAAAPQAAAACgAQYqEgoLbXVsdGlfY2xhc3MYAKABAioZCg5wb3N0X3RyYW5zZm9ybSIETk9ORaABAzoKYWkub25ueC5tbBIBZ1oRCgFYEgwKCggBEgYKAAoCCAJiEQoFbGFiZWwSCAoGCAgSAgoAYhYKBnNjb3JlcxIMCgoIARIGCgAKAggCQgQKABARQg4KCmFpLm9ubngubWwQAw==";

    public TestServer Server { get; } = new() { Services = _ => { } };

    public async ValueTask InitializeAsync()
    {
        await Server.StartAsync(options => options, hasModel: false);
        var scalar = new GraphBuilder("scalar");
        scalar.Output("y", scalar.Node("Neg", [scalar.Input("x", ElementType.Float32)], ElementType.Float32));
        foreach (var (name, graph, example) in new[]
        {
            ("open", Convert.FromBase64String(Open), null), ("recorded", Convert.FromBase64String(Open), """{"inputs":{"x":[[1,2]]}}"""), ("reshaped", Convert.FromBase64String(Reshaped), null),
            ("fixed", Convert.FromBase64String(Fixed), null), ("labels", Convert.FromBase64String(Labels), null), ("scalar", scalar.Build().ToBytes(), null),
        })
        {
            using var content = new MultipartFormDataContent { { new ByteArrayContent(graph), "model", "model.onnx" }, { new StringContent("champion"), "alias" } };
            if (example is not null)
                content.Add(new StringContent(example), "example");
            using var registered = await Server.Http.PostAsync($"/api/models/{name}/versions", content, TestContext.Current.CancellationToken);
            registered.EnsureSuccessStatusCode();
        }
        foreach (var name in new[] { "fixed", "labels" })
        {
            using var deployed = await Server.Http.PostJsonAsync("/api/endpoints", $$"""{"name":"{{name}}","model":"{{name}}/1"}""");
            deployed.EnsureSuccessStatusCode();
        }
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
