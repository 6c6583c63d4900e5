using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Rollouts.Evidence;

/// <summary>Takes blocks, unless it is told not to.</summary>
internal sealed class UnsteadyEvidenceStore : IEvidenceStore
{
    public bool IsBroken { get; set; }

    public List<EvidenceBlock> Written { get; } = [];

    public Task<int> AppendAsync(IReadOnlyList<EvidenceBlock> blocks, CancellationToken cancellationToken)
    {
        if (IsBroken)
            throw new IOException("The database is away.");
        Written.AddRange(blocks);
        return Task.FromResult(blocks.Count);
    }

    public Task OpenAsync(Session session, string rollout, DateTimeOffset now) => Task.CompletedTask;

    public Task CloseAsync(Session session, string rollout) => Task.CompletedTask;

    public Task<StoredEvidence?> ReadAsync(string rollout, int maxBlocks, CancellationToken cancellationToken) => Task.FromResult<StoredEvidence?>(null);

    public Task<bool> KeepAsync(Session session, FoldedEvidence folded) => Task.FromResult(false);

    public Task<IReadOnlyList<TrailPoint>> ListTrailAsync(string rollout, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TrailPoint>>([]);
}
