using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;

namespace Saker.Platform.Tests.Experiments;

/// <summary>What every <see cref="IRunStore"/> does, and every <see cref="IExperimentStore"/> with experiments.</summary>
public abstract class RunStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private static readonly ExperimentId Default = new("0");
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private IRunStore Runs => Saker.Runs;

    private ILoggedModelStore Models => Saker.Services.GetRequiredService<ILoggedModelStore>();

    private IExperimentStore Experiments => Saker.Experiments;

    [Fact]
    public async Task Run_of_a_client_belongs_to_no_process()
    {
        var run = await Runs.CreateAsync(new RunCreation { Experiment = Default, Name = "fit", UserId = "ada", StartedAt = Noon }, Cancellation);
        await Backend.CloseAsync(Saker);
        var other = await Backend.OpenAsync();
        Assert.Equal(0, await other.Experiments.RecoverAsync(Cancellation));
        var read = await other.Experiments.FindRunAsync(run.Id, Cancellation);
        Assert.Equal((RunStatus.Running, "ada", Noon, $"mlflow-artifacts:/0/{run.Id}/artifacts", "fit"), (read!.Status, read.UserId, read.StartedAt, read.ArtifactUri, read.Tags[RunTags.Name]));
    }

    [Fact]
    public async Task Names_are_generated_and_differ()
    {
        HashSet<string> names = [];
        for (var i = 0; i < 20; i++)
            names.Add((await CreateAsync(null)).Name);
        Assert.True(names.Count > 15, string.Join(", ", names));
    }

    [Fact]
    public async Task Update_changes_what_it_names()
    {
        var run = await CreateAsync("fit");
        await Runs.UpdateAsync(run.Id, new RunUpdate { EndedAt = Noon }, Cancellation);
        await Runs.UpdateAsync(run.Id, new RunUpdate { Status = RunStatus.Failed, Name = "failed fit" }, Cancellation);
        var read = await FindAsync(run.Id);
        Assert.Equal((RunStatus.Failed, (DateTimeOffset?)Noon, "failed fit", "failed fit"), (read.Status, read.EndedAt, read.Name, read.Tags[RunTags.Name]));
    }

    [Fact]
    public async Task Deletion_and_restoring_of_an_experiment_are_symmetrical()
    {
        var experiment = await Experiments.CreateAsync(new ExperimentCreation { Name = "churn" }, Cancellation);
        var (before, with) = (await CreateAsync("before", experiment.Id), await CreateAsync("with", experiment.Id));
        await Runs.DeleteAsync(before.Id, Cancellation);
        await Experiments.DeleteAsync(experiment.Id, Cancellation);
        Assert.NotNull((await FindAsync(with.Id)).DeletedAt);
        Assert.DoesNotContain(await Experiments.ListAsync(Cancellation), one => one.Name == "churn");
        Assert.Equal(["churn"], (await Experiments.ListAsync(Lifecycle.Deleted, Cancellation)).Select(one => one.Name));
        await Failures.OfAsync(ErrorKind.NotFound, () => Experiments.DeleteAsync(experiment.Id, Cancellation));
        await Failures.OfAsync(ErrorKind.Conflict, () => Experiments.GetOrCreateAsync("churn", Cancellation));
        await Failures.OfAsync(ErrorKind.AlreadyExists, () => Experiments.CreateAsync(new ExperimentCreation { Name = "churn" }, Cancellation));
        await Failures.OfAsync(ErrorKind.Conflict, () => CreateAsync("late", experiment.Id));

        await Experiments.RestoreAsync(experiment.Id, Cancellation);

        Assert.Equal((Lifecycle.Deleted, Lifecycle.Active), ((await FindAsync(before.Id)).Lifecycle, (await FindAsync(with.Id)).Lifecycle));
        Assert.Null((await FindAsync(with.Id)).DeletedAt);
        Assert.Equal(1, (await Experiments.FindAsync(experiment.Id, Cancellation))!.RunCount);
        await Failures.OfAsync(ErrorKind.Conflict, () => Experiments.DeleteAsync(Default, Cancellation));
    }

    [Fact]
    public async Task Run_deleted_by_itself_after_its_experiment_stays_deleted()
    {
        var experiment = await Experiments.CreateAsync(new ExperimentCreation { Name = "churn" }, Cancellation);
        var run = await CreateAsync("fit", experiment.Id);
        await Experiments.DeleteAsync(experiment.Id, Cancellation);
        await Runs.DeleteAsync(run.Id, Cancellation);
        await Experiments.RestoreAsync(experiment.Id, Cancellation);
        Assert.Equal(Lifecycle.Deleted, (await FindAsync(run.Id)).Lifecycle);
        await Runs.RestoreAsync(run.Id, Cancellation);
        Assert.Equal(Lifecycle.Active, (await FindAsync(run.Id)).Lifecycle);
    }

    [Fact]
    public async Task Experiment_has_tags_a_place_and_a_name_that_changes()
    {
        var made = await Experiments.CreateAsync(new ExperimentCreation { Name = "a", Tags = new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" } }, Cancellation);
        await Experiments.SetTagAsync(made.Id, "x", new string('v', 5_000), Cancellation);
        await Experiments.DeleteTagAsync(made.Id, "y", Cancellation);
        await Experiments.RenameAsync(made.Id, "b", Cancellation);
        var read = await Experiments.FindByNameAsync("b", Cancellation);
        Assert.Equal((made.Id, $"mlflow-artifacts:/{made.Id}", made.CreatedAt), (read!.Id, read.ArtifactLocation, read.CreatedAt));
        Assert.True(read.UpdatedAt >= made.UpdatedAt);
        Assert.Equal(["x"], read.Tags.Keys);
        await Failures.OfAsync(ErrorKind.NotFound, () => Experiments.DeleteTagAsync(made.Id, "y", Cancellation));
        await Failures.OfAsync(ErrorKind.AlreadyExists, () => Experiments.RenameAsync(Default, "b", Cancellation));
        await Experiments.RenameAsync(made.Id, "b", Cancellation);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Experiments.SetTagAsync(made.Id, "../x", "1", Cancellation));
        await Failures.OfAsync(ErrorKind.NotFound, () => Experiments.SetTagAsync(new ExperimentId("77"), "x", "1", Cancellation));
        Assert.Null(await Experiments.FindAsync(new ExperimentId("b"), Cancellation));
    }

    [Fact]
    public async Task Long_values_are_kept_whole()
    {
        var run = await CreateAsync("fit");
        // Of no use to a compressor: an index entry of it would not fit a page.
        var text = string.Concat(Enumerable.Range(0, 1_600).Select(i => $"{i * 7919L % 100_003:D5}"));
        await Experiments.LogAsync(run.Id, new RunEntries { Tags = new Dictionary<string, string> { ["t"] = text }, Parameters = new Dictionary<string, string> { ["p"] = text[..6_000] } }, Cancellation);
        var read = await FindAsync(run.Id);
        Assert.Equal((text, text[..6_000]), (read.Tags["t"], read.Parameters["p"]));
    }

    [Fact]
    public async Task Inputs_are_kept_once_with_all_their_tags()
    {
        var (first, second) = (await CreateAsync("first"), await CreateAsync("second"));
        var dataset = new InputDataset { Name = "rides", Digest = "d1", SourceType = "s3", Source = "{}", Schema = "[]" };
        await LogAsync(first, dataset, ("mlflow.data.context", "training"));
        await LogAsync(first, dataset, ("note", "again"));
        await LogAsync(second, dataset with { SourceType = "other" });
        await Runs.LogInputsAsync(first.Id, new RunInputs { Models = ["m-1", "m-1"] }, Cancellation);
        string[] made = [.. new[] { await LogModelAsync(), await LogModelAsync() }.Order(StringComparer.Ordinal)];
        await Runs.LogOutputsAsync(first.Id, [new ModelOutput(made[1], 5), new ModelOutput(made[0], 1)], Cancellation);

        var read = await FindAsync(first.Id);

        var input = Assert.Single(read.Inputs.Datasets);
        Assert.Equal((dataset, "training", 2), (input.Dataset, input.Context, input.Tags.Count));
        Assert.Equal(["m-1"], read.Inputs.Models);
        Assert.Equal([new ModelOutput(made[0], 1), new ModelOutput(made[1], 5)], read.Outputs);
        Assert.Equal("s3", Assert.Single((await FindAsync(second.Id)).Inputs.Datasets).Dataset.SourceType);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => LogAsync(first, dataset with { Digest = new string('d', 37) }));
    }

    [Fact]
    public async Task A_model_that_is_not_here_was_made_by_no_run()
    {
        var (run, made, gone) = (await CreateAsync("fit"), await LogModelAsync(), await LogModelAsync());
        await Models.DeleteAsync(new LoggedModelId(gone), Cancellation);
        foreach (var missing in (string[])["m-none", gone])
        {
            var failure = await Failures.OfAsync(ErrorKind.NotFound, () => Runs.LogOutputsAsync(run.Id, [new ModelOutput(made, 1), new ModelOutput(missing, 1)], Cancellation));
            Assert.Contains(missing, failure.Message, StringComparison.Ordinal);
        }
        Assert.Empty((await FindAsync(run.Id)).Outputs);
    }

    [Fact]
    public async Task Ids_of_models_and_names_of_datasets_have_limits_and_hold_no_zero_character()
    {
        var run = await CreateAsync("fit");
        var (model, name, digest) = (new string('m', 257), new string('n', 501), new string('d', 37));
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => LogAsync(run.Id, new Metric("loss", 1, 0, Noon) { ModelId = model, DatasetName = name, DatasetDigest = digest }));
        Assert.Equal(["loss.model_id", "loss.dataset_name", "loss.dataset_digest"], failure.Problems.Select(problem => problem.Field));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Runs.LogInputsAsync(run.Id, new RunInputs { Models = [model] }, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Runs.LogOutputsAsync(run.Id, [new ModelOutput(model, 0)], Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Experiments.LogAsync(run.Id, new RunEntries { Tags = new Dictionary<string, string> { ["t"] = "a\0b" } }, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Experiments.CreateAsync(new ExperimentCreation { Name = "a\0b" }, Cancellation));
        // The longest that are possible fit the database's indexes.
        await LogAsync(run.Id, new Metric(Wide(250), 1, 0, Noon) { ModelId = Wide(256), DatasetName = Wide(500), DatasetDigest = Wide(36) });
        Assert.Equal(Wide(256), Assert.Single((await FindAsync(run.Id)).LatestMetrics).ModelId);

        // Of no use to a compressor, and three bytes each.
        static string Wide(int length) => string.Concat(Enumerable.Range(0, length).Select(i => (char)(0x4E00 + (i * 7919 % 20_000))));
    }

    [Fact]
    public async Task Latest_point_is_the_greatest_by_step_time_and_value()
    {
        var run = await CreateAsync("fit");
        foreach (var (value, step, seconds) in ((double, long, int)[])[(2, 1, 0), (1, 1, 0), (9, 0, 9), (double.NaN, 1, 0)])
            await LogAsync(run.Id, new Metric("m", value, step, Noon.AddSeconds(seconds)));
        Assert.Equal(2, (await FindAsync(run.Id)).Metrics["m"]);
        await LogAsync(run.Id, new Metric("m", double.NaN, 2, Noon) { ModelId = "m-1", DatasetName = "rides", DatasetDigest = "d1" });
        var latest = Assert.Single((await FindAsync(run.Id)).LatestMetrics);
        Assert.Equal(new Metric("m", double.NaN, 2, Noon) { ModelId = "m-1", DatasetName = "rides", DatasetDigest = "d1" }, latest);
        await LogAsync(run.Id, new Metric("m", -5, 2, Noon));
        Assert.Equal(-5, (await FindAsync(run.Id)).Metrics["m"]);
    }

    [Fact]
    public async Task Batch_of_many_points_is_stored_once_and_read_in_pages()
    {
        var run = await CreateAsync("fit");
        var points = Enumerable.Range(0, 950).Select(i => new Metric(i % 2 == 0 ? "even" : "odd", i % 7 == 0 ? double.NaN : i % 11 == 0 ? double.NegativeInfinity : i, i / 3, Noon.AddMilliseconds(i))).ToArray();
        await LogAsync(run.Id, points);
        await LogAsync(run.Id, points);
        List<Metric> read = [];
        string? token = null;
        do
        {
            var page = await Runs.GetHistoryAsync(run.Id, "even", token, 100, Cancellation);
            read.AddRange(page.Points);
            token = page.NextPageToken;
        }
        while (token is not null);
        Assert.Equal(points.Where(point => point.Key == "even"), read);
        Assert.Equal(read, await Experiments.GetHistoryAsync(run.Id, "even", Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Runs.GetHistoryAsync(run.Id, "even", "nonsense", 10, Cancellation));
    }

    [Fact]
    public async Task Names_of_entries_must_be_names_of_files_too()
    {
        var run = await CreateAsync("fit");
        foreach (var key in (string[])["", "/a", "../a", "a//b", "a/./b", "a/", ".", "a=b", "a\nb", new string('k', 251)])
            await Failures.OfAsync(ErrorKind.InvalidInput, () => LogAsync(run.Id, new Metric(key, 1, 0, Noon)));
        foreach (var key in (string[])["a", "a/b c.d-e_f:g", "größe", new string('k', 250)])
            await LogAsync(run.Id, new Metric(key, 1, 0, Noon));
        Assert.Equal(4, (await FindAsync(run.Id)).Metrics.Count);
    }

    private async Task<string> LogModelAsync() => (await Models.CreateAsync(new LoggedModelCreation { Experiment = Default }, Cancellation)).Id.Value;

    private Task<Run> CreateAsync(string? name, ExperimentId? experiment = null) => Runs.CreateAsync(new RunCreation { Experiment = experiment ?? Default, Name = name }, Cancellation);

    private Task LogAsync(RunId run, params Metric[] metrics) => Experiments.LogAsync(run, new RunEntries { Metrics = metrics }, Cancellation);

    private Task LogAsync(Run run, InputDataset dataset, params (string Key, string Value)[] tags) =>
        Runs.LogInputsAsync(run.Id, new RunInputs { Datasets = [new DatasetInput { Dataset = dataset, Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value) }] }, Cancellation);

    private async Task<Run> FindAsync(RunId run) => await Experiments.FindRunAsync(run, Cancellation) ?? throw new InvalidOperationException($"Run {run} is gone.");
}
