using Saker.Data;

namespace Saker.Platform.Rollouts;

/// <summary>
/// Remembers rollouts and what was decided of them. Thread-safe, and safe between processes that share the store. An endpoint has one open
/// rollout at most; every change has a revision and a decision, and no two changes the same revision: of all that decide at the same time, one does.
/// </summary>
public interface IRolloutStore
{
    /// <summary>Rollouts, the newest first.</summary>
    /// <exception cref="SakerException">The number of rollouts asked for is not possible.</exception>
    Task<IReadOnlyList<Rollout>> ListAsync(RolloutQuery query, CancellationToken cancellationToken);

    /// <summary>The newest rollout of each endpoint that ever had one.</summary>
    Task<IReadOnlyList<Rollout>> ListNewestAsync(CancellationToken cancellationToken);

    Task<Rollout?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The rollout of an endpoint that has not ended; null when there is none.</summary>
    Task<Rollout?> FindOpenAsync(string endpoint, CancellationToken cancellationToken);

    /// <summary>What was decided of a rollout, the oldest first; empty for an unknown one.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="after">Only those of later revisions; 0 from the beginning.</param>
    /// <param name="max">How many at most, 1 to 10,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException"><paramref name="max"/> is not possible.</exception>
    Task<IReadOnlyList<RolloutDecision>> ListDecisionsAsync(string rollout, long after, int max, CancellationToken cancellationToken);

    /// <summary>
    /// How the shares of a rollout went from its beginning until now, the oldest first: after each decision, or where there are more than
    /// <paramref name="max"/> after every so-manieth, the last one always among them. Empty for an unknown rollout.
    /// </summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="max">How many at most, 2 to 10,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException"><paramref name="max"/> is not possible.</exception>
    Task<IReadOnlyList<ShareMoment>> ListSharesAsync(string rollout, int max, CancellationToken cancellationToken);

    /// <summary>The policy of an endpoint; null when it has none.</summary>
    Task<SetRolloutPolicy?> FindPolicyAsync(string endpoint, CancellationToken cancellationToken);
}
