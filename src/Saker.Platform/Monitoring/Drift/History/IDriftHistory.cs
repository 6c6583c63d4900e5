namespace Saker.Platform.Monitoring.Drift.History;

/// <summary>How far columns moved over time, merged from the reports of closed windows as they are kept. Thread-safe, and safe between processes.</summary>
public interface IDriftHistory
{
    /// <summary>The moments that begin in a time, the oldest first and then by version; an endpoint without any has an empty list.</summary>
    Task<IReadOnlyList<DriftMoment>> ListAsync(DriftHistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Days since a time of all endpoints, by endpoint and then the oldest first.</summary>
    Task<IReadOnlyList<DriftDay>> ListDaysAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Merges reports that were kept before there was a history, the newest first.</summary>
    /// <param name="max">The most that are merged.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were merged.</returns>
    Task<int> MergeAsync(int max, CancellationToken cancellationToken);
}
