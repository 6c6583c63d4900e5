using Saker.Data;
using Saker.Data.Comparing;
using Saker.Data.Profiles;

namespace Saker.Platform.Datasets;

/// <summary>Compares two versions: schema, distributions by their profiles, and rows in the engine. Thread-safe.</summary>
public sealed class DatasetComparer(IDatasetStore datasets)
{
    /// <param name="before">The earlier version.</param>
    /// <param name="after">The later version, also of another dataset.</param>
    /// <param name="rows">How rows are compared; null leaves them out, which takes no longer the larger the versions are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">A key column is not in both, or the key is not unique.</exception>
    public async Task<DatasetComparison> CompareAsync(DatasetVersion before, DatasetVersion after, RowComparisonOptions? rows, CancellationToken cancellationToken)
    {
        var left = await datasets.GetProfileAsync(before.Name, before.Version, cancellationToken);
        var right = await datasets.GetProfileAsync(after.Name, after.Version, cancellationToken);
        var comparison = new DatasetComparison { Before = before, After = after, SchemaChanges = [.. SchemaDifference.List(before.Schema, after.Schema)], Profiles = ProfileComparison.Of(left, right) };
        if (rows is null)
            return comparison with { RowsReason = "Rows were not asked for." };
        if ((DatasetAbsence.Explain(before) ?? DatasetAbsence.Explain(after)) is { } absence)
            return comparison with { RowsReason = absence };
        using var earlier = await datasets.OpenAsync(before.Name, before.Version, cancellationToken);
        using var later = await datasets.OpenAsync(after.Name, after.Version, cancellationToken);
        return comparison with { Rows = await RowComparer.CompareAsync(earlier.Path, later.Path, rows, cancellationToken) };
    }
}
