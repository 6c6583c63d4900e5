using Saker.Dashboard.Experiments;
using Saker.Platform.Experiments;
using Saker.Platform.Pipelines;

namespace Saker.Server.Tests.Dashboard;

public sealed class RunProgressTests
{
    private static readonly DateTimeOffset s_start = new(2026, 5, 3, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Epochs_of_a_parameter_and_the_latest_step_tell_the_share_and_the_time_left()
    {
        var progress = Of(new() { ["epochs"] = "20" }, new Metric("loss", 0.5, 4, s_start))!;
        Assert.Equal(0.25, progress.Share);
        Assert.Equal("5 of 20 epochs, about 3\u00a0min 0\u00a0s left", progress.Text);
    }

    [Fact]
    public void A_metric_that_counts_epochs_goes_before_steps_of_another_kind()
    {
        var progress = Of(new() { ["num_train_epochs"] = "4" }, new Metric("epoch", 1, 900, s_start), new Metric("loss", 0.5, 900, s_start))!;
        Assert.Equal(0.25, progress.Share);
    }

    [Fact]
    public void Steps_beyond_what_was_announced_and_steps_of_the_machine_say_nothing()
    {
        Assert.Null(Of(new() { ["epochs"] = "4" }, new Metric("loss", 0.5, 900, s_start))!.Share);
        Assert.Null(Of(new() { ["max_steps"] = "4" }, new Metric("system/cpu", 0.5, 2, s_start))!.Share);
        Assert.Equal("for 1\u00a0min 0\u00a0s", Of([])!.Text);
    }

    [Fact]
    public void A_run_that_is_over_has_no_progress() => Assert.Null(RunProgress.Of(new PipelineRun(Run([]) with { Status = RunStatus.Finished }, []), s_start.AddMinutes(1)));

    [Fact]
    public void Fits_say_how_far_they_are_and_how_long_they_take()
    {
        var run = Run([]) with { Tags = new Dictionary<string, string> { [FitStanding.Tag] = new FitStanding(0.25, TimeSpan.FromSeconds(30), "epoch 10 of 40").ToTag() } };
        Assert.Equal(new RunProgress(0.25, "epoch 10 of 40, about 30\u00a0s left"), RunProgress.Of(new PipelineRun(run, []), s_start.AddMinutes(1)));

        // A candidate's fits take turns with those of others, so that its clock tells the time left.
        var candidate = run with { Tags = new Dictionary<string, string> { [FitStanding.Tag] = new FitStanding(0.25, null, "fold 2 of 5, epoch 10 of 40").ToTag() } };
        Assert.Equal("fold 2 of 5, epoch 10 of 40, about 3\u00a0min 0\u00a0s left", RunProgress.Of(new PipelineRun(candidate, []), s_start.AddMinutes(1))!.Text);
        var pipeline = new PipelineRun(Run([]) with { Tags = new Dictionary<string, string> { ["saker.kind"] = "pipeline" } }, [new Candidate(candidate, [], IsBest: false), new Candidate(Run([]), [], IsBest: false)]);
        Assert.Equal(new RunProgress(0.125, "0 of 2 candidates, about 7\u00a0min 0\u00a0s left"), RunProgress.Of(pipeline, s_start.AddMinutes(1)));
    }

    private static RunProgress? Of(Dictionary<string, string> parameters, params Metric[] metrics) => RunProgress.Of(new PipelineRun(Run(parameters, metrics), []), s_start.AddMinutes(1));

    private static Run Run(Dictionary<string, string> parameters, params Metric[] metrics) => new()
    {
        Id = new RunId("1"),
        ExperimentId = new ExperimentId("0"),
        Name = "run",
        Status = RunStatus.Running,
        Lifecycle = Lifecycle.Active,
        StartedAt = s_start,
        ArtifactUri = "",
        Parameters = parameters,
        Metrics = metrics.ToDictionary(metric => metric.Key, metric => metric.Value),
        LatestMetrics = metrics,
        Tags = new Dictionary<string, string>(),
    };
}
