namespace Saker.Platform.Monitoring.Drift;

/// <summary>Remembers what came of comparing traffic with references. Thread-safe, and safe between processes: a window is kept once, whoever evaluates it.</summary>
public interface IDriftStore
{
    /// <summary>Up to where each version of an endpoint was evaluated, the newest version first.</summary>
    Task<IReadOnlyList<DriftProgress>> ListProgressAsync(string endpoint, CancellationToken cancellationToken);

    /// <summary>The same of all endpoints, by endpoint and then the newest version first.</summary>
    Task<IReadOnlyList<DriftProgress>> ListProgressAsync(CancellationToken cancellationToken);

    /// <summary>Notes how far a version is; does not go back behind where it was evaluated to.</summary>
    Task SaveAsync(DriftProgress progress, CancellationToken cancellationToken);

    /// <summary>Keeps a report and, for a window, how far the version is with it: both or none.</summary>
    /// <returns>False when the window was evaluated by somebody else; nothing is changed then.</returns>
    Task<bool> AddAsync(DriftEvaluation report, DriftProgress? progress, CancellationToken cancellationToken);

    /// <summary>Null when the endpoint has no such report.</summary>
    Task<DriftEvaluation?> FindAsync(string endpoint, string id, CancellationToken cancellationToken);

    /// <summary>The latest traffic first.</summary>
    Task<IReadOnlyList<DriftSummary>> ListAsync(DriftQuery query, CancellationToken cancellationToken);

    /// <summary>As <see cref="ListAsync"/>, whole.</summary>
    Task<IReadOnlyList<DriftEvaluation>> ReadAsync(DriftQuery query, CancellationToken cancellationToken);

    /// <summary>The report of the last window of every version of every endpoint that has one, by endpoint and then the newest first.</summary>
    Task<IReadOnlyList<DriftEvaluation>> ListLatestAsync(CancellationToken cancellationToken);

    /// <summary>The report of the last window of every endpoint that has one, whichever version it is of, by endpoint; as quick for a year of windows as for a day.</summary>
    Task<IReadOnlyList<DriftEvaluation>> ListNewestAsync(CancellationToken cancellationToken);

    /// <summary>The report of the window that a time lies in; null when there is none.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="version">Of this version; null for the newest that had traffic then.</param>
    /// <param name="at">The time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<DriftEvaluation?> FindAtAsync(string endpoint, int? version, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Removes the reports and the history of an endpoint whose traffic ended before a time.</summary>
    /// <returns>How many.</returns>
    Task<int> RemoveAsync(string endpoint, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes what is left of endpoints that are gone.</summary>
    Task RemoveOrphansAsync(CancellationToken cancellationToken);

    internal Task<StoredReference?> FindReferenceAsync(string endpoint, string model, int version, string key, CancellationToken cancellationToken);

    /// <summary>Keeps a reference; the first one of a key stays.</summary>
    internal Task AddReferenceAsync(StoredReference reference, CancellationToken cancellationToken);
}
