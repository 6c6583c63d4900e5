using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.Search;

namespace Saker.Platform.Tests.Experiments.Search;

/// <summary>What every <see cref="ITrackingSearch"/> does.</summary>
public abstract class TrackingSearchConformance(TestBackend backend) : StoreConformance(backend)
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private IRunStore Runs => Saker.Services.GetRequiredService<IRunStore>();

    [Fact]
    public async Task Filters_of_the_documentation_find_the_run_that_they_are_about()
    {
        var run = await RunAsync("baseline", new RunEntries
        {
            Metrics = [new Metric("auc", 0.85, 1, Noon), new Metric("val/auc", 0.79, 1, Noon)],
            Parameters = new Dictionary<string, string> { ["depth"] = "6", ["optimizer"] = "adam" },
            Tags = new Dictionary<string, string> { ["team"] = "risk", ["release.name"] = "v1.2" },
        });
        await Runs.LogInputsAsync(
            run,
            new RunInputs
            {
                Datasets =
                [
                    new DatasetInput
                    {
                        Dataset = new InputDataset { Name = "customers", Digest = "1", SourceType = "local", Source = "{}" },
                        Tags = new Dictionary<string, string> { [DatasetInput.ContextTag] = "training" },
                    },
                ],
            },
            Cancellation);
        await RunAsync("other", new RunEntries { Metrics = [new Metric("auc", 0.7, 1, Noon), new Metric("val/auc", double.NaN, 1, Noon)], Parameters = new Dictionary<string, string> { ["optimizer"] = "sgd" } });
        foreach (var filter in DocumentationExample.Read("docs/search.md", "filters").Split('\n'))
            Assert.Equal(["baseline"], await NamesAsync(new RunSearch { Filter = filter }));
    }

    [Fact]
    public async Task Metrics_order_runs_by_their_latest_value_with_what_is_missing_last()
    {
        await RunAsync("low", Entries(0.9, 0.1));
        await RunAsync("none", new RunEntries());
        await RunAsync("high", Entries(0.2, 0.8));
        await RunAsync("nan", Entries(double.NaN));
        await RunAsync("endless", Entries(double.PositiveInfinity));
        Assert.Equal(["low", "high", "endless", "nan", "none"], await NamesAsync(new RunSearch { OrderBy = ["metrics.m"] }));
        Assert.Equal(["endless", "high", "low", "nan", "none"], await NamesAsync(new RunSearch { OrderBy = ["metrics.m DESC"] }));
        Assert.Equal(["endless", "high", "low"], await NamesAsync(new RunSearch { Filter = "metrics.m != 0.5", OrderBy = ["metrics.m DESC"] }));
    }

    [Fact]
    public async Task Only_runs_of_the_experiments_asked_for_are_found()
    {
        var other = await Saker.Experiments.GetOrCreateAsync("other", Cancellation);
        await RunAsync("here", new RunEntries());
        await RunAsync("there", new RunEntries(), other.Id);
        Assert.Equal(["there"], await NamesAsync(new RunSearch { Experiments = [other.Id] }));
        Assert.Equal(["there"], await NamesAsync(new RunSearch { Experiments = [other.Id, new ExperimentId("77"), new ExperimentId("no number")] }));
        Assert.Empty(await NamesAsync(new RunSearch { Experiments = [] }));
        Assert.Equal(["here", "there"], (await NamesAsync(new RunSearch())).Order());
        var gone = await RunAsync("gone", new RunEntries());
        await Runs.DeleteAsync(gone, Cancellation);
        Assert.Equal(["gone"], await NamesAsync(new RunSearch { Lifecycle = Lifecycle.Deleted }));
        Assert.Equal(3, (await NamesAsync(new RunSearch { Lifecycle = null })).Length);
    }

    [Fact]
    public async Task Experiments_are_found_by_name_time_and_tag()
    {
        var churn = await Saker.Experiments.CreateAsync(new ExperimentCreation { Name = "churn", Tags = new Dictionary<string, string> { ["team"] = "risk" } }, Cancellation);
        var fraud = await Saker.Experiments.GetOrCreateAsync("fraud", Cancellation);
        await Saker.Experiments.DeleteAsync(fraud.Id, Cancellation);
        Assert.Equal(["churn"], await ExperimentsAsync(new ExperimentSearch { Filter = "tags.team = 'risk' AND creation_time > 0" }));
        Assert.Equal(["Default", "churn"], await ExperimentsAsync(new ExperimentSearch { OrderBy = ["name"] }));
        Assert.Equal(["fraud"], await ExperimentsAsync(new ExperimentSearch { Lifecycle = Lifecycle.Deleted }));
        Assert.Equal(["fraud", "churn", "Default"], await ExperimentsAsync(new ExperimentSearch { Lifecycle = null, OrderBy = ["attribute.experiment_id DESC"] }));
        Assert.Equal("1", churn.Id.Value);
    }

    [Fact]
    public async Task Runs_are_found_by_what_they_are_part_of()
    {
        var outer = await RunAsync("outer", new RunEntries());
        var inner = await RunAsync("inner", PartOf(outer));
        await RunAsync("innermost", PartOf(inner));
        await RunAsync("alone", new RunEntries());
        Assert.Equal(["alone", "outer"], (await NamesAsync(new RunSearch { IsOutermostOnly = true })).Order());
        Assert.Equal(["inner"], await NamesAsync(new RunSearch { PartOf = [outer] }));
        Assert.Equal(["inner", "innermost"], (await NamesAsync(new RunSearch { PartOf = [outer, inner] })).Order());
        Assert.Empty(await NamesAsync(new RunSearch { PartOf = [] }));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Search.SearchRunsAsync(new RunSearch { PartOf = [.. Enumerable.Repeat(outer, RunSearch.MaxParents + 1)] }, Cancellation));

        // What is in the searched state stands for itself when its parent is not.
        await Runs.DeleteAsync(outer, Cancellation);
        Assert.Equal(["alone", "inner"], (await NamesAsync(new RunSearch { IsOutermostOnly = true })).Order());
        Assert.Equal(["outer"], await NamesAsync(new RunSearch { IsOutermostOnly = true, Lifecycle = Lifecycle.Deleted }));
        Assert.Equal(["alone", "outer"], (await NamesAsync(new RunSearch { IsOutermostOnly = true, Lifecycle = null })).Order());
    }

    [Fact]
    public async Task Runs_are_ordered_and_found_by_how_long_they_took()
    {
        foreach (var (name, seconds) in new[] { ("short", 1), ("long", 60), ("backwards", -5) })
        {
            var run = await Runs.CreateAsync(new RunCreation { Experiment = new ExperimentId("0"), Name = name, StartedAt = Noon }, Cancellation);
            await Runs.UpdateAsync(run.Id, new RunUpdate { Status = RunStatus.Finished, EndedAt = Noon.AddSeconds(seconds) }, Cancellation);
        }
        await RunAsync("running", new RunEntries());
        Assert.Equal(["backwards", "short", "long", "running"], await NamesAsync(new RunSearch { OrderBy = ["duration"] }));
        Assert.Equal(["long"], await NamesAsync(new RunSearch { Filter = "duration > 1000" }));
    }

    [Fact]
    public async Task Experiments_are_listed_by_what_happened_in_them_last()
    {
        var quiet = await Saker.Experiments.GetOrCreateAsync("quiet", Cancellation);
        var busy = await Saker.Experiments.GetOrCreateAsync("busy", Cancellation);
        var gone = await Saker.Experiments.GetOrCreateAsync("gone", Cancellation);
        await Saker.Experiments.DeleteAsync(gone.Id, Cancellation);
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        var run = await Runs.CreateAsync(new RunCreation { Experiment = busy.Id, StartedAt = later }, Cancellation);
        var found = await Saker.Search.ListActivityAsync(null, 10, Cancellation);
        Assert.Equal(busy.Id, found[0].Experiment);
        Assert.Equal(later.ToUnixTimeMilliseconds(), found[0].At.ToUnixTimeMilliseconds());
        Assert.DoesNotContain(found, one => one.Experiment == gone.Id);

        await Runs.UpdateAsync(run.Id, new RunUpdate { EndedAt = later.AddHours(1) }, Cancellation);
        Assert.Equal(later.AddHours(1).ToUnixTimeMilliseconds(), Assert.Single(await Saker.Search.ListActivityAsync(null, 1, Cancellation)).At.ToUnixTimeMilliseconds());
        Assert.Equal([gone.Id, quiet.Id], (await Saker.Search.ListActivityAsync([quiet.Id, gone.Id], 10, Cancellation)).Select(one => one.Experiment).Order(Comparer<ExperimentId>.Create((a, b) => string.CompareOrdinal(b.Value, a.Value))));
        Assert.Empty(await Saker.Search.ListActivityAsync([], 10, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Search.ListActivityAsync(null, 0, Cancellation));
    }

    [Fact]
    public async Task Keys_of_an_experiments_runs_are_listed_once_each()
    {
        var other = await Saker.Experiments.GetOrCreateAsync("other", Cancellation);
        await RunAsync("first", new RunEntries { Metrics = [new Metric("b", 1, 0, Noon)], Parameters = new Dictionary<string, string> { ["p"] = "1" }, Tags = new Dictionary<string, string> { ["t"] = "1" } });
        await RunAsync("second", new RunEntries { Metrics = [new Metric("a", 1, 0, Noon), new Metric("b", 2, 0, Noon)] });
        await RunAsync("elsewhere", new RunEntries { Metrics = [new Metric("c", 1, 0, Noon)] }, other.Id);
        var keys = await Saker.Search.ListKeysAsync(new ExperimentId("0"), Cancellation);
        Assert.Equal(["a", "b"], keys.Metrics);
        Assert.Equal(["p"], keys.Parameters);
        Assert.Contains("t", keys.Tags);
        Assert.Empty((await Saker.Search.ListKeysAsync(new ExperimentId("77"), Cancellation)).Metrics);
    }

    [Fact]
    public async Task A_stamp_changes_with_the_run_its_entries_and_the_runs_within_it_and_with_nothing_else()
    {
        var run = await RunAsync("watched", new RunEntries());
        var child = await Runs.CreateAsync(new RunCreation { Experiment = new ExperimentId("0"), Name = "within", Tags = new Dictionary<string, string> { [RunTags.Parent] = run.Value } }, Cancellation);
        Func<Task>[] changes =
        [
            () => Saker.Experiments.LogAsync(run, new RunEntries { Metrics = [new Metric("m", 1, 0, Noon)] }, Cancellation),
            () => Saker.Experiments.LogAsync(run, new RunEntries { Metrics = [new Metric("m", 1, 1, Noon)] }, Cancellation),
            () => Saker.Experiments.LogAsync(run, new RunEntries { Parameters = new Dictionary<string, string> { ["p"] = "1" } }, Cancellation),
            () => Saker.Experiments.LogAsync(run, new RunEntries { Tags = new Dictionary<string, string> { ["t"] = "1" } }, Cancellation),
            () => Saker.Experiments.LogAsync(run, new RunEntries { Tags = new Dictionary<string, string> { ["t"] = "12" } }, Cancellation),
            () => Saker.Experiments.LogAsync(child.Id, new RunEntries { Metrics = [new Metric("m", 1, 0, Noon)] }, Cancellation),
            () => Runs.UpdateAsync(child.Id, new RunUpdate { Status = RunStatus.Finished, EndedAt = Noon }, Cancellation),
            () => Runs.UpdateAsync(run, new RunUpdate { Name = "named" }, Cancellation),
            () => Runs.DeleteAsync(run, Cancellation),
        ];
        var stamp = await Saker.Search.FindRunStampAsync(run, Cancellation);
        foreach (var change in changes)
        {
            await RunAsync("beside", new RunEntries { Metrics = [new Metric("m", 1, 0, Noon)] });
            Assert.Equal(stamp, await Saker.Search.FindRunStampAsync(run, Cancellation));
            await change();
            Assert.NotEqual(stamp, stamp = await Saker.Search.FindRunStampAsync(run, Cancellation));
        }
        Assert.Null(await Saker.Search.FindRunStampAsync(new RunId("0123"), Cancellation));
    }

    [Theory]
    [InlineData("|", 0, "metrics.auc ", "metrics.val/auc ", "params.depth ", "params.optimizer ", "run_id ")]
    [InlineData("auc|", 0, "metrics.auc ", "metrics.val/auc ")]
    [InlineData("param.op| = 'adam'", 0, "params.optimizer ")]
    [InlineData("metrics.auc > 0.5 AND tags.rel|", 22, "tags.\"release name\" ")]
    [InlineData("metrics.auc |", 12, "> ", ">= ", "< ", "<= ", "= ", "!= ", "IN ", "NOT IN ")]
    [InlineData("tags.\"release name\"|", 19, " = ", " != ", " LIKE ", " ILIKE ", " IN ", " NOT LIKE ", " NOT ILIKE ", " NOT IN ")]
    [InlineData("params.optimizer NOT l|", 21, "LIKE ")]
    [InlineData("params.optimizer = |", 19, "'adam' ", "'it''s 100%' ")]
    [InlineData("params.optimizer ='00%|", 18, "'it''s 100%' ")]
    [InlineData("params.optimizer IN ('adam', |)", 29, "'adam' ", "'it''s 100%' ")]
    [InlineData("params.optimizer IN ('adam'|", 27, ", ", ") ")]
    [InlineData("metrics.auc > |", 14, "0.7 ", "0.85 ")]
    [InlineData("status = 'f|", 9, "'FINISHED' ", "'FAILED' ")]
    [InlineData("run_name = |", 11, "'baseline' ", "'other' ")]
    [InlineData("(metrics.auc > 0.5 |", 19, "AND ", "OR ", ") ")]
    [InlineData("metrics.auc > 0.5 a|", 18, "AND ")]
    [InlineData("dataset.name = |", 15, "'customers' ")]
    [InlineData("datasets.context = |", 19, "'training' ")]
    [InlineData("metrics.auc ~ |", 14)]
    [InlineData("nothing.like.it = |", 18)]
    public async Task A_filter_that_is_being_written_may_go_on_by_what_the_runs_have(string written, int start, params string[] expected)
    {
        var run = await RunAsync("baseline", new RunEntries
        {
            Metrics = [new Metric("auc", 0.85, 1, Noon), new Metric("val/auc", 0.79, 1, Noon)],
            Parameters = new Dictionary<string, string> { ["depth"] = "6", ["optimizer"] = "adam" },
            Tags = new Dictionary<string, string> { ["release name"] = "v1.2" },
        });
        await Runs.LogInputsAsync(
            run,
            new RunInputs { Datasets = [new DatasetInput { Dataset = new InputDataset { Name = "customers", Digest = "1", SourceType = "local", Source = "{}" }, Tags = new Dictionary<string, string> { [DatasetInput.ContextTag] = "training" } }] },
            Cancellation);
        await RunAsync("other", new RunEntries { Metrics = [new Metric("auc", 0.7, 1, Noon)], Parameters = new Dictionary<string, string> { ["optimizer"] = "it's 100%" } });
        var experiment = (await Saker.Experiments.FindRunAsync(run, Cancellation))!.ExperimentId;
        var filter = written.Replace("|", "", StringComparison.Ordinal);
        foreach (var within in new ExperimentId?[] { experiment, null })
        {
            var completion = await Saker.Search.CompleteRunFilterAsync(within, filter, written.IndexOf('|', StringComparison.Ordinal), Cancellation);
            Assert.Equal(start, completion.Start);
            Assert.Equal(expected, completion.Proposals.Select(one => one.Written).Take(filter.Length == 0 ? expected.Length : int.MaxValue));
        }
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(1_000, 10)]
    [InlineData(1_000, 999)]
    [InlineData(1_003, 250)]
    public async Task A_sample_has_evenly_spread_steps_and_the_ends_of_each_run(int count, int wanted)
    {
        var all = await RunAsync("long", Entries([.. Enumerable.Range(0, count).Select(step => (double)step)]));
        var part = await RunAsync("part", new RunEntries { Metrics = [new Metric("m", 1, 3, Noon), new Metric("m", 2, 5, Noon)] });
        var found = await Saker.Search.SampleHistoryAsync([all, part], "m", null, wanted, Cancellation);
        var interval = count > wanted ? (double)count / wanted : 1;
        var expected = Enumerable.Range(0, wanted).Select(i => (long)(i * interval)).Concat(count > wanted ? [3, 5, count - 1] : []).Distinct().Order();
        Assert.Equal(expected, found.Where(value => value.Run == all).Select(value => value.Metric.Step));
        Assert.Equal([3, 5], found.Where(value => value.Run == part && value.Metric.Step is 3 or 5).Select(value => value.Metric.Step));
    }

    [Fact]
    public async Task Pages_are_within_their_limits()
    {
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Search.SearchRunsAsync(new RunSearch { MaxCount = 0 }, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Search.SearchRunsAsync(new RunSearch { MaxCount = RunSearch.MaxMaxCount + 1 }, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Search.SearchRunsAsync(new RunSearch { Experiments = [.. Enumerable.Repeat(new ExperimentId("0"), RunSearch.MaxExperiments + 1)] }, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Search.GetHistoryAsync([], "m", 1, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Saker.Search.SampleHistoryAsync([new RunId("x")], "m", null, ITrackingSearch.MaxSampleSize + 1, Cancellation));
    }

    private static RunEntries PartOf(RunId parent) => new() { Tags = new Dictionary<string, string> { [RunTags.Parent] = parent.Value } };

    private static RunEntries Entries(params double[] values) => new() { Metrics = [.. values.Select((value, step) => new Metric("m", value, step, Noon))] };

    private async Task<RunId> RunAsync(string name, RunEntries entries, ExperimentId? experiment = null)
    {
        var run = await Runs.CreateAsync(new RunCreation { Experiment = experiment ?? new ExperimentId("0"), Name = name }, Cancellation);
        await Saker.Experiments.LogAsync(run.Id, entries, Cancellation);
        return run.Id;
    }

    private async Task<string[]> NamesAsync(RunSearch search) => [.. (await Saker.Search.SearchRunsAsync(search, Cancellation)).Items.Select(run => run.Name)];

    private async Task<string[]> ExperimentsAsync(ExperimentSearch search) => [.. (await Saker.Search.SearchExperimentsAsync(search, Cancellation)).Items.Select(experiment => experiment.Name)];
}
