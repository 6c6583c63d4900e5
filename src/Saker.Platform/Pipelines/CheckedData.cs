using Saker.Data;
using Saker.Learning.Preparation;
using Saker.Platform.Datasets;

namespace Saker.Platform.Pipelines;

/// <summary>Rows that passed their checks, with their target, the preparation fitted on their training part, and the dataset version that holds them.</summary>
internal sealed record CheckedData(Table Rows, TargetValues Target, FittedPreparation Preparation, DatasetVersion Dataset)
{
    /// <summary>Every column but the target: what a model may learn from.</summary>
    public IReadOnlyList<string> InputColumns(string target) => InputColumns(Rows, target);

    public static IReadOnlyList<string> InputColumns(Table rows, string target) => [.. rows.Schema.Select(column => column.Name).Where(name => name != target)];
}
