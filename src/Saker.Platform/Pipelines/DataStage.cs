using Saker.Data;
using Saker.Data.Checks;
using Saker.Platform.Datasets;
using Saker.Platform.Experiments;

namespace Saker.Platform.Pipelines;

/// <summary>From the source to a stored dataset version: nothing is stored before every check of severity fail has passed and the target, the split and the preparation were found to fit the rows.</summary>
internal static class DataStage
{
    public static async Task<CheckedData> RunAsync(Pipeline pipeline, IDatasetStore datasets, IRunStore runs, RunRecorder recorder, TimeProvider time, CancellationToken cancellationToken)
    {
        var (rows, target, preparation, report, source) = await recorder.StepAsync(PipelineStep.Check, async () =>
        {
            var source = await DatasetSources.DescribeAsync(pipeline.Source, cancellationToken);
            var checks = pipeline.Privacy?.ChecksOf(pipeline.Checks) ?? pipeline.Checks;
            using var others = await ComparedDatasets.OpenAsync(datasets, checks, cancellationToken);
            var found = await PrivacyCover.WhileAsync(pipeline.Privacy, pipeline.Source, () => CheckRunner.RunAsync(pipeline.Source, checks, others.Options, cancellationToken));
            var report = pipeline.Privacy is { } privacy ? PrivacyCover.Of(privacy, found, checks) : found;
            report.ThrowIfFailed();
            recorder.Warn(PrivacyChecks.Describe(pipeline.Checks, checks));
            recorder.Warn(report.Results.Where(result => result.Outcome == CheckOutcome.Warned).Select(Describe));
            var raw = await PrivacyCover.WhileAsync(pipeline.Privacy, pipeline.Source, () => pipeline.Source.ReadAllAsync(cancellationToken));
            DatasetSources.RequireUnchanged(pipeline.Source, source);
            var table = pipeline.Privacy is { } policy ? await policy.ApplyAsync(raw, time, cancellationToken) : raw;
            var missing = table.Columns.Where(column => column.NullCount > 0).Select(column => $"{column.Name} has {column.NullCount} missing");
            var values = DataProblems.RequireTarget(pipeline, table);
            var fitted = Rehearsal.Run(pipeline, table, values, cancellationToken);
            return ((table, values, fitted, report, source), string.Join("; ", [FormattableString.Invariant($"{(report.Results.Count == 1 ? "1 check" : $"{report.Results.Count} checks")} on {table.RowCount:N0} rows x {table.Columns.Count} columns"), .. missing.Take(3)]));
        });
        var dataset = await recorder.StepAsync(PipelineStep.Store, async () =>
        {
            var stored = await StoreAsync(pipeline, rows, source, report, datasets, cancellationToken);
            await runs.LogInputsAsync(recorder.Run.Id, new RunInputs { Datasets = [stored.ToInput("training")] }, cancellationToken);
            return (stored, $"dataset {stored.Name}/{stored.Version}, content {stored.Hash[..12]}");
        });
        return new CheckedData(rows, target, preparation, dataset);
    }

    private static async Task<DatasetVersion> StoreAsync(Pipeline pipeline, Table rows, DatasetSource source, CheckReport report, IDatasetStore datasets, CancellationToken cancellationToken)
    {
        var dataset = NewDataset.Of(pipeline.Name, rows, pipeline.Source.Name) with
        {
            Checks = DatasetChecks.Of(report, pipeline.Privacy is null ? pipeline.Checks : null),
            Lineage = new DatasetLineage
            {
                Source = source,
                Pipeline = pipeline.Name,
                CodeVersion = CodeVersion.Current,
                Checks = [.. report.Results.Select(result => result.Description)],
                Transforms = pipeline.Privacy?.Describe(rows.Schema) ?? [],
            },
        };
        return (await datasets.AddAsync(dataset, cancellationToken)).Version;
    }

    // The row, not its value: a warning is kept with the run, where whoever may not see the data may read it.
    private static string Describe(CheckResult result) =>
        FormattableString.Invariant($"{result.Description}: {result.ViolationCount} violations{(result.Violations.Count > 0 && result.Violations[0].Row is { } row ? $", first in row {row}" : "")}");
}
