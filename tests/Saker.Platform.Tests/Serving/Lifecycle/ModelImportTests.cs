using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Tests.Serving.Lifecycle;

public sealed class ModelImportTests : EmbeddedTests
{
    [Fact]
    public async Task Graph_of_columns_is_asked_about_rows()
    {
        var version = await ImportAsync(Identity(ElementType.Float32, -1, 1), """{"columns":["x"],"data":[[1.5],[2]]}""");
        Assert.Equal(["champion"], version.Aliases);
        await Saker.Endpoints.DeployAsync("live", "imported", 1, Cancellation);
        await Saker.Host.RefreshAsync(Cancellation);
        var prediction = await Saker.Host.PredictAsync("live", new Table([Column.Of<double>("x", new[] { 1.5, -2 })]), Cancellation);
        Assert.Equal([1.5f, -2f], prediction.Outputs.Get<float>("y").Values.ToArray());
        await Failures.OfAsync(ErrorKind.InvalidInput, async () => await Saker.Host.PredictAsync("live", new Table([Column.OfText("x", ["a"])]), Cancellation));
    }

    [Theory]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.Int16)]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.UInt16)]
    [InlineData(ElementType.UInt32)]
    [InlineData(ElementType.UInt64)]
    [InlineData(ElementType.Boolean)]
    [InlineData(ElementType.Text)]
    public async Task Graph_of_tensors_of_every_type_gives_what_it_got(ElementType type)
    {
        await ImportAsync(Identity(type, -1, 2, 3), example: null);
        using var call = await Saker.Host.BeginAsync("imported", "1", Cancellation);
        var column = Assert.Single(call.Model.Signature.Inputs);
        Assert.Equal(type.ToString().ToLowerInvariant(), column.Element);
        Assert.Equal([-1, 2, 3], column.Shape);
        var input = call.Inputs[0];
        input.Reset([2, 2, 3]);
        for (var i = 0; i < input.Count; i++)
        {
            if (type == ElementType.Text)
                input.SetText(i, [(byte)('a' + i)]);
            else
                input.Bytes.Slice(i * input.ElementSize, input.ElementSize)[0] = (byte)(i % 2);
        }
        await call.RunAsync(Cancellation);
        Assert.Equal([2, 2, 3], call.Outputs[0].Shape.ToArray());
        if (type == ElementType.Text)
            Assert.Equal("l"u8.ToArray(), call.Outputs[0].Text(11).ToArray());
        else
            Assert.Equal(call.Inputs[0].Bytes.ToArray(), call.Outputs[0].Bytes.ToArray());
    }

    [Fact]
    public async Task Rows_are_refused_by_a_model_that_takes_tensors()
    {
        await ImportAsync(Identity(ElementType.Float32, -1, 3), example: null);
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, async () => await Saker.Host.PredictAsync("imported", ToyServing.OneRow, Cancellation));
        Assert.Contains("/v2/models/imported/infer", failure.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => ImportAsync(Identity(ElementType.Float32, -1, 3), """{"columns":["x"],"data":[[1]]}"""));
    }

    [Fact]
    public async Task What_cannot_be_served_is_refused_and_nothing_is_registered()
    {
        await Failures.OfAsync(ErrorKind.InvalidInput, () => ImportAsync([1, 2, 3], example: null));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => ImportAsync([], example: null));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => ImportAsync(Identity(ElementType.Float32, -1, 1), "[]"));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => ImportAsync(Identity(ElementType.Float32, -1, 1), """{"columns":["z"],"data":[[1]]}"""));
        Assert.Empty(await Saker.Registry.ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_graph_that_does_not_take_made_up_values_is_imported_with_an_example()
    {
        var ratio = new GraphBuilder("ratio");
        ratio.Output("y", ratio.Node("Div", [ratio.Input("a", ElementType.Int64, -1), ratio.Input("b", ElementType.Int64, -1)], ElementType.Int64), -1);
        var bytes = ratio.Build().ToBytes();
        Assert.Contains("give some that it takes as its example", (await Failures.OfAsync(ErrorKind.InvalidInput, () => ImportAsync(bytes, example: null))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("made up", (await Failures.OfAsync(ErrorKind.InvalidInput, () => ImportAsync(bytes, """{"columns":["a","b"],"data":[[4,0]]}"""))).Message, StringComparison.Ordinal);
        Assert.Equal(1, (await ImportAsync(bytes, """{"columns":["a","b"],"data":[[4,2]]}""")).Version);
    }

    [Fact]
    public async Task Values_and_shapes_that_a_graph_cannot_be_run_on_are_the_callers_fault_and_leave_the_version_well()
    {
        var table = new GraphBuilder("table");
        table.Output("y", table.Node("Gather", [table.Constant(Tensor.Vector(1.5f, 2.5f)), table.Input("x", ElementType.Int64, -1)], ElementType.Float32), -1);
        await ImportAsync(table.Build().ToBytes(), example: null);
        var product = new GraphBuilder("product");
        product.Output("y", product.Node("MatMul", [product.Input("a", ElementType.Float32, -1, -1), product.Input("b", ElementType.Float32, -1, -1)], ElementType.Float32), -1, -1);
        await ImportAsync(product.Build().ToBytes(), example: null);

        for (var i = 0; i < 20; i++)
        {
            using var looking = await Saker.Host.BeginAsync("imported", "1", Cancellation);
            looking.Inputs[0].Reset([1]);
            looking.Inputs[0].Elements<long>()[0] = 7;
            Assert.Contains("out of data bounds", (await Failures.OfAsync(ErrorKind.InvalidInput, () => looking.RunAsync(Cancellation).AsTask())).Message, StringComparison.Ordinal);
            using var multiplying = await Saker.Host.BeginAsync("imported", "2", Cancellation);
            multiplying.Inputs[0].Reset([1, 2]);
            multiplying.Inputs[1].Reset([3, 1]);
            await Failures.OfAsync(ErrorKind.InvalidInput, () => multiplying.RunAsync(Cancellation).AsTask());
        }
        foreach (var version in new[] { "1", "2" })
            Assert.Equal(VersionState.Active, (await Saker.Host.GetVersionAsync("imported", version, Cancellation)).State);
    }

    [Theory]
    [InlineData("""{"inputs":{"x":[[0,1],[1,0]]}}""", null)]
    [InlineData("""{"inputs":[[1,1]]}""", null)]
    [InlineData("[[1,1]]", null)]
    [InlineData("""{"inputs":{"x":[[0,9]]}}""", "out of data bounds")]
    [InlineData("""{"inputs":{"x":[[0,1,1]]}}""", "has the shape [1, 3]; the model takes [-1, 2]")]
    [InlineData("""{"inputs":{"x":[[0,1],[1]]}}""", "lists of different lengths")]
    [InlineData("""{"inputs":{"x":[[0,1.5]]}}""", "holds what is no Int64")]
    [InlineData("""{"inputs":{"x":[[0,true]]}}""", "holds what is no Int64")]
    [InlineData("""{"inputs":{"x":[]}}""", "is empty")]
    [InlineData("""{"inputs":{"y":[[0,1]]}}""", "no tensor of this name")]
    [InlineData("""{"inputs":""", "The example of a model of tensors is")]
    public async Task Tensors_are_warmed_up_with_what_was_recorded_of_them(string example, string? refusal)
    {
        var graph = new GraphBuilder("list");
        graph.Output("y", graph.Gather(graph.Constant(Tensor.Vector(1f, 2f)), graph.Input("x", ElementType.Int64, -1, 2)), -1, 2);
        if (refusal is null)
        {
            var version = await ImportAsync(graph.Build().ToBytes(), example);
            Assert.Equal(VersionState.Active, (await Saker.Host.LoadAsync("imported", $"{version.Version}", Cancellation)).State);
            return;
        }
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => ImportAsync(graph.Build().ToBytes(), example));
        Assert.Contains(refusal, $"{failure.Message} {string.Join(' ', failure.Problems.Select(problem => $"{problem.Field} {problem.Message}"))}", StringComparison.Ordinal);
    }

    /// <summary>The example of docs/serving.md.</summary>
    [Fact]
    public async Task Example_of_the_documentation_runs()
    {
        var (saker, bytes, cancellationToken) = (Saker, Identity(ElementType.Float32, -1, 4), Cancellation);

        var version = await saker.Import.ImportAsync(new ModelImportRequest { Model = "digits", Graph = bytes, Aliases = ["champion"] }, cancellationToken);
        using var call = await saker.Host.BeginAsync("digits", version: null, cancellationToken);
        call.Inputs[0].Reset([1, 4]);
        call.Inputs[0].Elements<float>().Fill(0.5f);
        await call.RunAsync(cancellationToken);
        var scores = call.Outputs[0].Elements<float>().ToArray();

        Assert.Equal(1, version.Version);
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], scores);
    }

    private Task<Platform.Registry.ModelVersion> ImportAsync(byte[] graph, string? example) =>
        Saker.Import.ImportAsync(new ModelImportRequest { Model = "imported", Graph = graph, Aliases = ["champion"], Example = example }, Cancellation);

    private static byte[] Identity(ElementType type, params long[] shape)
    {
        var graph = new GraphBuilder("identity");
        graph.Output("y", graph.Node("Identity", [graph.Input("x", type, shape)], type), shape);
        return graph.Build().ToBytes();
    }
}
