using Saker.Data.Profiles;
using Saker.Learning.Behaviour;
using Saker.Learning.Models;
using Saker.Platform.Artifacts;

namespace Saker.Platform.Pipelines;

/// <summary>Runs the behaviour tests on the graph that is served, over made rows and rows of the test part; logged, and kept below the run's artifacts.</summary>
internal sealed class BehaviourStage(Pipeline pipeline, IArtifactStore artifacts, TimeProvider time)
{
    /// <returns>Null when the pipeline has no such tests.</returns>
    public async Task<BehaviourReport?> RunAsync(TrainingPart train, TrainingPart test, FinalModel final, RunRecorder recorder, CancellationToken cancellationToken)
    {
        if (pipeline.Behaviour is not { } suite)
            return null;
        return await recorder.StepAsync(PipelineStep.Behaviour, async () =>
        {
            var model = OnnxModels.Open(final.Graph.ToBytes(), final.Signature);
            using var held = model as IDisposable;
            var profile = Profile.Of(train.Rows.Select(final.Signature.Inputs.Select(input => input.Name)));
            var report = await BehaviourRunner.RunAsync(suite, new BehaviourSubject { Model = model, Rows = test.Rows, Profile = profile }, time, cancellationToken);
            await RunArtifacts.PutTextAsync(artifacts, recorder.Run, "behaviour/report.json", report.ToJson(), cancellationToken);
            var broken = report.Results.Where(result => result.Outcome != BehaviourOutcome.Passed).ToList();
            recorder.Warn(broken.Select(Describe));
            await recorder.LogAsync(
                recorder.Run, cancellationToken,
                metrics: new Dictionary<string, double> { ["behaviour.passed"] = report.Results.Count - broken.Count, ["behaviour.failed"] = broken.Count(result => result.Outcome == BehaviourOutcome.Failed) },
                tags: new Dictionary<string, string> { ["saker.behaviour"] = report.Passed ? "passed" : $"failed: {string.Join(", ", broken.Where(result => result.Outcome == BehaviourOutcome.Failed).Select(result => result.Name))}" });
            return (report, FormattableString.Invariant($"{report.Results.Count - broken.Count} of {report.Results.Count} tests hold on {report.RealRowCount} real and {report.MadeRowCount} made rows"));
        });
    }

    private static string Describe(BehaviourResult result) => FormattableString.Invariant($"{result.Name}: it does not hold that {result.Description}, in {result.FailureCount} of {result.CaseCount} cases")
        + (result.Examples.Count > 0 ? $"; the smallest: {result.Examples[0]}." : result.Observed is { } observed ? $": {observed}." : ".");
}
