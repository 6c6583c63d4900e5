using Saker.Data;
using Saker.Platform.Experiments;

namespace Saker.Platform.Tests.Experiments;

/// <summary>What every <see cref="IExperimentStore"/> does.</summary>
public abstract class ExperimentStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private static readonly ExperimentId Default = new("0");
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private IExperimentStore Store => Saker.Experiments;

    [Theory]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("+0")]
    [InlineData("-0")]
    [InlineData("")]
    public async Task An_id_is_one_only_as_it_is_written(string text)
    {
        await Store.CreateAsync(new ExperimentCreation { Name = "churn" }, Cancellation);
        var other = new ExperimentId(text);
        Assert.Null(await Store.FindAsync(other, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.DeleteAsync(other, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.StartRunAsync(other, "fit", null, Cancellation));
        Assert.Equal(Lifecycle.Active, (await Store.FindAsync(Default, Cancellation))!.Lifecycle);
    }

    [Fact]
    public async Task Experiment_0_is_there_from_the_start()
    {
        var only = Assert.Single(await Store.ListAsync(Cancellation));
        Assert.Equal((Default, "Default", 0), (only.Id, only.Name, only.RunCount));
        Assert.True(only.CreatedAt.Year >= 2026);
    }

    [Fact]
    public async Task Experiment_of_a_name_is_made_once_however_many_ask_at_once()
    {
        var other = await Backend.OpenAsync();
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? Saker : other).Experiments.GetOrCreateAsync("churn", Cancellation)));
        Assert.Single(asked.Select(experiment => experiment.Id).Distinct());
        Assert.Equal("1", asked[0].Id.Value);
        Assert.Equal(["churn", "Default"], (await Store.ListAsync(Cancellation)).Select(experiment => experiment.Name));
    }

    [Fact]
    public async Task Experiment_without_a_name_is_refused()
    {
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.GetOrCreateAsync(" ", Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.GetOrCreateAsync(new string('x', 501), Cancellation));
    }

    [Fact]
    public async Task Run_runs_until_it_is_ended()
    {
        var run = await StartAsync("fit");
        Assert.Matches("^[0-9a-f]{32}$", run.Id.Value);
        Assert.Equal(RunStatus.Running, run.Status);
        Assert.Null(run.EndedAt);

        await Store.EndRunAsync(run.Id, RunStatus.Failed, Cancellation);

        var ended = await FindAsync(run.Id);
        Assert.Equal((RunStatus.Failed, "fit", Default, run.StartedAt), (ended.Status, ended.Name, ended.ExperimentId, ended.StartedAt));
        Assert.True(ended.EndedAt >= ended.StartedAt);
    }

    [Fact]
    public async Task Run_is_found_by_its_first_digits_while_no_other_starts_with_them()
    {
        var first = await StartAsync("first");
        Assert.Equal(first.Id, (await Store.FindRunByPrefixAsync(first.Id.Value, Cancellation))?.Id);
        Assert.Equal(first.Id, (await Store.FindRunByPrefixAsync(first.Id.Short, Cancellation))?.Id);
        Assert.Equal(first.Id, (await Store.FindRunByPrefixAsync(first.Id.Short.ToUpperInvariant(), Cancellation))?.Id);
        var second = await StartAsync("second");
        var shared = first.Id.Value.Zip(second.Id.Value).TakeWhile(pair => pair.First == pair.Second).Count();

        var error = await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.FindRunByPrefixAsync(first.Id.Value[..shared], Cancellation));

        Assert.All(new[] { first, second }, run => Assert.Contains($"{run.Id} ({run.Name})", error.Message, StringComparison.Ordinal));
        Assert.Equal(second.Id, (await Store.FindRunByPrefixAsync(second.Id.Value[..(shared + 1)], Cancellation))?.Id);
        foreach (var none in new[] { "", "%", "_", "fffff", first.Id.Value + "0" })
            Assert.Null(await Store.FindRunByPrefixAsync(none, Cancellation));
    }

    [Fact]
    public async Task Run_does_not_end_as_running()
    {
        var run = await StartAsync("fit");
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.EndRunAsync(run.Id, RunStatus.Running, Cancellation));
    }

    [Fact]
    public async Task Run_remembers_its_parent()
    {
        var parent = await StartAsync("pipeline");
        var child = await Store.StartRunAsync(Default, "candidate", parent.Id, Cancellation);
        Assert.Equal(parent.Id, (await FindAsync(child.Id)).ParentId);
        Assert.Null((await FindAsync(parent.Id)).ParentId);
    }

    [Fact]
    public async Task What_is_unknown_is_reported_as_not_found()
    {
        var unknown = new RunId(new string('0', 32));
        Assert.Null(await Store.FindRunAsync(unknown, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.LogAsync(unknown, new RunEntries(), Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.EndRunAsync(unknown, RunStatus.Finished, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.GetHistoryAsync(unknown, "loss", Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.StartRunAsync(Default, "fit", unknown, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.StartRunAsync(new ExperimentId("77"), "fit", null, Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Store.StartRunAsync(new ExperimentId("x' OR 1=1"), "fit", null, Cancellation));
        Assert.Empty(await Store.ListRunsAsync(null, 10, Cancellation));
    }

    [Fact]
    public async Task What_is_logged_is_read_back()
    {
        var run = await StartAsync("fit");
        await Store.LogAsync(run.Id, new RunEntries
        {
            Parameters = new Dictionary<string, string> { ["trees"] = "300", ["naïve key"] = "" },
            Metrics = [new Metric("cv.roc_auc", 0.8451234567890123, 0, Noon), new Metric("cv.roc_auc", 0.846, 1, Noon)],
            Tags = new Dictionary<string, string> { ["stage"] = "draft" },
        }, Cancellation);
        await Store.LogAsync(run.Id, new RunEntries { Tags = new Dictionary<string, string> { ["stage"] = "final ✓" } }, Cancellation);

        var read = await FindAsync(run.Id);
        Assert.Equal(new Dictionary<string, string> { ["trees"] = "300", ["naïve key"] = "" }, read.Parameters);
        Assert.Equal(new Dictionary<string, double> { ["cv.roc_auc"] = 0.846 }, read.Metrics);
        Assert.Equal(new Dictionary<string, string> { ["stage"] = "final ✓", ["mlflow.runName"] = "fit" }, read.Tags);
        var history = await Store.GetHistoryAsync(run.Id, "cv.roc_auc", Cancellation);
        Assert.Equal([0.8451234567890123, 0.846], history.Select(metric => metric.Value));
        Assert.Empty(await Store.GetHistoryAsync(run.Id, "loss", Cancellation));
    }

    [Fact]
    public async Task Numbers_that_are_not_finite_survive()
    {
        var run = await StartAsync("fit");
        double[] values = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -0.0, double.MaxValue];
        await Store.LogAsync(run.Id, new RunEntries { Metrics = [.. values.Select((value, i) => new Metric($"m{i}", value, i, Noon))] }, Cancellation);
        var read = await FindAsync(run.Id);
        Assert.Equal(values, Enumerable.Range(0, values.Length).Select(i => read.Metrics[$"m{i}"]));
        Assert.Equal(double.NaN, (await Store.GetHistoryAsync(run.Id, "m0", Cancellation))[0].Value);
    }

    [Fact]
    public async Task Latest_value_is_that_of_the_highest_step_then_time()
    {
        var run = await StartAsync("fit");
        await LogAsync(run.Id, new Metric("loss", 5, 5, Noon));
        await LogAsync(run.Id, new Metric("loss", 3, 3, Noon.AddHours(1)));
        Assert.Equal(5, (await FindAsync(run.Id)).Metrics["loss"]);
        await LogAsync(run.Id, new Metric("loss", 5.1, 5, Noon.AddSeconds(-1)));
        Assert.Equal(5, (await FindAsync(run.Id)).Metrics["loss"]);
        await LogAsync(run.Id, new Metric("loss", 5.2, 5, Noon), new Metric("loss", 4, 4, Noon));
        Assert.Equal(5.2, (await FindAsync(run.Id)).Metrics["loss"]);
    }

    [Fact]
    public async Task History_is_ordered_by_step_then_time_and_a_repeated_value_counts_once()
    {
        var run = await StartAsync("fit");
        await LogAsync(run.Id, new Metric("loss", 3, 2, Noon), new Metric("loss", 2, 1, Noon.AddMilliseconds(1)), new Metric("loss", 1, 1, Noon), new Metric("loss", double.NaN, -7, Noon));
        await LogAsync(run.Id, new Metric("loss", 3, 2, Noon), new Metric("loss", double.NaN, -7, Noon));
        var history = await Store.GetHistoryAsync(run.Id, "loss", Cancellation);
        Assert.Equal([double.NaN, 1, 2, 3], history.Select(metric => metric.Value));
        Assert.Equal([Noon, Noon, Noon.AddMilliseconds(1), Noon], history.Select(metric => metric.LoggedAt));
    }

    [Fact]
    public async Task Parameter_that_changes_is_a_conflict_and_nothing_of_the_call_is_logged()
    {
        var run = await StartAsync("fit");
        await Store.LogAsync(run.Id, new RunEntries { Parameters = new Dictionary<string, string> { ["l2"] = "1", ["seed"] = "42" } }, Cancellation);
        await Store.LogAsync(run.Id, new RunEntries { Parameters = new Dictionary<string, string> { ["l2"] = "1" } }, Cancellation);

        var failure = await Failures.OfAsync(ErrorKind.Conflict, () => Store.LogAsync(run.Id, new RunEntries
        {
            Parameters = new Dictionary<string, string> { ["l2"] = "2", ["seed"] = "43", ["new"] = "x" },
            Metrics = [new Metric("loss", 1, 0, Noon)],
            Tags = new Dictionary<string, string> { ["t"] = "x" },
        }, Cancellation));

        Assert.Equal(["l2", "seed"], failure.Problems.Select(problem => problem.Field).Order());
        var read = await FindAsync(run.Id);
        Assert.Equal(new Dictionary<string, string> { ["l2"] = "1", ["seed"] = "42" }, read.Parameters);
        Assert.Empty(read.Metrics);
        Assert.Equal(["mlflow.runName"], read.Tags.Keys);
    }

    [Fact]
    public async Task Entries_that_are_too_long_are_all_reported_and_nothing_is_logged()
    {
        var run = await StartAsync("fit");
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.LogAsync(run.Id, new RunEntries
        {
            Parameters = new Dictionary<string, string> { ["fine"] = "1", ["long"] = new('x', 6_001) },
            Metrics = [new Metric("", 1, 0, Noon)],
            Tags = new Dictionary<string, string> { [new string('k', 251)] = "v" },
        }, Cancellation));
        Assert.Equal(3, failure.Problems.Count);
        Assert.Empty((await FindAsync(run.Id)).Parameters);
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_up_to_the_limit()
    {
        var churn = await Store.GetOrCreateAsync("churn", Cancellation);
        var first = await StartAsync("first");
        var second = await Store.StartRunAsync(churn.Id, "second", null, Cancellation);
        var third = await StartAsync("third");
        await LogAsync(third.Id, new Metric("loss", 1, 0, Noon));
        Assert.Equal([third.Id, second.Id, first.Id], await IdsAsync(null, 10));
        Assert.Equal([third.Id, second.Id], await IdsAsync(null, 2));
        Assert.Equal([third.Id, first.Id], await IdsAsync(Default, 10));
        Assert.Empty(await IdsAsync(new ExperimentId("77"), 10));
        Assert.Equal(1, (await Store.ListRunsAsync(null, 1, Cancellation))[0].Metrics["loss"]);
        Assert.Equal([1, 2], (await Store.ListAsync(Cancellation)).Select(experiment => experiment.RunCount));
    }

    [Fact]
    public async Task Runs_of_a_process_that_is_gone_are_killed_and_no_others()
    {
        var mine = await StartAsync("mine");
        var alive = await Backend.OpenAsync();
        var theirs = await alive.Experiments.StartRunAsync(Default, "theirs", null, Cancellation);
        var gone = await Backend.OpenAsync();
        var orphan = await gone.Experiments.StartRunAsync(Default, "orphan", null, Cancellation);
        var ended = await gone.Experiments.StartRunAsync(Default, "ended", null, Cancellation);
        await gone.Experiments.EndRunAsync(ended.Id, RunStatus.Finished, Cancellation);

        Assert.Equal(0, await Store.RecoverAsync(Cancellation));
        await Backend.CloseAsync(gone);
        Assert.Equal(1, await Store.RecoverAsync(Cancellation));
        Assert.Equal(0, await Store.RecoverAsync(Cancellation));

        var killed = await FindAsync(orphan.Id);
        Assert.Equal(RunStatus.Killed, killed.Status);
        Assert.True(killed.EndedAt >= killed.StartedAt);
        Assert.Equal(RunStatus.Finished, (await FindAsync(ended.Id)).Status);
        Assert.Equal(RunStatus.Running, (await FindAsync(mine.Id)).Status);
        Assert.Equal(RunStatus.Running, (await FindAsync(theirs.Id)).Status);
    }

    [Fact]
    public async Task Concurrent_writers_lose_nothing()
    {
        const int writers = 8;
        const int steps = 20;
        var run = await StartAsync("fit");
        var other = await Backend.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            var store = (writer % 2 == 0 ? Saker : other).Experiments;
            for (var step = 0; step < steps; step++)
                await store.LogAsync(run.Id, new RunEntries { Metrics = [new Metric($"m{writer}", step, step, Noon)] }, Cancellation);
        }));
        for (var writer = 0; writer < writers; writer++)
            Assert.Equal(Enumerable.Range(0, steps).Select(step => (double)step), (await Store.GetHistoryAsync(run.Id, $"m{writer}", Cancellation)).Select(metric => metric.Value));
    }

    [Fact]
    public async Task Cancelled_call_changes_nothing()
    {
        var run = await StartAsync("fit");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.EndRunAsync(run.Id, RunStatus.Finished, new CancellationToken(canceled: true)));
        Assert.Equal(RunStatus.Running, (await FindAsync(run.Id)).Status);
    }

    [Fact]
    public async Task Everything_is_there_after_closing_and_opening()
    {
        var run = await StartAsync("fit");
        await LogAsync(run.Id, new Metric("loss", 0.25, 3, Noon));
        await Store.EndRunAsync(run.Id, RunStatus.Finished, Cancellation);
        await Backend.CloseAsync(Saker);
        var reopened = await Backend.OpenAsync();
        var read = await reopened.Experiments.FindRunAsync(run.Id, Cancellation);
        Assert.Equal((RunStatus.Finished, 0.25), (read!.Status, read.Metrics["loss"]));
    }

    private Task<Run> StartAsync(string name) => Store.StartRunAsync(Default, name, null, Cancellation);

    private Task LogAsync(RunId run, params Metric[] metrics) => Store.LogAsync(run, new RunEntries { Metrics = metrics }, Cancellation);

    private async Task<Run> FindAsync(RunId run) => await Store.FindRunAsync(run, Cancellation) ?? throw new InvalidOperationException($"Run {run} is gone.");

    private async Task<IEnumerable<RunId>> IdsAsync(ExperimentId? experiment, int maxCount) => (await Store.ListRunsAsync(experiment, maxCount, Cancellation)).Select(run => run.Id);
}
