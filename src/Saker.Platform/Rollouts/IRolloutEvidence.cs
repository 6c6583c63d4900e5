using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>
/// What is known of the arms of a rollout. Whatever was counted is used once: what <see cref="ReadAsync"/> took in is gone from the rest only
/// with the write that <see cref="KeepAsync"/> belongs to, which is the one that decides by it.
/// </summary>
internal interface IRolloutEvidence
{
    /// <summary>Takes in what was counted since, and compares the arms. Writes nothing.</summary>
    Task<EvidenceReading> ReadAsync(Rollout rollout, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>What was taken in and kept so far, for who only looks: nothing is taken in, and of a rollout that has ended what it ended with is there.</summary>
    Task<EvidenceReading> LookAsync(Rollout rollout, CancellationToken cancellationToken);

    /// <summary>How evidence grew, thinned, the oldest point first.</summary>
    Task<IReadOnlyList<TrailPoint>> ListTrailAsync(string rollout, CancellationToken cancellationToken);

    /// <summary>Keeps a reading, within the write that decides by it.</summary>
    /// <returns>False when another process took in the same since: then nothing may be decided by it.</returns>
    Task<bool> KeepAsync(Session session, EvidenceReading reading);

    /// <summary>A rollout begins, within its write.</summary>
    Task StartedAsync(Session session, Rollout rollout);

    /// <summary>A rollout has ended, within its write: what was counted and not taken in is needed no more.</summary>
    Task EndedAsync(Session session, Rollout rollout);
}
