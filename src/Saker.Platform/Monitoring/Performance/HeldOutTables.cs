using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Registry;

namespace Saker.Platform.Monitoring.Performance;

/// <summary>Finds the raw columns of the rows that a version was held out from: in the dataset that it was trained on, where that is still here.</summary>
internal sealed class HeldOutTables(IRegistryStore registry, IDatasetStore datasets, TimeProvider time)
{
    // A dataset is read whole to take rows of it.
    private const long MaxDatasetRows = 1_000_000;

    // More say no more of where rows are dense.
    private const int MaxRows = 10_000;

    private readonly KeptTables _kept = new(time);

    /// <summary>Which of the held-out rows are taken, and their columns; null where the columns are not to be had any more, or never were.</summary>
    public async Task<(int[] Taken, Table Rows)?> FindAsync(ScoredVersion version, CancellationToken cancellationToken)
    {
        if (version.Reference?.Rows is not { } rows)
            return null;
        var count = Math.Min(MaxRows, rows.Places.Count);
        int[] taken = [.. Enumerable.Range(0, count).Select(row => (int)((long)row * rows.Places.Count / count))];
        var table = await _kept.GetAsync(FormattableString.Invariant($"{rows.Dataset}/{version.Hash}/{version.Model}/{version.Version}"), () => ReadAsync(version, rows.Dataset, Array.ConvertAll(taken, row => rows.Places[row]), cancellationToken));
        return table is null ? null : (taken, table);
    }

    private async Task<Table?> ReadAsync(ScoredVersion version, string hash, int[] places, CancellationToken cancellationToken)
    {
        if ((await registry.FindVersionAsync(version.Model, version.Version, cancellationToken))?.Dataset is not { } name
            || await datasets.FindAsync(DatasetReference.Parse(name), cancellationToken) is not { RowCount: <= MaxDatasetRows } dataset || dataset.Hash != hash || places.Max() >= dataset.RowCount || places.Min() < 0)
            return null;
        try
        {
            return (await datasets.ReadAsync(dataset.Name, dataset.Version, cancellationToken)).Take(places);
        }
        catch (SakerException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.DataLoss)
        {
            return null;
        }
    }
}
