using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Dashboard;

/// <summary>An experiment as MLflow's clients fill one: a search with nested runs, curves, values that are not finite, some failed.</summary>
internal static class SampleExperiment
{
    public const int OuterCount = 60;
    public const int NestedCount = 3;
    private static readonly DateTimeOffset Start = new(2026, 5, 3, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The first run has nested ones; the second ends before it starts and has values that are not finite.</summary>
    public static async Task<(Experiment Experiment, IReadOnlyList<Run> Runs)> AddAsync(IExperimentStore experiments, IRunStore runs, string name, CancellationToken cancellationToken)
    {
        var experiment = await experiments.CreateAsync(
            new ExperimentCreation { Name = name, Tags = new Dictionary<string, string> { ["mlflow.note.content"] = "Prices, by **location**" } }, cancellationToken);
        List<Run> added = [];
        for (var i = 0; i < OuterCount; i++)
            added.Add(await AddRunAsync(experiments, runs, experiment, $"trial-{i}", i, parent: null, cancellationToken));
        for (var i = 0; i < NestedCount; i++)
            await AddRunAsync(experiments, runs, experiment, $"fold-{i}", OuterCount + i, added[0], cancellationToken);
        await experiments.LogAsync(added[1].Id, new RunEntries { Metrics = [At("endless", double.PositiveInfinity, 0), At("broken", double.NaN, 0)] }, cancellationToken);
        await runs.UpdateAsync(added[1].Id, new RunUpdate { Status = RunStatus.Failed, EndedAt = added[1].StartedAt.AddMinutes(-1) }, cancellationToken);
        return (experiment, added);
    }

    private static async Task<Run> AddRunAsync(IExperimentStore experiments, IRunStore runs, Experiment experiment, string name, int i, Run? parent, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, string> { ["team"] = "pricing", ["mlflow.source.name"] = "train.py" };
        if (parent is not null)
            tags[RunTags.Parent] = parent.Id.Value;
        var run = await runs.CreateAsync(new RunCreation { Experiment = experiment.Id, Name = name, UserId = "anna", StartedAt = Start.AddMinutes(i), Tags = tags }, cancellationToken);
        var entries = new RunEntries
        {
            Parameters = new Dictionary<string, string> { ["depth"] = (i % 7).ToString(System.Globalization.CultureInfo.InvariantCulture), ["objective"] = "squared error" },
            Metrics = [.. Enumerable.Range(0, 5).Select(step => At("loss", 1.0 / (step + 1) + i * 0.01, step)), At("r2", i / 100.0, 0)],
        };
        await experiments.LogAsync(run.Id, entries, cancellationToken);
        await runs.UpdateAsync(run.Id, new RunUpdate { Status = RunStatus.Finished, EndedAt = run.StartedAt.AddSeconds(30 + i) }, cancellationToken);
        return run;
    }

    private static Metric At(string key, double value, long step) => new(key, value, step, Start.AddSeconds(step));
}
