using Saker.Data;
using Saker.Platform.Datasets;

namespace Saker.Platform.Pipelines;

/// <summary>Rows that passed their checks, with their target and the dataset version that holds them.</summary>
internal sealed record CheckedData(Table Rows, TargetValues Target, DatasetVersion Dataset)
{
    /// <summary>Every column but the target: what a model may learn from.</summary>
    public IReadOnlyList<string> InputColumns(string target) => [.. Rows.Schema.Select(column => column.Name).Where(name => name != target)];
}
