using Saker.Platform.Serving.Queueing;
using Saker.Platform.Serving.Settings;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Serving.Queueing;

public sealed class BatchingTrialTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_share_runs_where_a_run_costs_more_than_its_rows()
    {
        var decision = await BatchingTrial.RunAsync(new DoublingModel { RunCost = TimeSpan.FromMilliseconds(1) }, examples: null, new BatchingSettings(), Cancellation);
        Assert.True(decision.IsBatching);
        Assert.Equal((64, 16), (decision.MaxRows, decision.TrialRows));
        Assert.True(decision.BatchMicrosecondsPerRow < decision.SingleMicrosecondsPerRow / 4, decision.Reason);
        Assert.StartsWith("Batching pays: a row takes ", decision.Reason);
    }

    [Fact]
    public async Task Rows_run_alone_where_each_costs_the_same()
    {
        var decision = await BatchingTrial.RunAsync(new DoublingModel { RowCost = TimeSpan.FromMilliseconds(1) }, examples: null, new BatchingSettings(), Cancellation);
        Assert.False(decision.IsBatching);
        Assert.Equal((1, Environment.ProcessorCount), (decision.MaxRows, decision.RunnerCount));
        Assert.StartsWith("Batching does not pay: a row takes ", decision.Reason);
    }

    [Fact]
    public async Task Settings_that_leave_no_choice_are_not_measured()
    {
        var model = new DoublingModel { RunCost = TimeSpan.FromMilliseconds(1) };
        var off = await BatchingTrial.RunAsync(model, examples: null, new BatchingSettings { Mode = BatchingMode.Off }, Cancellation);
        var on = await BatchingTrial.RunAsync(model, examples: null, new BatchingSettings { Mode = BatchingMode.On, MaxRows = 7 }, Cancellation);
        Assert.Equal((false, true, 7), (off.IsBatching, on.IsBatching, on.MaxRows));
        Assert.Null(off.SingleMicrosecondsPerRow ?? on.SingleMicrosecondsPerRow);
        Assert.Equal(0, model.LargestRun);
    }

    [Fact]
    public async Task Other_settings_decide_again_from_the_figures_that_were_measured()
    {
        var model = new DoublingModel { RunCost = TimeSpan.FromMilliseconds(1) };
        var measured = await BatchingTrial.RunAsync(model, examples: null, new BatchingSettings(), Cancellation);
        var off = BatchingTrial.Again(model, new BatchingSettings { Mode = BatchingMode.Off }, measured);
        var again = BatchingTrial.Again(model, new BatchingSettings { MaxRows = 32 }, off);
        Assert.Equal((false, true, 32), (off.IsBatching, again.IsBatching, again.MaxRows));
        Assert.Equal(measured.SingleMicrosecondsPerRow, again.SingleMicrosecondsPerRow);
    }
}
