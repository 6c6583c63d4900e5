using System.Globalization;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Editing;
using Saker.Onnx.Graphs;
using Saker.Platform.Experiments;
using Saker.Platform.FineTuning;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Tests.Experiments;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.FineTuning;

public sealed class ModelFineTuningTests : EmbeddedTests
{
    private static readonly FineTuneRequest s_request = new() { Version = "sides", Target = "side", Phases = [new FineTunePhase { EpochCount = 15, Rate = 0.01 }] };

    [Fact]
    public async Task Version_learns_other_answers_and_is_registered_with_its_run()
    {
        await ImportAsync();
        var made = await Saker.FineTuning.TuneAsync(s_request with { Aliases = ["turned"], Phases = [new() { LayerCount = 1, EpochCount = 10, Rate = 0.1 }, new() { EpochCount = 5 }] }, Rows(200, side => 1 - side), Cancellation);
        var report = made.Report;
        Assert.Equal(("accuracy", 0.0), (report.ScoreName, report.Before));
        Assert.True(report.After > 0.9, report.ToString());
        Assert.Equal((140, 20, 40, 4866L), (report.LearnedCount, report.WatchedCount, report.HeldOutCount, report.TrainedCount));
        Assert.Equal((2, new ParentVersion("sides", 1)), (made.Version.Version, made.Version.Parent));
        Assert.Equal(["turned"], made.Version.Aliases);
        Assert.Equal(made.Run, made.Version.Run);

        var run = await Saker.Experiments.FindRunAsync(made.Run, Cancellation);
        Assert.Equal((RunStatus.Finished, "sides/2"), (run!.Status, run.Tags["saker.model"]));
        Assert.Equal((0.0, report.After), (run.Metrics["before.accuracy"], run.Metrics["test.accuracy"]));
        Assert.Equal("layers=1,epochs=10,rate=0.1,decay=1", run.Parameters["phase_1"]);
        foreach (var curve in (string[])["train_loss", "validation_loss", "learning_rate"])
            Assert.Equal(Enumerable.Range(0, 15).Select(step => (long)step), (await Saker.Experiments.GetHistoryAsync(made.Run, curve, Cancellation)).Select(metric => metric.Step));
        var losses = await Saker.Experiments.GetHistoryAsync(made.Run, "validation_loss", Cancellation);
        Assert.True(losses[^1].Value < losses[0].Value);
        var evaluation = await VersionEvaluator.FindAsync(made.Version, Cancellation);
        Assert.Equal((40, report.After), (evaluation!.RowCount, evaluation.Find("accuracy")!.Value));

        var (before, after) = (await GraphAsync(1), await GraphAsync(2));
        Assert.Equal(before.Graph.Nodes.Select(node => node.Operator), after.Graph.Nodes.Select(node => node.Operator));
        Assert.Equal(new ModelEditor(before).Constants, new ModelEditor(after).Constants);
    }

    [Fact]
    public async Task New_head_tells_other_classes_and_the_rest_stays_where_only_it_learns()
    {
        await ImportAsync();
        var request = s_request with { NewHead = 3, Phases = [new FineTunePhase { LayerCount = 1, EpochCount = 10, Rate = 0.02 }], MinScore = 0.8 };
        var made = await Saker.FineTuning.TuneAsync(request, Rows(200, side => 2 * side), Cancellation);
        Assert.Null(made.Report.Before);
        Assert.Equal((3L * 64) + 3, made.Report.TrainedCount);
        var (before, after) = (new ModelEditor(await GraphAsync(1)), new ModelEditor(await GraphAsync(2)));
        foreach (var name in after.Constants.Intersect(before.Constants))
            Assert.Equal(before.Constant(name).Span<float>().ToArray(), after.Constant(name).Span<float>().ToArray());
        using var call = await Saker.Host.BeginAsync("sides", "2", Cancellation);
        Assert.Equal([-1L, 3], call.Model.Signature.Outputs.Single().Shape);
    }

