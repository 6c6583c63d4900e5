using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Gates;
using Saker.Platform.Gates.Kinds;
using Saker.Platform.Registry;

namespace Saker.Platform.Pipelines;

/// <summary>Tells where a champion learned from rows that a pipeline set aside: compared on them, it has seen the answers.</summary>
internal sealed class ChampionRows(IRegistryStore registry, IExperimentStore experiments, IDatasetStore datasets)
{
    private const string SplitKeys = "split.";

    /// <summary>What a report is to say of the champions that gates compare with; nothing where rows were set aside alike, or the champion learned from others.</summary>
    public async Task<IReadOnlyList<string>> NotesAsync(Pipeline pipeline, GateSuite suite, CheckedData data, TrainingPart test, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        if (pipeline.Register is not { } register || await registry.FindAsync(register.Model, cancellationToken) is not { } model)
            return notes;
        foreach (var alias in suite.Gates.OfType<ChampionGate>().Select(gate => gate.Alias).Distinct())
        {
            if (!model.Aliases.TryGetValue(alias, out var number) || model.Versions.FirstOrDefault(version => version.Version == number) is not { } champion || await IsSplitAlikeAsync(champion, pipeline, data, cancellationToken))
                continue;
            if (await new LearnedRows(datasets).FindAsync(champion, test.Rows, cancellationToken) is { } note)
                notes.Add($"{note} The comparison with @{alias} favours it.");
        }
        return notes;
    }

    // The same rows, split in the same way, leave the same rows for the test.
    private async Task<bool> IsSplitAlikeAsync(ModelVersion champion, Pipeline pipeline, CheckedData data, CancellationToken cancellationToken)
    {
        if (champion is not { Run: { } id, Dataset: { } name } || await experiments.FindRunAsync(id, cancellationToken) is not { } run)
            return false;
        var own = SplitStage.Parameters(pipeline).Where(pair => pair.Key.StartsWith(SplitKeys, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        var its = run.Parameters.Where(pair => pair.Key.StartsWith(SplitKeys, StringComparison.Ordinal)).ToList();
        return own.Count == its.Count && its.All(pair => own.TryGetValue(pair.Key, out var value) && value == pair.Value)
            && await FindDatasetAsync(name, cancellationToken) is { } stored && stored.Hash == data.Dataset.Hash;
    }

    private async Task<DatasetVersion?> FindDatasetAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await datasets.FindAsync(DatasetReference.Parse(name), cancellationToken);
        }
        catch (Data.SakerException)
        {
            // A client named something else than a dataset of this home.
            return null;
        }
    }
}
