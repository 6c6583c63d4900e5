using System.Globalization;
using Saker.Data;
using Saker.Data.Sources;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;
using Saker.Onnx;
using Saker.Onnx.Compression;
using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Compressing;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Tests.Pipelines;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Serving.Compressing;

public sealed class ModelCompressionTests : EmbeddedTests
{
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
        var request = new CompressionRequest { Version = "sides/1", Method = method, Target = "side", EpochCount = 3, Bits = method == CompressionMethod.Aware ? 4 : null, Share = method == CompressionMethod.Aware ? null : 0.6 };
        var made = await Saker.Compression.CompressAsync(request, Rows(200), Cancellation);
        Assert.True(made.Report.After.Score > 0.9, made.Report.ToString());
        Assert.True(method == CompressionMethod.Magnitude || made.Report.Ratio > (method == CompressionMethod.Aware ? 3.4 : 1.5), made.Report.ToString());
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
        Assert.Equal("epochs", (await FailAsync(request => request with { Method = CompressionMethod.Magnitude, EpochCount = -1 }, null)).Field);
        Assert.Equal("data", (await FailAsync(request => request with { Method = CompressionMethod.Static }, null)).Field);
        Assert.Equal("data", (await FailAsync(request => request with { Target = "side" }, Rows(3))).Field);
        Assert.Equal("data", (await FailAsync(request => request with { Method = CompressionMethod.Distilled, Target = "side" }, Rows(20))).Field);
        Assert.Contains("9 number columns", (await FailAsync(request => request with { Method = CompressionMethod.Static }, Rows(20))).Message, StringComparison.Ordinal);
        Assert.Contains("'nothing' is no stored weight", (await FailAsync(request => request with { Kept = ["nothing"] }, null)).Message, StringComparison.Ordinal);
        Assert.Throws<SakerException>(() => CompressionWords.Method("magic"));

