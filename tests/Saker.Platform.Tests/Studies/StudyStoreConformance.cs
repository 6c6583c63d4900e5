using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Pruners;
using Saker.Learning.Tuning.Samplers;
using Saker.Learning.Tuning.Spaces;
using Saker.Platform.Experiments;
using Saker.Platform.Studies;

namespace Saker.Platform.Tests.Studies;

/// <summary>What every <see cref="IStudyStore"/> does, with the catalogue over it.</summary>
public abstract class StudyStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private static readonly StudySettings Settings = new()
    {
        Space = SearchSpace.Of(
            new NumberParameter { Name = "x", From = -1, To = 1 },
            new NumberParameter { Name = "n", From = 1, To = 100, IsLog = true, IsWhole = true },
            new ChoiceParameter { Name = "kind", Choices = ["a", true, 2L] },
            new NumberParameter { Name = "deep", From = 0, To = 3, Step = 1, When = new ParameterCondition { Parameter = "kind", Values = ["a"] } }),
        Direction = Direction.Minimize,
        Sampler = new TpeSampler { Startup = 5 },
        Pruner = new MedianPruner(),
        Seed = 3,
    };

    [Fact]
    public async Task A_study_is_read_as_it_was_made_and_its_run_tells_what_it_looks_for()
    {
        var made = await CreateAsync("first");

        var read = await Saker.Studies.GetAsync("first", Cancellation);

        Assert.Equal((made.Run, made.Experiment, "rows and folds"), (read.Run, read.Experiment, read.Fingerprint));
        Assert.Equal(Settings.Sampler, read.Settings.Sampler);
        Assert.Equal(Settings.Pruner, read.Settings.Pruner);
        var run = await Saker.Experiments.FindRunAsync(made.Run, Cancellation);
        Assert.Equal("tpe", run!.Parameters["sampler"]);
        Assert.Contains("\"log\":true", run.Parameters["space.n"], StringComparison.Ordinal);
        Assert.Equal("first", run.Tags[StudyMetrics.StudyTag]);
    }

    [Fact]
    public async Task A_name_is_taken_once_and_must_be_possible()
    {
        await CreateAsync("twice");

        Assert.Equal(ErrorKind.AlreadyExists, (await Assert.ThrowsAsync<SakerException>(() => CreateAsync("twice"))).Kind);
        Assert.Equal(ErrorKind.InvalidInput, (await Assert.ThrowsAsync<SakerException>(() => CreateAsync("a name"))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => Saker.Studies.OpenAsync("nobody", Cancellation))).Kind);
        Assert.Null(await Saker.Studies.FindAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task Every_trial_is_a_run_below_the_studys_with_its_parameters_reports_and_value()
    {
        var study = await CreateAsync("runs");
        var open = await Saker.Studies.ResumeAsync("runs", Cancellation);
        var trial = (await open.AskAsync(10, Cancellation))!;
        await open.ReportAsync(trial.Number, 1, 0.5, Cancellation);
        await open.ReportAsync(trial.Number, 2, 0.25, Cancellation);
        await open.TellAsync(trial.Number, TrialResult.Of(0.125), Cancellation);
        var failed = (await open.AskAsync(10, Cancellation))!;
        await open.TellAsync(failed.Number, TrialResult.Failed("out of luck"), Cancellation);

        var stored = await Saker.Studies.ListTrialsAsync("runs", Cancellation);

        var run = (await Saker.Experiments.FindRunAsync(stored[0].Run, Cancellation))!;
        Assert.Equal((study.Run, RunStatus.Finished, study.Run.Value), (run.ParentId, run.Status, run.Tags[RunTags.Parent]));
        Assert.Equal(trial.Parameters.Keys.Order(), run.Parameters.Keys.Order());
        Assert.Equal(ParameterText.Of(trial.Parameters["n"]), run.Parameters["n"]);
        Assert.Equal(0.125, run.Metrics[StudyMetrics.Value]);
        var history = await Saker.Experiments.GetHistoryAsync(run.Id, StudyMetrics.Report, Cancellation);
        Assert.Equal([(1L, 0.5), (2L, 0.25)], history.Select(metric => (metric.Step, metric.Value)));
        Assert.Equal([new TrialReport(1, 0.5), new TrialReport(2, 0.25)], stored[0].Trial.Reports);
        var second = (await Saker.Experiments.FindRunAsync(stored[1].Run, Cancellation))!;
        Assert.Equal((RunStatus.Failed, "out of luck"), (second.Status, second.Tags["saker.failure"]));
        Assert.Equal("out of luck", stored[1].Trial.Reason);
    }

    [Fact]
    public async Task The_latest_change_counts_what_happened_to_the_trials()
    {
        await CreateAsync("changing");
        Assert.Equal(0, await Saker.Studies.GetChangeAsync("changing", Cancellation));
        var stamp = await Saker.Studies.GetStampAsync(0, 5, Cancellation);
        Assert.Equal(stamp, await Saker.Studies.GetStampAsync(0, 5, Cancellation));
        var open = await Saker.Studies.ResumeAsync("changing", Cancellation);
        await open.AskAsync(10, Cancellation);
        var begun = await Saker.Studies.GetChangeAsync("changing", Cancellation);
        Assert.True(begun > 0);
        Assert.NotEqual(stamp, await Saker.Studies.GetStampAsync(0, 5, Cancellation));
        Assert.Equal(begun, await Saker.Studies.GetChangeAsync("changing", Cancellation));
        await open.AskAsync(10, Cancellation);
        Assert.True(await Saker.Studies.GetChangeAsync("changing", Cancellation) > begun);
    }

    [Fact]
    public async Task The_studys_run_has_the_best_value_so_far_and_the_list_counts()
    {
        var study = await CreateAsync("best");
        var open = await Saker.Studies.ResumeAsync("best", Cancellation);
        foreach (var value in new[] { 3.0, 5, 1, 2, double.NaN })
            await open.TellAsync((await open.AskAsync(10, Cancellation))!.Number, TrialResult.Of(value), Cancellation);
        await open.TellAsync((await open.AskAsync(10, Cancellation))!.Number, TrialResult.Pruned, Cancellation);

        var history = await Saker.Experiments.GetHistoryAsync(study.Run, StudyMetrics.Best, Cancellation);
        var summary = Assert.Single(await Saker.Studies.ListAsync(10, Cancellation));
        Assert.Empty(await Saker.Studies.ListAsync(skip: 1, 10, Cancellation));
        Assert.Equal("", await Saker.Studies.GetStampAsync(skip: 1, 10, Cancellation));

        Assert.Equal([(0L, 3.0), (2L, 1.0)], history.Select(metric => (metric.Step, metric.Value)));
        Assert.Equal((6, 4, 1, 1, 1.0), (summary.TrialCount, summary.CompleteCount, summary.PrunedCount, summary.FailedCount, summary.Best!.Value));
        Assert.Equal(2, (await Saker.Studies.FindBestAsync(study, Cancellation))!.Trial.Number);
    }

    [Fact]
    public async Task A_study_opened_again_asks_for_what_it_would_have_asked_for()
    {
        await CreateAsync("again");
        var alone = new Study(Settings);
        for (var round = 0; round < 4; round++)
        {
            var other = await Backend.OpenAsync();
            var open = await other.Studies.ResumeAsync("again", Cancellation);
            for (var i = 0; i < 5; i++)
            {
                var expected = alone.Ask()!;
                var trial = (await open.AskAsync(100, Cancellation))!;
                Assert.Equal(expected.Number, trial.Number);
                Assert.Equal(expected.Parameters.OrderBy(pair => pair.Key), trial.Parameters.OrderBy(pair => pair.Key));
                var value = (double)trial.Parameters["x"] * (double)trial.Parameters["x"];
                alone.Tell(expected.Number, TrialResult.Of(value));
                await open.TellAsync(trial.Number, TrialResult.Of(value), Cancellation);
            }
            await Backend.CloseAsync(other);
        }
    }

    [Fact]
    public async Task What_a_process_left_running_is_begun_again_and_nothing_that_ended_is_lost()
    {
        await CreateAsync("left");
        var first = await Backend.OpenAsync();
        var open = await first.Studies.ResumeAsync("left", Cancellation);
        await open.TellAsync((await open.AskAsync(10, Cancellation))!.Number, TrialResult.Of(1), Cancellation);
        var lost = (await open.AskAsync(10, Cancellation))!;
        await open.ReportAsync(lost.Number, 1, 0.7, Cancellation);
        await Backend.CloseAsync(first);

        var second = await Backend.OpenAsync();
        var killed = (await second.Studies.ListTrialsAsync("left", Cancellation))[1];
        var again = (await (await second.Studies.ResumeAsync("left", Cancellation)).AskAsync(10, Cancellation))!;

        Assert.Equal(TrialState.Waiting, killed.Trial.State);
        Assert.Equal(RunStatus.Killed, (await second.Experiments.FindRunAsync(killed.Run, Cancellation))!.Status);
        Assert.Equal((1, 2), (again.Number, again.Attempt));
        Assert.Equal(lost.Parameters.OrderBy(pair => pair.Key), again.Parameters.OrderBy(pair => pair.Key));
        var stored = await second.Studies.ListTrialsAsync("left", Cancellation);
        Assert.Equal((TrialState.Complete, 1.0), (stored[0].Trial.State, stored[0].Trial.Value!.Value));
        Assert.NotEqual(killed.Run, stored[1].Run);
        Assert.Empty(stored[1].Trial.Reports);
    }

    [Fact]
    public async Task A_trial_that_ends_its_process_every_time_fails_in_the_end()
    {
        await CreateAsync("deadly");
        for (var attempt = 1; attempt <= Study.MaxAttempts; attempt++)
        {
            var victim = await Backend.OpenAsync();
            Assert.Equal(attempt, (await (await victim.Studies.ResumeAsync("deadly", Cancellation)).AskAsync(10, Cancellation))!.Attempt);
            await Backend.CloseAsync(victim);
        }

        var last = await Backend.OpenAsync();
        var trial = Assert.Single(await last.Studies.ListTrialsAsync("deadly", Cancellation)).Trial;

        Assert.Equal(TrialState.Failed, trial.State);
        Assert.Contains("3 times", trial.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_of_a_client_outlives_the_process_that_proposed_it()
    {
        await CreateAsync("client");
        var first = await Backend.OpenAsync();
        var trial = (await (await first.Studies.OpenAsync("client", Cancellation)).AskAsync(10, Cancellation))!;
        await Backend.CloseAsync(first);

        var second = await Backend.OpenAsync();
        await (await second.Studies.OpenAsync("client", Cancellation)).TellAsync(trial.Number, TrialResult.Of(4), Cancellation);

        Assert.Equal(4, Assert.Single(await second.Studies.ListTrialsAsync("client", Cancellation)).Trial.Value);
    }

    [Fact]
    public async Task Two_processes_work_on_one_study_without_losing_or_doubling_a_trial()
    {
        await CreateAsync("shared");
        var other = await Backend.OpenAsync();
        IAskTell[] workers = [await Saker.Studies.ResumeAsync("shared", Cancellation), await other.Studies.ResumeAsync("shared", Cancellation)];

        await Task.WhenAll(workers.Select(worker => new StudyRunner(worker, TimeProvider.System).RunAsync(async (trial, token) =>
        {
            var x = trial.GetNumber("x");
            return await trial.ReportAsync(1, x * x, token) ? TrialResult.Pruned : TrialResult.Of(x * x);
        }, new TuningLimits { Trials = 30, Parallel = 2 }, Cancellation)));

        var trials = await Saker.Studies.ListTrialsAsync("shared", Cancellation);
        Assert.Equal(Enumerable.Range(0, 30), trials.Select(trial => trial.Trial.Number));
        Assert.All(trials, trial => Assert.True(trial.Trial.State is TrialState.Complete or TrialState.Pruned));
        Assert.Equal(30, trials.Select(trial => trial.Run).Distinct().Count());
    }

    [Fact]
    public async Task Only_running_trials_take_reports_and_results()
    {
        await CreateAsync("states");
        var open = await Saker.Studies.OpenAsync("states", Cancellation);
        var trial = (await open.AskAsync(10, Cancellation))!;
        await open.TellAsync(trial.Number, TrialResult.Of(1), Cancellation);

        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<SakerException>(async () => await open.TellAsync(trial.Number, TrialResult.Of(2), Cancellation))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(async () => await open.ReportAsync(5, 1, 2, Cancellation))).Kind);
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<SakerException>(() => Store.ReportAsync("states", trial.Number, new TrialReport(1, 2), Cancellation))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => Store.ReportAsync("states", 9, new TrialReport(1, 2), Cancellation))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => Store.ReportAsync("nobody", 9, new TrialReport(1, 2), Cancellation))).Kind);
    }

    [Fact]
    public async Task A_report_that_is_no_number_is_kept_as_one()
    {
        await CreateAsync("nan");
        var open = await Saker.Studies.OpenAsync("nan", Cancellation);
        var trial = (await open.AskAsync(10, Cancellation))!;
        await open.ReportAsync(trial.Number, 1, double.NaN, Cancellation);

        Assert.Equal([new TrialReport(1, double.NaN)], (await Saker.Studies.ListTrialsAsync("nan", Cancellation))[0].Trial.Reports);
    }

    [Fact]
    public async Task Own_parameters_are_tried_where_they_are_a_point_of_the_space()
    {
        await CreateAsync("own");
        var open = await Saker.Studies.OpenAsync("own", Cancellation);

        var trial = await open.AskAsync(new Dictionary<string, object> { ["x"] = 0L, ["n"] = 50L, ["kind"] = "a", ["deep"] = 2.0 }, Cancellation);

        Assert.Equal(0.0, trial.Parameters["x"]);
        await Assert.ThrowsAsync<SakerException>(async () => await open.AskAsync(new Dictionary<string, object> { ["x"] = 9L }, Cancellation));
        Assert.Single(await Saker.Studies.ListTrialsAsync("own", Cancellation));
    }

    [Fact]
    public async Task Importance_of_a_stored_study_names_what_matters()
    {
        var study = await CreateAsync("matters");
        var open = await Saker.Studies.ResumeAsync("matters", Cancellation);
        await new StudyRunner(open, TimeProvider.System).RunAsync((trial, _) => Task.FromResult(TrialResult.Of(trial.GetNumber("x"))), new TuningLimits { Trials = 60 }, Cancellation);

        var report = await Saker.Studies.GetImportanceAsync(study, Cancellation);

        Assert.Equal("x", report.Parameters[0].Parameter);
        Assert.InRange(report.Parameters[0].Share, 0.8, 1);
    }

    private IStudyStore Store => (IStudyStore)Saker.Services.GetService(typeof(IStudyStore))!;

    [Fact]
    public async Task A_deleted_study_frees_its_name_and_its_runs_are_deleted_as_others_are()
    {
        var first = await CreateAsync("gone");
        var open = await Saker.Studies.OpenAsync("gone", Cancellation);
        var trial = (await open.AskAsync(10, Cancellation))!;
        await open.ReportAsync(trial.Number, 1, 0.5, Cancellation);
        Assert.Contains("Trial 0 of study 'gone' runs", (await Failures.OfAsync(ErrorKind.Conflict, () => Saker.Studies.DeleteAsync("gone", Cancellation))).Message, StringComparison.Ordinal);
        await open.TellAsync(trial.Number, TrialResult.Of(1), Cancellation);
        var run = (await Saker.Studies.ListTrialsAsync("gone", Cancellation))[0].Run;

        await Saker.Studies.DeleteAsync("gone", Cancellation);

        Assert.Null(await Saker.Studies.FindAsync("gone", Cancellation));
        Assert.Equal([Lifecycle.Deleted, Lifecycle.Deleted], [(await Saker.Experiments.FindRunAsync(first.Run, Cancellation))!.Lifecycle, (await Saker.Experiments.FindRunAsync(run, Cancellation))!.Lifecycle]);
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Studies.DeleteAsync("gone", Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Studies.OpenAsync("gone", Cancellation));
        // A study of that name made anew begins at the beginning, also for who had the old one open.
        var second = await CreateAsync("gone");
        Assert.NotEqual(first.Run, second.Run);
        Assert.Equal(0, (await (await Saker.Studies.OpenAsync("gone", Cancellation)).AskAsync(10, Cancellation))!.Number);
    }

    private Task<StoredStudy> CreateAsync(string name) =>
        Saker.Studies.CreateAsync(new NewStudy { Name = name, Settings = Settings, Fingerprint = "rows and folds" }, Cancellation);
}
