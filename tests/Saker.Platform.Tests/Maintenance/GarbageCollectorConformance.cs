using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Learning.Tuning;
using Saker.Learning.Tuning.Spaces;
using Saker.Platform.Artifacts;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Experiments;
using Saker.Platform.Experiments.LoggedModels;
using Saker.Platform.Maintenance;
using Saker.Platform.Registry;
using Saker.Platform.Storage;
using Saker.Platform.Studies;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Maintenance;

/// <summary>What garbage collection takes and leaves, over whatever database.</summary>
public abstract class GarbageCollectorConformance(TestBackend backend) : IAsyncLifetime
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly ManualTime _time = new();
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ILoggedModelStore Logged => _saker.Services.GetRequiredService<ILoggedModelStore>();

    private IRunStore Runs => _saker.Services.GetRequiredService<IRunStore>();

    public async ValueTask InitializeAsync() => _saker = await backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time));

    public async ValueTask DisposeAsync()
    {
        await backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_run_that_was_deleted_long_ago_goes_with_all_that_only_it_has_and_nothing_else()
    {
        var experiment = await _saker.Experiments.GetOrCreateAsync("e", Cancellation);
        var (old, kept) = (await StartAsync(experiment), await StartAsync(experiment));
        await PutAsync(old, "only/mine.txt", "only mine");
        await PutAsync(old, "shared.txt", "shared");
        await PutAsync(kept, "shared.txt", "shared");
        await Runs.LogInputsAsync(old.Id, new RunInputs { Datasets = [new DatasetInput { Dataset = new InputDataset { Name = "d", Digest = "1", SourceType = "local", Source = "{}" }, Tags = new Dictionary<string, string> { ["k"] = "v" } }], Models = ["m-1"] }, Cancellation);
        var made = await _saker.Services.GetRequiredService<ILoggedModelStore>().CreateAsync(new LoggedModelCreation { Experiment = experiment.Id }, Cancellation);
        await Runs.LogOutputsAsync(old.Id, [new ModelOutput(made.Id.Value, 1)], Cancellation);
        await Runs.DeleteAsync(old.Id, Cancellation);

        _time.Advance(TimeSpan.FromDays(29));
        Assert.Empty((await _saker.Garbage.PlanAsync(Month, Cancellation)).Runs);
        _time.Advance(TimeSpan.FromDays(2));

        var plan = await _saker.Garbage.PlanAsync(Month, Cancellation);
        Assert.True(plan.IsDryRun);
        Assert.Equal([new CollectedRun(old.Id.Value, experiment.Id.Value, old.Name, 2, 15)], plan.Runs);
        Assert.Equal([9L], plan.Blobs.Select(blob => blob.ByteCount));
        Assert.NotNull(await _saker.Experiments.FindRunAsync(old.Id, Cancellation));

        AssertSame(plan, await _saker.Garbage.CollectAsync(Month, Cancellation));
        Assert.Null(await _saker.Experiments.FindRunAsync(old.Id, Cancellation));
        Assert.Equal(1, await _saker.Services.GetRequiredService<Database>().ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM metrics"), Cancellation));
        Assert.Empty(await _saker.Artifacts.ListAsync($"{experiment.Id}/{old.Id}", Cancellation));
        Assert.Single((await _saker.Experiments.FindRunAsync(kept.Id, Cancellation))!.Metrics);
        Assert.Equal("shared", await ReadAsync(kept, "shared.txt"));
        Assert.Equal(1, await CountBlobsAsync());
        Assert.Empty((await _saker.Garbage.CollectAsync(Month, Cancellation)).Runs);
    }

    [Fact]
    public async Task A_study_goes_with_its_run_and_its_name_is_free_again()
    {
        var settings = new StudySettings { Space = SearchSpace.Of(new NumberParameter { Name = "x", From = 0, To = 1 }), Direction = Direction.Minimize };
        var study = await _saker.Studies.CreateAsync(new NewStudy { Name = "s", Settings = settings }, Cancellation);
        var open = await _saker.Studies.OpenAsync("s", Cancellation);
        var trial = (await open.AskAsync(10, Cancellation))!;
        await open.ReportAsync(trial.Number, 1, 0.5, Cancellation);
        await open.TellAsync(trial.Number, TrialResult.Of(1), Cancellation);
        await Runs.DeleteAsync(study.Run, Cancellation);
        _time.Advance(TimeSpan.FromDays(31));

        await _saker.Garbage.CollectAsync(Month, Cancellation);

        Assert.Null(await _saker.Studies.FindAsync("s", Cancellation));
        Assert.NotEqual(study.Run, (await _saker.Studies.CreateAsync(new NewStudy { Name = "s", Settings = settings }, Cancellation)).Run);
    }

    [Fact]
    public async Task A_run_that_a_version_was_registered_from_stays_and_is_named()
    {
        var experiment = await _saker.Experiments.GetOrCreateAsync("e", Cancellation);
        var run = await StartAsync(experiment);
        using var source = new ModelSource();
        await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Run = run.Id }, Cancellation);
        await _saker.Experiments.DeleteAsync(experiment.Id, Cancellation);
        _time.Advance(TimeSpan.FromDays(31));
        var plan = await _saker.Garbage.PlanAsync(Month, Cancellation);
        Assert.Equal([new KeptRun(run.Id.Value, "churn/1 was registered from it")], plan.Kept);
        Assert.Empty(plan.Runs);
        Assert.Empty(plan.Experiments);
        Assert.Empty(plan.Blobs);
        AssertSame(plan, await _saker.Garbage.CollectAsync(Month, Cancellation));
        Assert.NotNull(await _saker.Experiments.FindRunAsync(run.Id, Cancellation));
        await _saker.Services.GetRequiredService<ModelFolders>().VerifyAsync(await _saker.Registry.ResolveAsync("churn/1", Cancellation), Cancellation);
    }

    [Fact]
    public async Task A_deleted_experiment_goes_with_its_runs_and_the_default_never()
    {
        var experiment = await _saker.Experiments.GetOrCreateAsync("gone", Cancellation);
        var parent = await StartAsync(experiment);
        var child = await _saker.Experiments.StartRunAsync(experiment.Id, "child", parent.Id, Cancellation);
        await _saker.Experiments.SetTagAsync(experiment.Id, "k", "v", Cancellation);
        await PutAsync(child, "a", "x");
        await _saker.Experiments.DeleteAsync(experiment.Id, Cancellation);
        _time.Advance(TimeSpan.FromDays(1));
        var plan = await _saker.Garbage.PlanAsync(TimeSpan.Zero, Cancellation);
        Assert.Equal([new CollectedExperiment(experiment.Id.Value, "gone")], plan.Experiments);
        Assert.Equal(2, plan.Runs.Count);
        AssertSame(plan, await _saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation));
        Assert.Null(await _saker.Experiments.FindByNameAsync("gone", Cancellation));
        Assert.NotNull(await _saker.Experiments.FindByNameAsync("Default", Cancellation));
        Assert.Equal(0, await CountBlobsAsync());
        // The name is free again.
        await _saker.Experiments.GetOrCreateAsync("gone", Cancellation);
    }

    [Fact]
    public async Task Numbers_of_collected_experiments_are_never_given_again()
    {
        var gone = await _saker.Experiments.GetOrCreateAsync("gone", Cancellation);
        await StartAsync(gone);
        await _saker.Experiments.DeleteAsync(gone.Id, Cancellation);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal([new CollectedExperiment(gone.Id.Value, "gone")], (await _saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation)).Experiments);
        Assert.Empty((await _saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation)).Experiments);

        var later = await _saker.Experiments.GetOrCreateAsync("gone", Cancellation);
        Assert.NotEqual(gone.Id, later.Id);
        Assert.Single((await _saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation)).Experiments);
        Assert.Null(await _saker.Experiments.FindAsync(gone.Id, Cancellation));
        Assert.NotNull(await _saker.Experiments.FindAsync(later.Id, Cancellation));
    }

    [Fact]
    public async Task Logged_models_go_when_they_or_their_experiments_were_deleted_long_ago()
    {
        var (kept, gone) = (await _saker.Experiments.GetOrCreateAsync("kept", Cancellation), await _saker.Experiments.GetOrCreateAsync("gone", Cancellation));
        var (old, live, orphan) = (await LogAsync(kept, "old"), await LogAsync(kept, "live"), await LogAsync(gone, "orphan"));
        await Logged.DeleteAsync(old.Id, Cancellation);
        await _saker.Experiments.DeleteAsync(gone.Id, Cancellation);
        _time.Advance(TimeSpan.FromDays(29));
        Assert.Empty((await _saker.Garbage.PlanAsync(Month, Cancellation)).LoggedModels);
        _time.Advance(TimeSpan.FromDays(2));

        var plan = await _saker.Garbage.PlanAsync(Month, Cancellation);
        Assert.Equal(
            new CollectedLoggedModel[] { new(old.Id.Value, kept.Id.Value, "old", 2, 14), new(orphan.Id.Value, gone.Id.Value, "orphan", 2, 17) }.OrderBy(model => model.Model, StringComparer.Ordinal),
            plan.LoggedModels);
        Assert.Equal([new CollectedExperiment(gone.Id.Value, "gone")], plan.Experiments);
        Assert.Equal(["of old", "of orphan"], plan.Blobs.Select(blob => blob.ByteCount == 6 ? "of old" : "of orphan").Order());
        AssertSame(plan, await _saker.Garbage.CollectAsync(Month, Cancellation));
        Assert.Empty(await _saker.Artifacts.ListAsync($"{kept.Id}/models/{old.Id}", Cancellation));
        Assert.Equal(2, (await _saker.Artifacts.ListAsync($"{kept.Id}/models/{live.Id}/artifacts", Cancellation)).Count);
        Assert.Equal(1, await _saker.Services.GetRequiredService<Database>().ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM logged_models"), Cancellation));
        Assert.NotNull(await Logged.FindAsync(live.Id, Cancellation));
        Assert.Equal(2, await CountBlobsAsync());
    }

    [Fact]
    public async Task What_a_version_lives_on_stays_and_is_named_until_the_version_is_gone()
    {
        var experiment = await _saker.Experiments.GetOrCreateAsync("e", Cancellation);
        var (named, source) = (await LogAsync(experiment, "named"), await LogAsync(experiment, "source"));
        var run = await StartAsync(experiment);
        await PutAsync(run, "model/weights", "weights");
        foreach (var (model, from) in (IEnumerable<(string, string)>)[("a", $"models:/{named.Id}"), ("b", source.ArtifactUri), ("c", $"{run.ArtifactUri}/model")])
            await _saker.Services.GetRequiredService<ModelIntake>().RegisterAsync(new Registration { Model = model, Folder = null, Source = from }, Cancellation);
        await _saker.Experiments.DeleteAsync(experiment.Id, Cancellation);
        _time.Advance(TimeSpan.FromDays(31));
        var plan = await _saker.Garbage.CollectAsync(Month, Cancellation);
        Assert.Equal(
            new KeptLoggedModel[] { new(named.Id.Value, "a/1 was registered from it"), new(source.Id.Value, "b/1 was registered from it") }.OrderBy(kept => kept.Model, StringComparer.Ordinal),
            plan.KeptLoggedModels);
        Assert.Equal([new KeptRun(run.Id.Value, "c/1 was registered from it")], plan.Kept);
        Assert.Empty(plan.LoggedModels);
        Assert.Empty(plan.Runs);
        Assert.Empty(plan.Experiments);
        Assert.Empty(plan.Blobs);
        foreach (var model in (string[])["a", "b", "c"])
            await _saker.Registry.DeleteVersionAsync(model, 1, null, Cancellation);
        var rest = await _saker.Garbage.CollectAsync(Month, Cancellation);
        Assert.Equal((1, 2, 1), (rest.Runs.Count, rest.LoggedModels.Count, rest.Experiments.Count));
        Assert.Empty(rest.KeptLoggedModels);
        Assert.Equal(0, await CountBlobsAsync());
    }

    [Fact]
    public async Task Content_that_nothing_refers_to_any_more_goes_once_it_is_not_young()
    {
        await _saker.Artifacts.PutAsync("a", Content("replaced"), Cancellation);
        await _saker.Artifacts.PutAsync("a", Content("present"), Cancellation);
        await _saker.Services.GetRequiredService<IArtifactUploads>().BeginAsync("u", 1, Cancellation);
        Assert.Empty((await _saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation)).Blobs);
        _time.Advance(TimeSpan.FromHours(2));
        var plan = await _saker.Garbage.PlanAsync(TimeSpan.Zero, Cancellation);
        Assert.Equal([8L], plan.Blobs.Select(blob => blob.ByteCount));
        Assert.Equal(8, plan.ByteCount);
        AssertSame(plan, await _saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation));
        Assert.Equal(1, await CountBlobsAsync());
        await _saker.Artifacts.PutAsync("b", Content("replaced"), Cancellation);
        Assert.Equal(2, await CountBlobsAsync());
    }

    [Fact]
    public async Task Content_that_is_about_to_be_referred_to_is_left_alone()
    {
        var blobs = _saker.Services.GetRequiredService<BlobKeeper>();
        var database = _saker.Services.GetRequiredService<Database>();
        await _saker.Artifacts.PutAsync("a", Content("same"), Cancellation);
        await _saker.Artifacts.DeleteAsync("a", Cancellation);
        _time.Advance(TimeSpan.FromHours(2));
        // Somebody stores the same content again, and has not come to refer to it.
        using var staged = await blobs.StageAsync(Content("same"), Cancellation);
        await blobs.StoreAsync([staged], Cancellation);
        Assert.Empty((await _saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation)).Blobs);
        await database.WriteAsync(session => blobs.ConfirmAsync(session, [staged.Hash]), Cancellation);

        // Where that took longer than content is young, it is told and not lost silently.
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Single((await _saker.Garbage.CollectAsync(TimeSpan.Zero, Cancellation)).Blobs);
        await Failures.OfAsync(ErrorKind.Unavailable, () => database.WriteAsync(session => blobs.ConfirmAsync(session, [staged.Hash]), Cancellation));
    }

    [Fact]
    public async Task Collecting_beside_writers_loses_nothing()
    {
        var other = await backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time).AddSingleton(new ArtifactOptions { MinBlobAge = TimeSpan.FromMilliseconds(1) }));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var collecting = Task.Run(
            async () =>
            {
                var collected = 0;
                while (!stop.IsCancellationRequested)
                {
                    _time.Advance(TimeSpan.FromMilliseconds(1));
                    collected += (await other.Garbage.CollectAsync(TimeSpan.Zero, Cancellation)).Blobs.Count;
                }
                return collected;
            },
            Cancellation);
        var written = 0;
        await Parallel.ForAsync(0, 4, Cancellation, async (writer, cancellationToken) =>
        {
            for (var i = 0; i < 25; i++)
            {
                try
                {
                    // The same few contents come and go: what is collected is stored again all the time.
                    await _saker.Artifacts.PutAsync($"w/{writer}/{i % 3}", Content($"content {i % 5}"), cancellationToken);
                    Interlocked.Increment(ref written);
                }
                catch (SakerException e) when (e.Kind == ErrorKind.Unavailable)
                {
                    // Content is young for a millisecond only here; the caller is told and sends it again.
                }
            }
        });
        await stop.CancelAsync();
        await collecting;
        Assert.True(written > 20, $"{written} were written");
        Assert.Empty((await _saker.Verifier.VerifyAsync(Cancellation)).Faults);
    }

    private async Task<Run> StartAsync(Experiment experiment)
    {
        var run = await _saker.Experiments.StartRunAsync(experiment.Id, "r", null, Cancellation);
        await _saker.Experiments.LogAsync(run.Id, new RunEntries { Parameters = new Dictionary<string, string> { ["p"] = "1" }, Metrics = [new Metric("loss", 0.5, 1, _time.GetUtcNow())], Tags = new Dictionary<string, string> { ["t"] = "1" } }, Cancellation);
        return run;
    }

    /// <summary>A logged model with a file of its own, and one that all have.</summary>
    private async Task<LoggedModel> LogAsync(Experiment experiment, string name)
    {
        var model = await Logged.CreateAsync(
            new LoggedModelCreation { Experiment = experiment.Id, Name = name, Parameters = new Dictionary<string, string> { ["p"] = "1" }, Tags = new Dictionary<string, string> { ["t"] = "1" } }, Cancellation);
        var root = ArtifactPaths.FromUri(model.ArtifactUri);
        await _saker.Artifacts.PutAsync($"{root}/MLmodel", Content("of " + name), Cancellation);
        await _saker.Artifacts.PutAsync($"{root}/data/all", Content("the same"), Cancellation);
        return model;
    }

    private Task PutAsync(Run run, string path, string content) => _saker.Artifacts.PutAsync($"{ArtifactPaths.FromUri(run.ArtifactUri)}/{path}", Content(content), Cancellation);

    private async Task<string> ReadAsync(Run run, string path)
    {
        using var reader = new StreamReader(await _saker.Artifacts.OpenAsync($"{ArtifactPaths.FromUri(run.ArtifactUri)}/{path}", Cancellation));
        return await reader.ReadToEndAsync(Cancellation);
    }

    private async Task<int> CountBlobsAsync()
    {
        var count = 0;
        await foreach (var _ in _saker.Services.GetRequiredService<IBlobStore>().ListAsync(Cancellation))
            count++;
        return count;
    }

    private static void AssertSame(Collection planned, Collection done)
    {
        Assert.False(done.IsDryRun);
        Assert.Equal(planned.Runs, done.Runs);
        Assert.Equal(planned.Experiments, done.Experiments);
        Assert.Equal(planned.Kept, done.Kept);
        Assert.Equal(planned.LoggedModels, done.LoggedModels);
        Assert.Equal(planned.KeptLoggedModels, done.KeptLoggedModels);
        Assert.Equal(planned.Models, done.Models);
        Assert.Equal(planned.Blobs, done.Blobs);
    }

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));
}
