using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// Keeps what rollouts are decided by: blocks that replicas wrote, what was folded of them, and how that grew. Thread-safe, and safe between processes that share the
/// store. Every block is folded once: it goes in the transaction that keeps what it was folded to, and one that is written again afterwards is known.
/// </summary>
internal interface IEvidenceStore
{
    /// <summary>Begins to keep evidence of a rollout, within the caller's transaction; harmless when it was begun.</summary>
    Task OpenAsync(Session session, string rollout, DateTimeOffset now);

    /// <summary>Ends it: what waits goes, what was folded stays, and what comes afterwards is not kept.</summary>
    Task CloseAsync(Session session, string rollout);

    /// <summary>Writes blocks, all or none. Those of rollouts that are not open, and those that are known, are left out.</summary>
    /// <returns>How many were new.</returns>
    Task<int> AppendAsync(IReadOnlyList<EvidenceBlock> blocks, CancellationToken cancellationToken);

    /// <summary>What was folded of a rollout, and the oldest blocks that were not: of each replica in its order. Null when nothing was ever begun.</summary>
    Task<StoredEvidence?> ReadAsync(string rollout, int maxBlocks, CancellationToken cancellationToken);

    /// <summary>Keeps what was folded and lets go of its blocks, within the caller's transaction.</summary>
    /// <returns>False, and nothing was changed, when another process folded meanwhile or the rollout was closed.</returns>
    Task<bool> KeepAsync(Session session, FoldedEvidence folded);

    /// <summary>How evidence grew, the oldest point first; empty when nothing is known.</summary>
    Task<IReadOnlyList<TrailPoint>> ListTrailAsync(string rollout, CancellationToken cancellationToken);
}