        Task<SakerException> FailAsync(Func<CompressionRequest, CompressionRequest> change, Table? rows) => Failures.OfAsync(
            ErrorKind.InvalidInput, () => Saker.Compression.CompressAsync(change(new CompressionRequest { Version = "sides", Method = CompressionMethod.Dynamic }), rows, Cancellation));
    }

    [Fact]
    public async Task Settings_that_a_method_does_not_have_are_refused_all_at_once()
    {
        var request = new CompressionRequest { Version = "sides", Method = CompressionMethod.Dynamic, Bits = 4, Calibration = CalibrationMethod.Entropy, Share = 0.5, Energy = 0.5, EpochCount = 2 };
        Assert.Equal(["bits", "calibration", "share", "energy", "epochs"], (await FieldsAsync(request)).Select(problem => problem.Field));
        var odd = await FieldsAsync(new CompressionRequest { Version = "sides", Method = CompressionMethod.LowRank, Bits = 4, Energy = double.NaN });
        Assert.Equal(["the method 'low-rank' has no such setting; it is one of static, aware.", "is from above 0 to 1."], odd.Select(problem => problem.Message));
        Assert.Equal("share", Assert.Single(await FieldsAsync(new CompressionRequest { Version = "sides", Method = CompressionMethod.Structured, Share = double.NaN })).Field);
        Assert.Equal("bits", Assert.Single(await FieldsAsync(new CompressionRequest { Version = "sides", Method = CompressionMethod.Static, Bits = 9 })).Field);

        async Task<IReadOnlyList<Problem>> FieldsAsync(CompressionRequest asked) => (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Compression.CompressAsync(asked, null, Cancellation))).Problems;
    }

    [Theory]
    [InlineData(CompressionMethod.Static)]
    [InlineData(CompressionMethod.Aware)]
    [InlineData(CompressionMethod.Distilled)]
    public async Task Model_with_a_fixed_number_of_rows_is_calibrated_taught_and_judged(CompressionMethod method)
    {
        var editor = new ModelEditor(ToySides.Graph()).SetInputShape("x", [7, 8]);
        await Saker.Import.ImportAsync(new ModelImportRequest { Model = "fixed", Graph = editor.Build().ToBytes() }, Cancellation);
        var made = await Saker.Compression.CompressAsync(new CompressionRequest { Version = "fixed", Method = method, Target = "side", EpochCount = method == CompressionMethod.Static ? null : 2 }, Rows(200), Cancellation);
        Assert.Equal((7, 1.0), (made.Report.BatchSize, made.Report.Before.Score));
        Assert.True(made.Report.After.Score > 0.9, made.Report.ToString());
        Assert.Equal(40, (await VersionEvaluator.FindAsync(made.Version, Cancellation))!.RowCount);
    }

    [Fact]
    public async Task Network_that_a_pipeline_trained_keeps_its_preparation_and_its_labels()
    {
        var file = ToyPipeline.WriteData(Backend.Folder, rows: 120);
        await Saker.Pipelines.RunAsync(ToyPipeline.Over(file) with { Candidates = [new NeuralNetwork { Epochs = 2, Members = 1, Width = 16, Layers = 1 }] }, null, Cancellation);
        var rows = await new CsvSource { Path = file }.ReadAllAsync(Cancellation);
        var made = await Saker.Compression.CompressAsync(new CompressionRequest { Version = "toy@champion", Method = CompressionMethod.Dynamic, Target = "left" }, rows, Cancellation);
        Assert.True(Math.Abs(made.Report.ScoreLoss!.Value) < 0.1, made.Report.ToString());
        var judged = await VersionEvaluator.JudgeAsync(made.Version, rows, "left", null, new EvaluationPlan(), Cancellation);
        Assert.Equal(120, judged.RowCount);
    }

    [Fact]
    public async Task Rows_with_missing_cells_or_odd_answers_are_named_as_in_the_file()
    {
        await ImportAsync();
        var rows = Rows(20);
        var request = new CompressionRequest { Version = "sides", Method = CompressionMethod.Dynamic, Target = "side" };
        var missing = new Table(rows.Columns.Select(column => column.Name == "v3" ? Column.OfNumbers("v3", [.. column.ToFloat64().Select((value, i) => i == 9 ? double.NaN : value)]) : column));
        Assert.Contains("Row 10 has no finite number in 'v3'", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Compression.CompressAsync(request, missing, Cancellation))).Message, StringComparison.Ordinal);
        var odd = new Table(rows.Columns.Select(column => column.Name == "side" ? Column.OfNumbers("side", [.. column.ToFloat64().Select((value, i) => i == 14 ? 7 : value)]) : column));
        Assert.Contains("has '7' in row 15.", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Compression.CompressAsync(request, odd, Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_that_a_method_left_are_told()
    {
        await Saker.Import.ImportAsync(new ModelImportRequest { Model = "steps", Graph = Recurrent().ToBytes() }, Cancellation);
        var made = await Saker.Compression.CompressAsync(new CompressionRequest { Version = "steps", Method = CompressionMethod.Dynamic }, null, Cancellation);
        Assert.Contains(made.Notes, note => note.StartsWith("the method left 97 % of the weights' numbers as they were (192 of 198): 'W', 'R'.", StringComparison.Ordinal));
        Assert.Contains(made.Notes, note => note.StartsWith("the file became no smaller: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_network_that_takes_texts_learns_nothing_smaller_and_says_why()
    {
        var file = ToyPipeline.WriteData(Backend.Folder, rows: 120);
        await Saker.Pipelines.RunAsync(ToyPipeline.Over(file) with { Candidates = [new NeuralNetwork { Epochs = 1, Members = 1, Width = 8, Layers = 1 }] }, null, Cancellation);
        var rows = await new CsvSource { Path = file }.ReadAllAsync(Cancellation);
        foreach (var method in (CompressionMethod[])[CompressionMethod.Aware, CompressionMethod.Distilled])
            Assert.Contains("the model takes texts (", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Compression.CompressAsync(new CompressionRequest { Version = "toy@champion", Method = method, Target = "left" }, rows, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains("explain lime", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Gradients.ExplainAsync("toy@champion", rows.Take([0, 1]), null, "left", Cancellation))).Message, StringComparison.Ordinal);
    }

    // A recurrent layer of few units, and a small dense one behind it.
    private static OnnxModel Recurrent()
    {
        var graph = new GraphBuilder("steps");
        var steps = graph.Node("Unsqueeze", [graph.Input("x", ElementType.Float32, -1, 2), graph.Integers(0)], ElementType.Float32);
        var last = graph.Node("LSTM", [steps, graph.Stored("W", Numbers(1, 24, 2)), graph.Stored("R", Numbers(1, 24, 6))], [ElementType.Float32, ElementType.Float32], [NodeAttribute.Of("hidden_size", 6L)])[1];
        graph.Output("y", graph.MatMul(graph.Node("Squeeze", [last, graph.Integers(0)], ElementType.Float32), graph.Constant(Numbers(6, 1))), -1, 1);
        return graph.Build();

        static Tensor Numbers(params long[] shape) => Tensor.Of([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, extent) => product * extent)).Select(i => MathF.Sin(i))], shape);
    }

    private Task<ModelVersion> ImportAsync() => Saker.Import.ImportAsync(new ModelImportRequest { Model = "sides", Graph = ToySides.Graph().ToBytes() }, Cancellation);

    private static Table Rows(int count)
    {
        var lines = ToySides.Rows(count).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return new Table([.. Enumerable.Range(0, 8).Select(i => Column.OfNumbers($"v{i}", lines.Select(line => line[i]).ToArray())), Column.Of<long>("side", lines.Select(line => (long)line[8]).ToArray())]);
    }
}
