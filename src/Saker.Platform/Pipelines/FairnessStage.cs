using Saker.Learning.Fairness;
using Saker.Learning.Pictures;
using Saker.Platform.Artifacts;

namespace Saker.Platform.Pipelines;

/// <summary>Looks at how groups fare under what is served, on the test part, and at what mitigation costs; logged, and kept below the run's artifacts.</summary>
internal sealed class FairnessStage(Pipeline pipeline, IArtifactStore artifacts)
{
    /// <returns>Null when the pipeline does not ask.</returns>
    public async Task<FairnessReport?> RunAsync(TrainingPart test, FinalModel final, RunRecorder recorder, CancellationToken cancellationToken)
    {
        // What is mitigated is looked at, asked or not.
        var plan = pipeline.Fairness ?? (pipeline.Mitigation is { } mitigation ? new FairnessPlan { Protected = [mitigation.Attribute] } : null);
        if (plan is null || final.TwoClasses is not { } two)
            return null;
        return await recorder.StepAsync(PipelineStep.Fairness, async () =>
        {
            var report = FairnessAudit.OfPredictions(plan, test.Rows, test.Target, two.Said, two.Labels);
            var labels = FairnessAudit.OfLabels(plan with { Limits = new Dictionary<string, FairnessLimit>() }, test.Rows, test.Target, two.Labels);
            await PutAsync("report.json", report.ToJson(), recorder, cancellationToken);
            await PutAsync("labels.json", labels.ToJson(), recorder, cancellationToken);
            var metrics = report.ListMetrics().ToDictionary();
            var tags = new Dictionary<string, string> { ["saker.fairness"] = !report.Passed ? "outside limits" : report.ListUnjudged().Count > 0 ? "not all judged" : "within limits" };
            var summary = Summary(report);
            if (final.Mitigated is { Price: var price })
            {
                metrics["fairness.price.accuracy"] = price.AccuracyLoss;
                tags["saker.mitigation"] = price.Summary();
                summary = $"{price.Summary()}; {summary}";
                await PutAsync("price.json", price.ToJson(), recorder, cancellationToken);
                await PutAsync("price.svg", FairnessPricePicture.Draw(price), recorder, cancellationToken);
            }
            recorder.Warn(report.Findings);
            await recorder.LogAsync(recorder.Run, cancellationToken, metrics: metrics, tags: tags);
            return (report, summary);
        });
    }

    private Task PutAsync(string name, string text, RunRecorder recorder, CancellationToken cancellationToken) =>
        RunArtifacts.PutTextAsync(artifacts, recorder.Run, $"fairness/{name}", text, cancellationToken);

    private static string Summary(FairnessReport report)
    {
        var outside = report.All().Count(item => item.Measure.Verdict == Verdict.Outside);
        var attributes = string.Join(", ", report.Attributes.Select(attribute => attribute.Name));
        return FormattableString.Invariant($"{attributes} on {report.RowCount:N0} rows: {(outside == 0 ? "no limit is broken" : outside == 1 ? "1 limit is broken" : $"{outside} limits are broken")}");
    }
}
