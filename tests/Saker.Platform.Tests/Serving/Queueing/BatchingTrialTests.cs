using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Graphs;
using Saker.Onnx.Sessions;
using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Settings;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Serving.Queueing;

public sealed class BatchingTrialTests
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_share_runs_where_a_run_costs_more_than_its_rows()
    {
        var decision = await BatchingTrial.RunAsync(new DoublingModel { Time = _time, RunCost = TimeSpan.FromMilliseconds(1) }, examples: null, new BatchingSettings(), _time, Cancellation);
        Assert.True(decision.IsBatching);
        Assert.Equal((64, 16), (decision.MaxRows, decision.TrialRows));
        Assert.Equal("Batching pays: a row takes 1000 \u00b5s alone and 62.5 \u00b5s among 16.", decision.Reason);
    }

    [Fact]
    public async Task Rows_run_alone_where_each_costs_the_same()
    {
        var decision = await BatchingTrial.RunAsync(new DoublingModel { Time = _time, RowCost = TimeSpan.FromMilliseconds(1) }, examples: null, new BatchingSettings(), _time, Cancellation);
        Assert.False(decision.IsBatching);
        Assert.Equal((1, Environment.ProcessorCount), (decision.MaxRows, decision.RunnerCount));
        Assert.Equal("Batching does not pay: a row takes 1000 \u00b5s alone and 1000 \u00b5s among 16.", decision.Reason);
    }

    [Fact]
    public async Task Of_a_slow_model_no_more_is_measured_than_the_limit_allows()
    {
        var model = new DoublingModel { Time = _time, RunCost = TimeSpan.FromSeconds(2) };
        await BatchingTrial.RunAsync(model, examples: null, new BatchingSettings(), _time, Cancellation);
        // Alone and together, each once to warm up and once by the clock.
        Assert.Equal(TimeSpan.FromSeconds(8), _time.GetUtcNow() - DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task Settings_that_leave_no_choice_are_not_measured()
    {
        var model = new DoublingModel { Time = _time, RunCost = TimeSpan.FromMilliseconds(1) };
        var off = await BatchingTrial.RunAsync(model, examples: null, new BatchingSettings { Mode = BatchingMode.Off }, _time, Cancellation);
        var on = await BatchingTrial.RunAsync(model, examples: null, new BatchingSettings { Mode = BatchingMode.On, MaxRows = 7 }, _time, Cancellation);
        Assert.Equal((false, true, 7), (off.IsBatching, on.IsBatching, on.MaxRows));
        Assert.Null(off.SingleMicrosecondsPerRow ?? on.SingleMicrosecondsPerRow);
        Assert.Equal(0, model.LargestRun);
    }

    [Fact]
    public async Task Other_settings_decide_again_from_the_figures_that_were_measured()
    {
        var model = new DoublingModel { Time = _time, RunCost = TimeSpan.FromMilliseconds(1) };
        var measured = await BatchingTrial.RunAsync(model, examples: null, new BatchingSettings(), _time, Cancellation);
        var off = BatchingTrial.Again(model, new BatchingSettings { Mode = BatchingMode.Off }, measured);
        var again = BatchingTrial.Again(model, new BatchingSettings { MaxRows = 32 }, off);
        Assert.Equal((false, true, 32), (off.IsBatching, again.IsBatching, again.MaxRows));
        Assert.Equal(measured.SingleMicrosecondsPerRow, again.SingleMicrosecondsPerRow);
    }

    [Fact]
    public async Task Where_a_row_plan_answers_requests_run_alone_unless_they_are_told_to_share_runs()
    {
        using var model = Planned(usesRowPlans: true);
        var limits = new TrialLimits(TimeSpan.FromSeconds(10), _time);

        var decision = await BatchingTrial.TryAsync(model, model.Signature, examples: null, new BatchingSettings(), limits, Cancellation);
        var on = BatchingTrial.Again(model, new BatchingSettings { Mode = BatchingMode.On, MaxRows = 7 }, decision);
        var auto = BatchingTrial.Again(model, new BatchingSettings(), on);

        Assert.Null(model.WhyNoRowPlan);
        Assert.Equal((false, true), (decision.IsBatching, decision.RowsAreIndependent));
        Assert.Equal("Batching does not pay: a row plan answers, and takes as long for a row in company as alone.", decision.Reason);
        Assert.Equal((true, 7, true), (on.IsBatching, on.MaxRows, on.RowsAreIndependent));
        Assert.Equal(decision, auto);
        Assert.Equal(decision with { RowsAreIndependent = null }, BatchingTrial.Untried(model, new BatchingSettings()));
    }

    [Fact]
    public void Without_a_row_plan_it_is_tried_whether_rows_may_share_runs()
    {
        using var model = Planned(usesRowPlans: false);

        Assert.Equal("Row plans are switched off.", model.WhyNoRowPlan);
        Assert.Equal("It was not tried whether rows are answered the same in company as alone.", BatchingTrial.Untried(model, new BatchingSettings()).Reason);
    }

    private static OnnxTensorModel Planned(bool usesRowPlans)
    {
        var graph = new GraphBuilder("chance");
        graph.Output("y", graph.Sigmoid(graph.Input("x", ElementType.Float32, -1, 2)), -1, 2);
        return new OnnxTensorModel(graph.Build().ToBytes(), signature: null, new SessionSettings { UsesRowPlans = usesRowPlans });
    }
}
