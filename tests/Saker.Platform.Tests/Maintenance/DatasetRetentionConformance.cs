using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Maintenance;
using Saker.Platform.Registry;
using Saker.Platform.Tests.Datasets;
using Saker.Platform.Tests.Registry;
using Saker.Testing;

namespace Saker.Platform.Tests.Maintenance;

/// <summary>Which dataset versions lose their rows, over whatever database.</summary>
public abstract class DatasetRetentionConformance(TestBackend backend) : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private SakerPlatform _saker = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _saker = await backend.OpenAsync(services => services.AddSingleton<TimeProvider>(_time));

    public async ValueTask DisposeAsync()
    {
        await backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_last_versions_and_the_young_stay_and_the_others_keep_their_record()
    {
        await AddAsync(1, 2, 3);
        _time.Advance(TimeSpan.FromDays(10));
        await AddAsync(4);
        var rule = new RetentionRule { KeepLast = 2, KeepYounger = TimeSpan.FromDays(5) };

        var plan = await _saker.DatasetRetention.PlanAsync(rule, Cancellation);
        Assert.Equal([(4, true), (3, true), (2, false), (1, false)], plan.Decisions.Select(decision => (decision.Version.Version, decision.IsKept)));
        Assert.True(plan.IsDryRun);
        Assert.Equal(4, Rows());

        var done = await _saker.DatasetRetention.ApplyAsync(rule, "ada", Cancellation);
        Assert.Equal([2, 1], done.Removed.Select(decision => decision.Version.Version));
        Assert.Equal(2, Rows());
        var gone = (await _saker.Datasets.FindAsync(new DatasetReference("telco", 1), Cancellation))!;
        Assert.Equal(("ada", "keep the last 2 of a dataset, what is younger than 5 days, what a run, a model or an alias refers to", _time.GetUtcNow()), (gone.Removal!.By, gone.Removal.Rule, gone.Removal.At));
        Assert.Equal(3, (await _saker.Datasets.GetProfileAsync("telco", 1, Cancellation)).RowCount);
        await Failures.OfAsync(ErrorKind.NotFound, () => _saker.Datasets.OpenAsync("telco", 1, Cancellation));
        Assert.Empty((await _saker.DatasetRetention.ApplyAsync(rule, "ada", Cancellation)).Removed);
    }

    [Fact]
    public async Task What_a_run_a_model_or_an_alias_refers_to_stays_as_the_rule_says()
    {
        await AddAsync(1, 2, 3, 4);
        var experiment = await _saker.Experiments.GetOrCreateAsync("e", Cancellation);
        var run = await _saker.Experiments.StartRunAsync(experiment.Id, "by input", null, Cancellation);
        var input = new InputDataset { Name = "telco", Digest = (await _saker.Datasets.FindAsync(new DatasetReference("telco", 1), Cancellation))!.Digest, SourceType = "local", Source = "{}" };
        await _saker.Runs.LogInputsAsync(run.Id, new RunInputs { Datasets = [new DatasetInput { Dataset = input }] }, Cancellation);
        await RegisterAsync("telco/2", []);
        await RegisterAsync("telco/3", ["champion"]);

        Assert.Equal("4", await RemovedAsync(DatasetUser.Run));
        Assert.Equal("4 1", await RemovedAsync(DatasetUser.Model));
        Assert.Equal("4 2 1", await RemovedAsync(DatasetUser.Alias));
        var kept = (await _saker.DatasetRetention.PlanAsync(new RetentionRule { KeepLast = 0 }, Cancellation)).Decisions;
        Assert.Equal($"run {run.Id.Value[..8]} (by input) used it", kept.Single(decision => decision.Version.Version == 1).Reason);
        Assert.Equal("model churn@champion was trained on it", kept.Single(decision => decision.Version.Version == 3).Reason);

        var use = await _saker.DatasetUses.FindAsync((await _saker.Datasets.FindAsync(new DatasetReference("telco", 3), Cancellation))!, Cancellation);
        Assert.Equal(("churn", 2, "champion"), (use.Models.Single().Model, use.Models.Single().Version, use.Models.Single().Aliases.Single()));
        Assert.Equal(run.Id.Value, (await _saker.DatasetUses.FindAsync((await _saker.Datasets.FindAsync(new DatasetReference("telco", 1), Cancellation))!, Cancellation)).Runs.Single().Run);
    }

    [Fact]
    public async Task One_version_is_removed_by_hand_unless_something_needs_it_and_content_that_another_name_has_stays()
    {
        await AddAsync(1);
        await _saker.Datasets.AddAsync(NewDataset.Of("copy", ToyRows.Make(1), "x.csv"), Cancellation);
        await RegisterAsync("telco/1", []);
        var failure = await Failures.OfAsync(ErrorKind.Conflict, () => _saker.DatasetRetention.RemoveAsync("telco", 1, null, isForced: false, Cancellation));
        Assert.Contains("churn/1", failure.Message, StringComparison.Ordinal);

        await _saker.DatasetRetention.RemoveAsync("telco", 1, null, isForced: true, Cancellation);
        Assert.Equal(1, Rows());
        Assert.Equal(3, (await _saker.Datasets.ReadAsync("copy", 1, Cancellation)).RowCount);
        await _saker.DatasetRetention.RemoveAsync("copy", 1, null, isForced: false, Cancellation);
        Assert.Equal(0, Rows());
        Assert.Equal(DatasetAdditionOutcome.Restored, (await _saker.Datasets.AddAsync(NewDataset.Of("copy", ToyRows.Make(1), "x.csv"), Cancellation)).Outcome);
        Assert.Equal(3, (await _saker.Datasets.ReadAsync("copy", 1, Cancellation)).RowCount);
        await Failures.OfAsync(ErrorKind.NotFound, () => _saker.Datasets.ReadAsync("telco", 1, Cancellation));
    }

    [Fact]
    public async Task Rule_that_keeps_nothing_by_itself_is_refused() =>
        await Failures.OfAsync(ErrorKind.InvalidInput, () => _saker.DatasetRetention.PlanAsync(new RetentionRule(), Cancellation));

    private async Task<string> RemovedAsync(DatasetUser keepUsedBy) =>
        string.Join(' ', (await _saker.DatasetRetention.PlanAsync(new RetentionRule { KeepLast = 0, KeepUsedBy = keepUsedBy }, Cancellation)).Removed.Select(decision => decision.Version.Version));

    private async Task AddAsync(params double[] charges)
    {
        foreach (var charge in charges)
            await _saker.Datasets.AddAsync(NewDataset.Of("telco", ToyRows.Make(charge), "telco.csv"), Cancellation);
    }

    private int Rows() => Directory.GetFiles(_saker.Home.Datasets, "rows.parquet", SearchOption.AllDirectories).Length;

    private async Task RegisterAsync(string dataset, IReadOnlyList<string> aliases)
    {
        using var source = new ModelSource(dataset);
        await _saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder, Dataset = dataset, Aliases = aliases }, Cancellation);
    }
}
