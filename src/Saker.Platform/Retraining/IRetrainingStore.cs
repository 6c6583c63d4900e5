using Saker.Data;

namespace Saker.Platform.Retraining;

/// <summary>
/// Remembers attempts to train models again. Thread-safe, and safe between processes that share the store: of all that ask for an attempt or
/// take one up, one does. A write is durable when its task completes.
/// </summary>
public interface IRetrainingStore
{
    /// <summary>The attempts of an endpoint, the newest first.</summary>
    /// <param name="endpoint">The endpoint; null for all.</param>
    /// <param name="max">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException"><paramref name="max"/> is not possible.</exception>
    Task<IReadOnlyList<RetrainingAttempt>> ListAsync(string? endpoint, int max, CancellationToken cancellationToken);

    Task<RetrainingAttempt?> FindAsync(string id, CancellationToken cancellationToken);
}
