using System.Text;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Artifacts;
using Saker.Platform.Gates;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;

namespace Saker.Platform.Pipelines;

/// <summary>Judges the packaged model on the test part. Its report lies below the run's artifacts, whatever came of it.</summary>
internal sealed class GateStage(Pipeline pipeline, GateCandidates candidates, ChampionRows champions, IArtifactStore artifacts, TimeProvider time)
{
    /// <summary>The pipeline's gates with the answers that they are asked of; null when it has none.</summary>
    public static GateFile? FileOf(Pipeline pipeline) =>
        pipeline.Gates is { } suite ? new GateFile { Suite = suite, Target = pipeline.Target.Column, Positive = pipeline.Target.Task == ScoreTask.Binary ? pipeline.Target.Positive : null, Task = pipeline.Target.Task } : null;

    /// <summary>Whether the pipeline asks what its alias requires; else all its training would be for a version that is refused.</summary>
    /// <exception cref="SakerException">The alias requires gates and the pipeline has none, or has others; or it requires rows that no pipeline judges on.</exception>
    public static async Task RequireAskedAsync(Pipeline pipeline, Actor? by, IRegistryStore registry, CancellationToken cancellationToken)
    {
        if (pipeline is not { Register: { } register, OverrideGates: null } || await registry.FindAsync(register.Model, cancellationToken) is not { } model)
            return;
        foreach (var requirement in model.GateRequirements.Where(requirement => requirement.HoldsRegistration || (register.Alias is { } alias && (requirement.Alias ?? alias) == alias)))
        {
            if (FindFault(pipeline, requirement, by) is { } fault)
                throw new SakerException(ErrorKind.InvalidInput, $"{fault}, or override with a reason.", "gates");
        }
    }

    private static string? FindFault(Pipeline pipeline, GateRequirement requirement, Actor? by)
    {
        if (FileOf(pipeline) is not { } file)
            return $"{requirement.Subject} requires gates and the pipeline has none, so what it trains could not become it. Add 'gates:' to the file, register without the alias";
        if (requirement.Dataset is { } dataset)
            return $"{requirement.Subject} requires gates on the rows of dataset {dataset}, and a pipeline judges on rows that it sets aside. Register without the alias and judge the version there ('saker gate VERSION --gates FILE --dataset {dataset}')";
        if (requirement.Suite is null || (requirement.Suite == file.Suite.Hash && (requirement.Target is null || (requirement.Target == file.Target && requirement.Positive == file.Positive))))
            return null;
        // What an earlier run brought along changes with the file, if whoever runs it may say what is required.
        if (requirement.IsOfPipeline && (by is null || by.Role >= Role.Admin))
            return null;
        return $"The gates of the pipeline are not those that {requirement.Subject} requires; 'saker models gates {requirement.Model}' shows them. Ask the same of the same answers, have somebody with the role 'admin' "
            + $"{(requirement.IsOfPipeline ? "run the changed pipeline once" : "require them anew")}, register without the alias";
    }

    /// <returns>Null when the pipeline has no gates.</returns>
    public async Task<GateReport?> RunAsync(CheckedData data, TrainingPart test, FinalModel final, PackagedModel packaged, RunRecorder recorder, CancellationToken cancellationToken)
    {
        if (pipeline.Gates is not { } suite)
            return null;
        return await recorder.StepAsync(PipelineStep.Judge, async () =>
        {
            using var candidate = await GateCandidate.OpenAsync(packaged.Folder, $"runs:/{recorder.Run.Id.Value}/model", cancellationToken);
            var evidence = new GateEvidence
            {
                Candidate = candidate,
                Rows = test.Answers.ToLabelled(test.Rows, pipeline.Target.Column),
                Notes = await champions.NotesAsync(pipeline, suite, data, test, cancellationToken),
                Data = $"the rows of dataset {data.Dataset.Name}/{data.Dataset.Version} that were set aside",
                FindChampionAsync = (alias, token) => pipeline.Register is { } register ? candidates.FindChampionAsync(register.Model, alias, token) : Task.FromResult<GateCandidate?>(null),
                Seed = pipeline.Split.Seed,
                Time = time,
            };
            var report = await suite.JudgeAsync(evidence, time, cancellationToken);
            await LogAsync(report, recorder, cancellationToken);
            return (report, Summary(report));
        });
    }

    private async Task LogAsync(GateReport report, RunRecorder recorder, CancellationToken cancellationToken)
    {
        var root = ArtifactPaths.FromUri(recorder.Run.ArtifactUri) ?? ArtifactPaths.OfRun(recorder.Run.ExperimentId.ToString(), recorder.Run.Id.Value);
        foreach (var (name, text) in new[] { ("report.json", report.ToJson()), ("report.md", GateMarkdown.Write(report)), ("junit.xml", GateJUnit.Write(report)) })
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await artifacts.PutAsync($"{root}/gates/{name}", content, cancellationToken);
        }
        await recorder.LogAsync(
            recorder.Run, cancellationToken,
            metrics: new Dictionary<string, double> { ["gates.passed"] = report.Gates.Count - report.Failed.Count, ["gates.failed"] = report.Failed.Count },
            tags: new Dictionary<string, string> { ["saker.gates"] = report.Passed ? "passed" : $"failed: {string.Join(", ", report.Failed)}" });
        if (!report.Passed && pipeline.Register is not null)
            recorder.Warn([pipeline.OverrideGates is { } reason ? $"The gates are overridden: {reason}" : $"Not registered: the model did not pass {string.Join(", ", report.Failed)}."]);
    }

    private static string Summary(GateReport report) => report.Passed
        ? (report.Gates.Count == 1 ? "the gate is passed" : $"all {report.Gates.Count} gates are passed")
        : $"{report.Failed.Count} of {report.Gates.Count} gates are not passed: {string.Join(", ", report.Failed)}";
}
