using Saker.Data;
using Saker.Platform.Datasets;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Registry;

namespace Saker.Platform.Monitoring.Drift;

/// <summary>Finds rows of both sides for what profiles cannot tell: how columns go together.</summary>
internal sealed class SampleFinder(IPredictionLog log, IDatasetStore datasets, IRegistryStore registry, TimeProvider time)
{
    // A dataset is read whole to take rows of it.
    private const long MaxDatasetRows = 1_000_000;

    private readonly KeptTables _kept = new(time);

    /// <summary>Logged rows of traffic; null when there are none.</summary>
    public Task<LogSample?> FindAsync(WatchedVersion version, TrafficRange traffic, int rows, CancellationToken cancellationToken) =>
        log.SampleAsync(version.Endpoint, version.Model, version.Version, traffic.From, traffic.To, rows, cancellationToken);

    /// <summary>Rows of what the traffic is compared with; null when none are kept.</summary>
    public async Task<Table?> FindReferenceAsync(WatchedVersion version, DriftReference wanted, TrafficRange traffic, int rows, CancellationToken cancellationToken)
    {
        switch (wanted.Kind)
        {
            case ReferenceKind.Window:
                return (await FindAsync(version, new TrafficRange(wanted.From!.Value, wanted.To!.Value, 0), rows, cancellationToken))?.Inputs;
            case ReferenceKind.SameHours:
                return await FindWeeksAsync(version, wanted.Weeks, traffic, rows, cancellationToken);
            default:
                var name = wanted.Kind == ReferenceKind.Dataset ? wanted.Dataset : (await registry.FindVersionAsync(version.Model, version.Version, cancellationToken))?.Dataset;
                return name is null ? null : await _kept.GetAsync(FormattableString.Invariant($"{rows} of {name}"), () => FindAsync(name, rows, cancellationToken));
        }
    }

    private async Task<Table?> FindWeeksAsync(WatchedVersion version, int weeks, TrafficRange traffic, int rows, CancellationToken cancellationToken)
    {
        List<Table> parts = [];
        for (var week = 1; week <= weeks; week++)
        {
            var back = TimeSpan.FromDays(7 * week);
            if (await FindAsync(version, new TrafficRange(traffic.From - back, traffic.To - back, 0), rows / weeks, cancellationToken) is { } sample)
                parts.Add(sample.Inputs);
        }
        return parts.Count == 0 ? null : Table.Concat(parts);
    }

    private async Task<Table?> FindAsync(string reference, int rows, CancellationToken cancellationToken)
    {
        if (await datasets.FindAsync(DatasetReference.Parse(reference), cancellationToken) is not { RowCount: <= MaxDatasetRows } dataset)
            return null;
        try
        {
            var all = await datasets.ReadAsync(dataset.Name, dataset.Version, cancellationToken);
            var count = Math.Min(rows, all.RowCount);
            // Evenly over the dataset, however it is sorted.
            return all.Take([.. Enumerable.Range(0, count).Select(i => (int)((long)i * all.RowCount / count))]);
        }
        catch (SakerException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            return null;
        }
    }
}
