using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;

namespace Saker.Platform.Gates;

/// <summary>Judges registered versions on stored datasets, and keeps the verdicts. Thread-safe.</summary>
public sealed class GateJudge(GateCandidates candidates, IRegistryStore registry, IDatasetStore datasets, IVerdictStore verdicts, TimeProvider time)
{
    /// <param name="version">What is judged.</param>
    /// <param name="file">The gates and the target; null takes those that an alias of the model requires.</param>
    /// <param name="dataset">Rows that it has not learned from.</param>
    /// <param name="by">Who judges; null for the user of this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">There are no gates or no such dataset, the gates do not fit its rows, or the version has no files.</exception>
    public async Task<GateVerdict> JudgeAsync(ModelVersion version, GateFile? file, DatasetReference dataset, Actor? by, CancellationToken cancellationToken)
    {
        file ??= await FindRequiredAsync(version.Model, cancellationToken);
        if (file is not { Target: { } target, Positive: { } positive })
            throw new SakerException(ErrorKind.InvalidInput, "Say which column has the answers, and which of them is the positive one: 'target: {column: ..., positive: ...}'.", "target");
        var stored = await datasets.FindAsync(dataset, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset '{dataset}'.", "dataset");
        var rows = LabelledRows.Read(await datasets.ReadAsync(stored.Name, stored.Version, cancellationToken), target, positive);
        file.Suite.RequireAskable(rows);
        using var candidate = await candidates.OpenAsync(version, cancellationToken);
        var evidence = new GateEvidence
        {
            Candidate = candidate,
            Rows = rows,
            Data = $"dataset {stored.Name}/{stored.Version}",
            FindChampionAsync = (alias, token) => candidates.FindChampionAsync(version.Model, alias, token),
            Time = time,
        };
        var report = await file.Suite.JudgeAsync(evidence, time, cancellationToken);
        return await verdicts.AddAsync(version.Model, version.Version, report.ToVerdict(), by, cancellationToken);
    }

    private async Task<GateFile> FindRequiredAsync(string model, CancellationToken cancellationToken)
    {
        var required = (await registry.FindAsync(model, cancellationToken))?.GateRequirements.Select(requirement => requirement.Gates).OfType<string>().FirstOrDefault();
        return required is not null ? GateFile.Parse(required) : throw new SakerException(ErrorKind.InvalidInput, $"Give the gates: no alias of '{model}' says which it requires.", "gates");
    }
}
