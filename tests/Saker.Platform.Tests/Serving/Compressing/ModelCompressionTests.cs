using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Compressing;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Tests.Serving.Compressing;

public sealed class ModelCompressionTests : EmbeddedTests
{
    private const int Width = 64;

    [Theory]
    [InlineData(CompressionMethod.Dynamic, 2.5)]
    [InlineData(CompressionMethod.Static, 2.5)]
    [InlineData(CompressionMethod.Structured, 1.5)]
    [InlineData(CompressionMethod.LowRank, 1.5)]
    public async Task Smaller_version_is_registered_with_what_was_measured(CompressionMethod method, double ratio)
    {
        await ImportAsync();
        var made = await Saker.Compression.CompressAsync(new CompressionRequest { Version = "sides", Method = method, Target = "side", MaxLoss = 0.05, Aliases = ["small"] }, Rows(200), Cancellation);
        Assert.True(made.Report.Ratio > ratio, made.Report.ToString());
        Assert.Equal(("accuracy", 1.0), (made.Report.ScoreName, made.Report.Before.Score));
        Assert.True(made.Report.After.Score > 0.95);
        Assert.Equal((2, new ParentVersion("sides", 1)), (made.Version.Version, made.Version.Parent));
        Assert.Equal(["small"], made.Version.Aliases);
        Assert.Equal(CompressionWords.Of(method), made.Version.Tags["compression"]);
        var evaluation = await VersionEvaluator.FindAsync(made.Version, Cancellation);
        Assert.Equal(made.Report, evaluation!.Compression);
        Assert.Equal(made.Report.After.Score, evaluation.Find("accuracy")!.Value);
        Assert.Equal(40, evaluation.RowCount);
        using var call = await Saker.Host.BeginAsync("sides", "2", Cancellation);
        Assert.Equal("x", call.Model.Signature.Inputs.Single().Name);
    }

    [Theory]
    [InlineData(CompressionMethod.Aware)]
    [InlineData(CompressionMethod.Magnitude)]
    [InlineData(CompressionMethod.Distilled)]
    public async Task Smaller_version_learns_the_answers_of_the_larger(CompressionMethod method)
    {
        await ImportAsync();
        var request = new CompressionRequest { Version = "sides/1", Method = method, Target = "side", EpochCount = 3, Bits = 4, Share = 0.6 };
        var made = await Saker.Compression.CompressAsync(request, Rows(200), Cancellation);
        Assert.True(made.Report.After.Score > 0.9, made.Report.ToString());
        Assert.True(method == CompressionMethod.Magnitude || made.Report.Ratio > 1.5, made.Report.ToString());
    }

    [Fact]
    public async Task Version_that_loses_more_than_is_allowed_is_not_registered()
    {
        await ImportAsync();
        var request = new CompressionRequest { Version = "sides", Method = CompressionMethod.Structured, Share = 0.99, Target = "side", MaxLoss = 0 };
        var refused = await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Compression.CompressAsync(request, Rows(200), Cancellation));
        Assert.Contains("nothing is registered", refused.Message, StringComparison.Ordinal);
        Assert.Null(await Saker.Registry.FindVersionAsync("sides", 2, Cancellation));
    }

    [Fact]
    public async Task Methods_that_need_no_rows_go_without()
    {
        await ImportAsync();
        var made = await Saker.Compression.CompressAsync(new CompressionRequest { Version = "sides", Method = CompressionMethod.Dynamic }, null, Cancellation);
        Assert.Null(made.Report.ScoreLoss);
        Assert.Contains("no target", (await VersionEvaluator.FindAsync(made.Version, Cancellation))!.Findings.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_told_by_name()
    {
        await ImportAsync();
        Assert.Equal("maxLoss", (await FailAsync(request => request with { MaxLoss = 0.1 }, Rows(20))).Field);
        Assert.Equal("target", (await FailAsync(request => request with { Target = "nothing" }, Rows(20))).Field);
        Assert.Equal("target", (await FailAsync(request => request with { Target = "side" }, null)).Field);
        Assert.Equal("epochs", (await FailAsync(request => request with { EpochCount = -1 }, null)).Field);
        Assert.Equal("data", (await FailAsync(request => request with { Method = CompressionMethod.Static }, null)).Field);
        Assert.Equal("data", (await FailAsync(request => request with { Target = "side" }, Rows(3))).Field);
        Assert.Equal("data", (await FailAsync(request => request with { Method = CompressionMethod.Distilled, Target = "side" }, Rows(20))).Field);
        Assert.Contains("9 number columns", (await FailAsync(request => request with { Method = CompressionMethod.Static }, Rows(20))).Message, StringComparison.Ordinal);
        Assert.Contains("'nothing' is no stored weight", (await FailAsync(request => request with { Kept = ["nothing"] }, null)).Message, StringComparison.Ordinal);
        Assert.Throws<SakerException>(() => CompressionWords.Method("magic"));

        Task<SakerException> FailAsync(Func<CompressionRequest, CompressionRequest> change, Table? rows) => Failures.OfAsync(
            ErrorKind.InvalidInput, () => Saker.Compression.CompressAsync(change(new CompressionRequest { Version = "sides", Method = CompressionMethod.Dynamic }), rows, Cancellation));
    }

    // Whether the first half of eight numbers sums to more than the second, said by way of a wide layer of few directions.
    private Task<ModelVersion> ImportAsync()
    {
        var graph = new GraphBuilder("sides");
        var first = new float[8 * Width];
        var middle = new float[Width * Width];
        var last = new float[Width * 2];
        for (var unit = 0; unit < Width; unit++)
        {
            var (side, strength) = (unit % 2, 0.5f + unit / (float)Width);
            for (var i = 0; i < 8; i++)
                first[i * Width + unit] = strength * (i / 4 == side ? 1 : -1);
            for (var next = side; next < Width; next += 2)
                middle[unit * Width + next] = strength * (0.5f + next / (float)Width) / Width;
            last[unit * 2 + side] = strength;
        }
        var value = graph.Input("x", ElementType.Float32, -1, 8);
        value = graph.Relu(graph.Gemm(value, graph.Constant(Tensor.Of(first, 8, Width)), graph.Constant(Tensor.Of(new float[Width], Width))));
        value = graph.Relu(graph.Gemm(value, graph.Constant(Tensor.Of(middle, Width, Width)), graph.Constant(Tensor.Of(new float[Width], Width))));
        graph.Output("y", graph.Gemm(value, graph.Constant(Tensor.Of(last, Width, 2)), graph.Constant(Tensor.Of([0f, 0.001f], 2))), -1, 2);
        return Saker.Import.ImportAsync(new ModelImportRequest { Model = "sides", Graph = graph.Build().ToBytes() }, Cancellation);
    }

    private static Table Rows(int count)
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 8).Select(_ => new double[count]).ToArray();
        var sides = new long[count];
        for (var row = 0; row < count; row++)
        {
            foreach (var column in values)
                column[row] = random.NextDouble();
            // Rows on the edge tell nothing.
            values[random.Next(8)][row] += 2;
            sides[row] = values[..4].Sum(column => column[row]) > values[4..].Sum(column => column[row]) ? 0 : 1;
        }
        return new Table([.. values.Select((column, i) => Column.OfNumbers($"v{i}", column)), Column.Of<long>("side", sides)]);
    }
}
