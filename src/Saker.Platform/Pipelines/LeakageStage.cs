using Saker.Data;
using Saker.Learning.Preparation;
using Saker.Learning.Scores;
using Saker.Learning.Selection.Leakage;
using Saker.Learning.Selection;
using Saker.Platform.Artifacts;

namespace Saker.Platform.Pipelines;

/// <summary>Screens what the model will see for leaks, tells what it finds, and ends the run where that is wished.</summary>
internal static class LeakageStage
{
    private const int MaxTagged = 8;

    /// <returns>The report; null when the screen is off.</returns>
    /// <exception cref="SakerException">Something was found, and the pipeline says that this is a failure.</exception>
    public static async Task<LeakageReport?> RunAsync(Pipeline pipeline, CheckedData data, HoldOut split, IArtifactStore artifacts, RunRecorder recorder, CancellationToken cancellationToken)
    {
        if (pipeline.Leakage.Action == LeakageAction.Off)
            return null;
        return await recorder.StepAsync(PipelineStep.Leakage, async () =>
        {
            var report = Screen(pipeline, data.Rows, data.Target, data.Preparation, split, cancellationToken);
            recorder.Warn(report.Findings.Select(finding => finding.Message));
            await RunArtifacts.PutTextAsync(artifacts, recorder.Run, "selection/leakage.json", report.ToJson(), cancellationToken);
            await recorder.LogAsync(recorder.Run, cancellationToken, metrics: new Dictionary<string, double> { ["leakage.findings"] = report.Findings.Count }, tags: Tags(report));
            if (pipeline.Leakage.Action == LeakageAction.Fail && report.Findings.Count > 0)
                throw new SakerException(ErrorKind.ChecksFailed, "The data seems to leak the target; 'leakage: {ignore: [...]}' takes columns that are right out of it:", Problems(report));
            return (report, Describe(report, pipeline.Target.Task));
        });
    }

    /// <summary>The columns that the model sees, screened on the rows that it learns from.</summary>
    public static LeakageReport Screen(Pipeline pipeline, Table rows, TargetValues target, FittedPreparation preparation, HoldOut split, CancellationToken cancellationToken)
    {
        var settings = pipeline.Leakage;
        var options = new LeakageOptions
        {
            Inputs = [.. preparation.InputColumns.Select(column => column.Name)],
            Ignore = settings.Ignore,
            TimeColumn = settings.Time ?? (pipeline.Split.By == SplitBy.Time ? pipeline.Split.Column : null),
            GroupColumn = settings.Group ?? (pipeline.Split.By == SplitBy.Group ? pipeline.Split.Column : null),
            Seed = pipeline.Split.Seed,
        };
        return LeakageScreen.Run(rows, target.ToScreen(pipeline.Target.Column), split, options, cancellationToken);
    }

    /// <summary>The findings as problems of their columns.</summary>
    public static IReadOnlyList<Problem> Problems(LeakageReport report) =>
        [.. report.Findings.Select(finding => new Problem(finding.Columns.Count > 0 ? string.Join(", ", finding.Columns) : "rows", finding.Message))];

    // Pages show the first ones; the artifact has all.
    private static Dictionary<string, string>? Tags(LeakageReport report) =>
        report.Findings.Count == 0 ? null : new Dictionary<string, string> { ["saker.leakage"] = string.Join('\n', report.Findings.Take(MaxTagged).Select(finding => finding.Message)) };

    private static string Describe(LeakageReport report, ScoreTask task)
    {
        var found = report.Findings.Count switch
        {
            0 => "nothing suspicious",
            1 => "1 suspicion",
            var count => $"{count} suspicions",
        };
        var most = report.Columns.Count == 0 ? "" : FormattableString.Invariant($"; the most telling column is {report.Columns[0].Column}, {(task == ScoreTask.Regression ? "share of variance" : "ROC AUC")} {report.Columns[0].Score:0.000}");
        return $"{found} in {report.Columns.Count} columns{most}";
    }
}
