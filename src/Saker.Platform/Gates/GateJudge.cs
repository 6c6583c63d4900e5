using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;

namespace Saker.Platform.Gates;

/// <summary>Judges registered versions on stored datasets, and keeps the verdicts. Thread-safe.</summary>
public sealed class GateJudge(GateCandidates candidates, IRegistryStore registry, IDatasetStore datasets, IVerdictStore verdicts, LearnedRows learned, TimeProvider time)
{
    /// <param name="version">What is judged.</param>
    /// <param name="file">The gates and the target; null takes those that an alias of the model requires.</param>
    /// <param name="dataset">Rows that it has not learned from.</param>
    /// <param name="by">Who judges; null for the user of this process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">There are no gates or no such dataset, the gates do not fit its rows, or the version has no files.</exception>
    public async Task<GateVerdict> JudgeAsync(ModelVersion version, GateFile? file, DatasetReference dataset, Actor? by, CancellationToken cancellationToken)
    {
        using var candidate = await candidates.OpenAsync(version, cancellationToken);
        var report = await JudgeAsync(candidate, version.Model, version, file, dataset, cancellationToken);
        return await verdicts.AddAsync(version.Model, version.Version, report.ToVerdict(), by, cancellationToken);
    }

    /// <summary>Judges the model of a run before it is registered. The verdict becomes that of the version which is registered with the same files.</summary>
    /// <param name="model">The registered model whose next version it is to be.</param>
    /// <param name="source">Where it is: <c>runs:/RUN/model</c>.</param>
    /// <param name="file">As of the other.</param>
    /// <param name="dataset">As of the other.</param>
    /// <param name="by">As of the other.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">As of the other; or the source is no run's, there is no such model or run, or nothing there that can be loaded.</exception>
    public async Task<GateReport> JudgeCandidateAsync(string model, string source, GateFile? file, DatasetReference dataset, Actor? by, CancellationToken cancellationToken)
    {
        if (SourceAddress.Parse(source) is not RunSource run)
            throw new SakerException(ErrorKind.InvalidInput, $"'{source}' is no run's model; write runs:/RUN/model.", "source");
        if (await registry.FindAsync(model, cancellationToken) is null)
            throw new SakerException(ErrorKind.NotFound, $"There is no model '{model}'. GET /api/models lists them.", "model");
        using var candidate = await candidates.OpenRunAsync(new RunId(run.Run), run.Path, cancellationToken);
        var report = await JudgeAsync(candidate, model, version: null, file, dataset, cancellationToken);
        await verdicts.AddCandidateAsync(model, candidate.Hash, report.ToVerdict(), by, cancellationToken);
        return report;
    }

    private async Task<GateReport> JudgeAsync(GateCandidate candidate, string model, ModelVersion? version, GateFile? file, DatasetReference dataset, CancellationToken cancellationToken)
    {
        file ??= await FindRequiredAsync(model, target: null, positive: null, cancellationToken);
        if (file is not { Target: { } target } || (file.Task == ScoreTask.Binary && file.Positive is null))
            throw new SakerException(ErrorKind.InvalidInput, "Say which column has the answers, and which of them is the positive one: 'target: {column: ..., positive: ...}' in the file of gates, or target and positive beside the dataset.", "target");
        var stored = await datasets.FindAsync(dataset, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset '{dataset}'.", "dataset");
        var rows = LabelledRows.Read(await datasets.ReadAsync(stored.Name, stored.Version, cancellationToken), target, file.Task, file.Positive, candidate.Model.Signature);
        file.Suite.RequireAskable(rows);
        var evidence = new GateEvidence
        {
            Candidate = candidate,
            Rows = rows,
            Data = $"dataset {stored.Name}/{stored.Version}",
            Dataset = $"{stored.Name}/{stored.Version}",
            Notes = version is not null && await learned.FindAsync(version, rows.Rows, cancellationToken) is { } note ? [note] : [],
            FindChampionAsync = (alias, token) => candidates.FindChampionAsync(model, alias, token),
            Time = time,
        };
        return await file.Suite.JudgeAsync(evidence, time, cancellationToken);
    }

    /// <summary>The gates that an alias of a model requires, with the answers that they are asked of.</summary>
    /// <param name="model">The model.</param>
    /// <param name="target">The column with the answers, where the requirement does not say so.</param>
    /// <param name="positive">The positive one of them, likewise.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">No alias says which gates it requires, or it requires other answers.</exception>
    public async Task<GateFile> FindRequiredAsync(string model, string? target, string? positive, CancellationToken cancellationToken)
    {
        var requirement = (await registry.FindAsync(model, cancellationToken))?.GateRequirements.FirstOrDefault(requirement => requirement.Gates is not null)
            ?? throw new SakerException(ErrorKind.InvalidInput, $"Give the gates: no alias of '{model}' says which it requires.", "gates");
        var file = GateFile.Parse(requirement.Gates!);
        var problems = new List<Problem>();
        CheckSame(problems, "target", requirement, file.Target, target);
        CheckSame(problems, "positive", requirement, file.Positive, positive);
        RegistryChecks.ThrowIfAny(problems, "The verdict would not count:");
        return file with { Target = file.Target ?? target, Positive = file.Positive ?? positive };
    }

    private static void CheckSame(List<Problem> problems, string place, GateRequirement requirement, string? required, string? said)
    {
        if (required is not null && said is not null && required != said)
            problems.Add(new Problem(place, $"{requirement.Subject} requires '{required}', not '{said}'; leave it out, or give gates of your own."));
    }
}
