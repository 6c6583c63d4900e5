using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Onnx.Graphs;
using Saker.Platform.Serving.Lifecycle;
using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Settings;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Queueing;

/// <summary>What the trial of rows may cost, and when there is none.</summary>
public sealed class RowTrialLimitTests
{
    private static readonly TrialLimits s_limits = new(TimeSpan.FromMinutes(5), TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_takes_too_long_to_be_tried_runs_alone_and_says_what_gives_it_more_time()
    {
        using var graph = new OnnxTensorModel(Graph(isCentred: false));
        var model = new WaitingRows(graph);
        var limits = new TrialLimits(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        var decision = await BatchingTrial.TryAsync(model, graph.Signature, examples: null, new BatchingSettings { Mode = BatchingMode.On }, limits, Cancellation);
        Assert.Equal((false, false), (decision.IsBatching, decision.RowsAreIndependent));
        Assert.EndsWith("That takes longer than 0.05 s; the server's flag --batching-trial-timeout gives it more.", decision.Reason, StringComparison.Ordinal);
        Assert.InRange(model.RunCount, 0, 1);
    }

    [Theory]
    [InlineData(BatchingMode.Off, 64)]
    [InlineData(BatchingMode.On, 1)]
    public async Task Nothing_is_tried_where_the_settings_let_no_rows_share_runs(BatchingMode mode, int maxRows)
    {
        using var graph = new OnnxTensorModel(Graph(isCentred: false));
        var model = new WaitingRows(graph);
        var left = await BatchingTrial.TryAsync(model, graph.Signature, examples: null, new BatchingSettings { Mode = mode, MaxRows = maxRows }, s_limits, Cancellation);
        Assert.Equal((0, null, true), (model.RunCount, left.RowsAreIndependent, left.IsTrialDue));
        foreach (var later in new[] { BatchingMode.On, BatchingMode.Auto })
        {
            var due = BatchingTrial.Again(model, new BatchingSettings { Mode = later }, left);
            Assert.Equal((false, 1, true), (due.IsBatching, due.MaxRows, due.IsTrialDue));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_version_that_was_loaded_with_batching_off_is_tried_when_it_is_switched_on(bool isCentred)
    {
        await using var toy = await ToyServing.OpenAsync(1, new ServingOptions { WarmUpRuns = 1 });
        toy.Make = _ => new OnnxTensorModel(Graph(isCentred));
        await toy.Saker.Endpoints.DeployAsync("live", "churn", 1, Cancellation);
        await SetAsync(toy, BatchingMode.Off);
        using var call = await toy.Host.BeginAsync("live", null, Cancellation);
        Assert.Equal((false, null), (call.Model.Batching.IsBatching, call.Model.Batching.RowsAreIndependent));
        await SetAsync(toy, BatchingMode.On);
        await Eventually.IsSoAsync(() => call.Model.Batching.RowsAreIndependent == !isCentred, "the trial");
        Assert.Equal(!isCentred, call.Model.Batching.IsBatching);
    }

    private static async Task SetAsync(ToyServing toy, BatchingMode mode)
    {
        await toy.Saker.Endpoints.SetSettingsAsync("live", new EndpointSettings { Batching = new BatchingSettings { Mode = mode } }, Cancellation);
        await toy.Host.RefreshAsync(Cancellation);
    }

    private static byte[] Graph(bool isCentred)
    {
        const ElementType type = ElementType.Float32;
        var graph = new GraphBuilder("graph");
        var x = graph.Input("x", type, -1, 2);
        graph.Output("y", isCentred ? graph.Node("Sub", [x, graph.Node("ReduceMean", [x], type, [NodeAttribute.Of("axes", new[] { 0L })])], type) : graph.Node("Tanh", [x], type), -1, 2);
        return graph.Build().ToBytes();
    }

    /// <summary>A model whose runs last until nobody waits for them any more, and cannot be stopped.</summary>
    private sealed class WaitingRows(OnnxTensorModel model) : ITensorModel
    {
        public int RunCount { get; private set; }

        public IReadOnlyList<TensorSpec> Inputs => model.Inputs;

        public IReadOnlyList<TensorSpec> Outputs => model.Outputs;

        public bool TakesRows => model.TakesRows;

        public string Platform => model.Platform;

        public IBatchRunner NewRunner(int rowCapacity) => new Runner(this, model.NewRunner(rowCapacity));

        private sealed class Runner(WaitingRows owner, IBatchRunner inner) : IBatchRunner
        {
            public long KeptBytes => inner.KeptBytes;

            public ValueTask<RunTimings> RunAsync(ReadOnlyMemory<TensorSet> parts, CancellationToken cancellationToken)
            {
                owner.RunCount++;
                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
                return inner.RunAsync(parts, CancellationToken.None);
            }

            public void Dispose() => inner.Dispose();
        }
    }
}