    [Fact]
    public async Task Phases_go_from_the_head_back_and_frozen_weights_stay()
    {
        await ImportAsync();
        var frozen = new ModelEditor(ToySides.Graph()).Constants[0];
        var request = s_request with { Frozen = [frozen], Phases = [new() { LayerCount = 1, EpochCount = 2 }, new() { EpochCount = 3, Rate = 0.005, RateDecay = 0.5 }] };
        var made = await Saker.FineTuning.TuneAsync(request, Rows(100, side => 1 - side), Cancellation);
        Assert.Equal([1, 2, 3, 4, 5], made.Report.Epochs.Select(epoch => epoch.Epoch));
        var (before, after) = (new ModelEditor(await GraphAsync(1)), new ModelEditor(await GraphAsync(2)));
        Assert.Equal(before.Constant(frozen).Span<float>().ToArray(), after.Constant(frozen).Span<float>().ToArray());
        Assert.NotEqual(before.Constant(before.Constants[2]).Span<float>().ToArray(), after.Constant(after.Constants[2]).Span<float>().ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public async Task Adapters_are_merged_into_the_graph_that_was_there(int? head)
    {
        await ImportAsync();
        var made = await Saker.FineTuning.TuneAsync(s_request with { AdapterRank = 2, NewHead = head }, Rows(200, side => 1 - side), Cancellation);
        Assert.True(made.Report.After > 0.9, made.Report.ToString());
        Assert.True(made.Report.TrainedCount < 1_000, made.Report.ToString());
        var (before, after) = (await GraphAsync(1), await GraphAsync(2));
        Assert.Equal(before.Graph.Nodes.Select(node => node.Operator), after.Graph.Nodes.Select(node => node.Operator));
    }

    [Fact]
    public async Task Version_that_scores_too_little_is_not_registered_and_its_run_says_why()
    {
        await ImportAsync();
        var refused = await Failures.OfAsync(ErrorKind.Conflict, () => Saker.FineTuning.TuneAsync(s_request with { MaxLoss = 0.1, Phases = [new() { EpochCount = 5, Rate = 0.05 }] }, Rows(100, side => 0 * side, honest: true), Cancellation));
        Assert.Equal("maxLoss", refused.Field);
        Assert.Equal("minScore", (await Failures.OfAsync(ErrorKind.Conflict, () => Saker.FineTuning.TuneAsync(s_request with { MinScore = 1, Phases = [new() { EpochCount = 1, Rate = 1e-9 }] }, Rows(100, side => 1 - side), Cancellation))).Field);
        Assert.Null(await Saker.Registry.FindVersionAsync("sides", 2, Cancellation));
        var runs = await Saker.Experiments.ListRunsAsync(null, 10, Cancellation);
        Assert.Equal(2, runs.Count);
        Assert.All(runs, run => Assert.Equal(RunStatus.Failed, run.Status));
        Assert.Contains(runs, run => run.Tags["saker.failure"] == refused.Message);
    }

    [Fact]
    public async Task Classes_beyond_an_output_that_does_not_say_its_width_are_refused()
    {
        await ImportAsync(Wide(10, declared: -1));
        Assert.Contains("0 to 1", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.FineTuning.TuneAsync(s_request, Rows(20, side => side + 1), Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_memory_does_not_hold_is_refused_and_steps_are_no_larger_than_the_rows()
    {
        await ImportAsync(Wide(1_000, declared: 2));
        Assert.Contains("50,000,000", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.FineTuning.TuneAsync(s_request with { NewHead = 100_000 }, Rows(20, side => side), Cancellation))).Message, StringComparison.Ordinal);
        Assert.NotNull(await Saker.FineTuning.TuneAsync(s_request with { BatchSize = 4_096, Phases = [new() { EpochCount = 1 }] }, Rows(20, side => side), Cancellation));
    }

    [Fact]
    public async Task A_graph_that_takes_a_fixed_number_of_rows_learns_and_is_judged_by_as_many()
    {
        await ImportAsync(ToySides.Graph(rows: 16));
        var made = await Saker.FineTuning.TuneAsync(s_request with { Phases = [new() { LayerCount = 1, EpochCount = 10, Rate = 0.1 }] }, Rows(190, side => 1 - side), Cancellation);
        Assert.Equal((0.0, 133, 38), (made.Report.Before, made.Report.LearnedCount, made.Report.HeldOutCount));
        Assert.True(made.Report.After > 0.9, made.Report.ToString());
        Assert.Equal([16L, 8], (await GraphAsync(2)).Inputs.Single().Shape);
    }

    [Fact]
    public async Task What_does_not_fit_is_told_by_name()
    {
        await ImportAsync();
        Assert.Equal("target", (await FailAsync(request => request with { Target = "nothing" })).Field);
        Assert.Equal("newHead", (await FailAsync(request => request with { NewHead = 0 })).Field);
        Assert.Equal("maxLoss", (await FailAsync(request => request with { NewHead = 3, MaxLoss = 0.1 })).Field);
        Assert.Equal("phases[1]", (await FailAsync(request => request with { Phases = [new(), new() { Rate = 0 }] })).Field);
        Assert.Equal("phases[0]", (await FailAsync(request => request with { AdapterRank = 2, Phases = [new() { LayerCount = 1 }] })).Field);
        Assert.Equal("data", (await FailAsync(request => request, rows: 9)).Field);
        Assert.Equal("target", (await FailAsync(request => request, side: side => side + 1)).Field);
        Assert.Equal("frozen", (await FailAsync(request => request with { Frozen = ["*"] })).Field);
        Assert.Contains("No weight's name fits 'magic'", (await FailAsync(request => request with { Frozen = ["magic"] })).Message, StringComparison.Ordinal);
        Assert.Contains("'speed=1'", Assert.Throws<SakerException>(() => FineTuneWords.Phase("layers=2,speed=1")).Message, StringComparison.Ordinal);
        Assert.Equal(new FineTunePhase { LayerCount = 2, Rate = 1e-4 }, FineTuneWords.Phase("layers=2, rate=0.0001"));

        Task<SakerException> FailAsync(Func<FineTuneRequest, FineTuneRequest> change, int rows = 20, Func<long, long>? side = null) =>
            Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.FineTuning.TuneAsync(change(s_request), Rows(rows, side ?? (same => same)), Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task Row_with_a_missing_cell_or_an_odd_answer_is_named_as_in_the_file(int row)
    {
        await ImportAsync();
        var rows = Rows(20, side => side);
        var cells = Broken(rows, row);
        var told = await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.FineTuning.TuneAsync(s_request, cells, Cancellation));
        Assert.Equal("data", told.Field);
        Assert.Contains($"Row {row + 1} has no finite number in 'v2', 'v5'", told.Message, StringComparison.Ordinal);
        var odd = new Table(rows.Columns.Select(column => column.Name == "side" ? Column.OfNumbers("side", [.. column.ToFloat64().Select((side, i) => i == row ? 7 : side)]) : column));
        Assert.Contains($"has '7' in row {row + 1}.", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.FineTuning.TuneAsync(s_request, odd, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains($"0 to 2, and the target 'side' has '7' in row {row + 1}.", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.FineTuning.TuneAsync(s_request with { NewHead = 3 }, odd, Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layers_that_are_not_there_are_refused()
    {
        await ImportAsync();
        Assert.Contains("the last 99 layers, and the model has 3", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.FineTuning.TuneAsync(s_request with { Phases = [new() { LayerCount = 99 }] }, Rows(20, side => side), Cancellation))).Message, StringComparison.Ordinal);
        Assert.StartsWith("All weights are frozen", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.FineTuning.TuneAsync(s_request with { Frozen = ["*"] }, Rows(20, side => side), Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_that_is_given_up_leaves_a_killed_run_with_its_curves()
    {
        await ImportAsync();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var endless = s_request with { Phases = [.. Enumerable.Repeat(new FineTunePhase { EpochCount = 1_000 }, 20)] };
        var tuning = Task.Run(() => Saker.FineTuning.TuneAsync(endless, Rows(200, side => side), giveUp.Token), Cancellation);
        await Eventually.IsSoAsync(async () => (await Saker.Experiments.ListRunsAsync(null, 10, Cancellation)).Any(run => run.Metrics.ContainsKey("train_loss")), "a run with a curve");
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tuning);
        Assert.Equal(RunStatus.Killed, (await Saker.Experiments.ListRunsAsync(null, 10, Cancellation)).Single().Status);
        Assert.Null(await Saker.Registry.FindVersionAsync("sides", 2, Cancellation));
    }

    [Fact]
    public async Task Curve_that_cannot_be_written_costs_no_training()
    {
        await ImportAsync();
        var failed = 0;
        var store = LogGate.Around(Saker.Experiments, entries => entries.Metrics.Any(metric => metric.Key == "train_loss") && Interlocked.Exchange(ref failed, 1) == 0 ? throw new IOException("The disk is full.") : Task.CompletedTask);
        var made = await new ModelFineTuning(Saker.Registry, store, TimeProvider.System).TuneAsync(s_request, Rows(100, side => 1 - side), Cancellation);
        Assert.Equal(2, made.Version.Version);
        var run = await Saker.Experiments.FindRunAsync(made.Run, Cancellation);
        Assert.Equal(RunStatus.Finished, run!.Status);
        Assert.EndsWith("values of learning curves are not in the run's metrics: The disk is full. The models are as they would be with them.", run.Tags["saker.warning"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curves_that_cannot_be_written_do_not_hide_that_it_was_given_up()
    {
        await ImportAsync();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var store = LogGate.Around(Saker.Experiments, entries =>
        {
            if (entries.Metrics.Count == 0)
                return Task.CompletedTask;
            giveUp.Cancel();
            throw new IOException("The disk is full.");
        });
        var endless = s_request with { Phases = [.. Enumerable.Repeat(new FineTunePhase { EpochCount = 1_000 }, 20)] };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ModelFineTuning(Saker.Registry, store, TimeProvider.System).TuneAsync(endless, Rows(100, side => side), giveUp.Token));
        Assert.Equal(RunStatus.Killed, (await Saker.Experiments.ListRunsAsync(null, 10, Cancellation)).Single().Status);
    }

    private async Task<OnnxModel> GraphAsync(int version) =>
        OnnxModel.Parse((await ModelFolder.ReadAsync((await Saker.Registry.FindVersionAsync("sides", version, Cancellation))!.Folder!, expectedHash: null, ModelFolderOptions.Default, Cancellation)).Contents.Model);

    private Task<ModelVersion> ImportAsync(OnnxModel? model = null) => Saker.Import.ImportAsync(new ModelImportRequest { Model = "sides", Graph = (model ?? ToySides.Graph()).ToBytes() }, Cancellation);

    // Two classes on as many features, whatever it says of its output.
    private static OnnxModel Wide(int featureCount, long declared)
    {
        var graph = new GraphBuilder("wide");
        var features = graph.Relu(graph.Gemm(graph.Input("x", ElementType.Float32, -1, 8), graph.Constant(Tensor.Of(new float[8 * featureCount], 8, featureCount)), graph.Constant(Tensor.Of(new float[featureCount], featureCount))));
        graph.Output("y", graph.Gemm(features, graph.Constant(Tensor.Of(new float[featureCount * 2], featureCount, 2)), graph.Constant(Tensor.Of(new float[2], 2))), -1, declared);
        return graph.Build();
    }

    // With honest, rows that are judged on keep the true answer.
    private static Table Rows(int count, Func<long, long> change, bool honest = false)
    {
        var lines = ToySides.Rows(count).Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return new Table([.. Enumerable.Range(0, 8).Select(i => Column.OfNumbers($"v{i}", lines.Select(line => line[i]).ToArray())),
            Column.Of<long>("side", lines.Select((line, row) => honest && row % 5 == 4 ? (long)line[8] : change((long)line[8])).ToArray())]);
    }

    private static Table Broken(Table rows, int row) =>
        new(rows.Columns.Select(column => column.Name is "v2" or "v5" ? Column.OfNumbers(column.Name, [.. column.ToFloat64().Select((value, i) => i == row ? double.NaN : value)]) : column));
}
