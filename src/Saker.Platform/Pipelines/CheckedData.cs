using Saker.Data;
using Saker.Learning.Preparation;
using Saker.Platform.Datasets;

namespace Saker.Platform.Pipelines;

/// <summary>Rows that passed their checks, with their target, the preparation fitted on their training part, and the dataset version that holds them.</summary>
internal sealed record CheckedData(Table Rows, TargetValues Target, FittedPreparation Preparation, DatasetVersion Dataset)
{
    /// <summary>What a model may learn from: every column but the target and those that are protected, which a request has as they are.</summary>
    public IReadOnlyList<string> InputColumns(Pipeline pipeline) => InputColumns(pipeline, Rows);

    /// <inheritdoc cref="InputColumns(Pipeline)"/>
    public static IReadOnlyList<string> InputColumns(Pipeline pipeline, Table rows) =>
        [.. rows.Schema.Select(column => column.Name).Where(name => name != pipeline.Target.Column && pipeline.Privacy?.Changes(name) != true)];
}
