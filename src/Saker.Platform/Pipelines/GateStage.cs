using System.Text;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Artifacts;
using Saker.Platform.Gates;
using Saker.Platform.Registry;

namespace Saker.Platform.Pipelines;

/// <summary>Judges the packaged model on the test part. Its report lies below the run's artifacts, whatever came of it.</summary>
internal sealed class GateStage(Pipeline pipeline, GateCandidates candidates, IArtifactStore artifacts, TimeProvider time)
{
    /// <summary>Whether the pipeline asks what its alias requires; else all its training would be for a version that is refused.</summary>
    /// <exception cref="SakerException">The alias requires gates and the pipeline has none, or has others.</exception>
    public static async Task RequireAskedAsync(Pipeline pipeline, IRegistryStore registry, CancellationToken cancellationToken)
    {
        if (pipeline is not { Register: { Alias: { } alias } register, OverrideGates: null } || await registry.FindAsync(register.Model, cancellationToken) is not { } model)
            return;
        foreach (var requirement in model.GateRequirements.Where(requirement => requirement.Alias is null || requirement.Alias == alias))
        {
            if (pipeline.Gates is null)
                throw new SakerException(ErrorKind.InvalidInput, $"{register.Model}@{alias} requires gates and the pipeline has none, so what it trains could not become it. Add 'gates:' to the file, register without the alias, or override with a reason.", "gates");
            if (requirement.Suite is { } suite && suite != pipeline.Gates.Hash)
                throw new SakerException(ErrorKind.InvalidInput, $"The gates of the pipeline are not those that {requirement.Subject} requires; 'saker models gates {register.Model}' shows them. Ask the same, register without the alias, or override with a reason.", "gates");
        }
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
                Rows = new LabelledRows { Rows = test.Rows, TargetColumn = pipeline.Target.Column, Labels = final.Labels, Target = test.Target },
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
        ? $"all {report.Gates.Count} gates are passed"
        : $"{report.Failed.Count} of {report.Gates.Count} gates are not passed: {string.Join(", ", report.Failed)}";
}
