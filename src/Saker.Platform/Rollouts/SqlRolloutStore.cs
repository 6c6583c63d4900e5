using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>Rollouts in the home's database.</summary>
internal sealed class SqlRolloutStore(Database database) : IRolloutStore
{
    private const int MaxDecisions = 10_000;

    public Task<IReadOnlyList<Rollout>> ListAsync(RolloutQuery query, CancellationToken cancellationToken) => query.Max is >= 1 and <= RolloutQuery.MaxListed
        ? database.ReadAsync(session => RolloutRows.ListAsync(session, query), cancellationToken)
        : throw new SakerException(ErrorKind.InvalidInput, $"{query.Max} rollouts cannot be listed at once; ask for 1 to {RolloutQuery.MaxListed}.", "max");

    public Task<IReadOnlyList<Rollout>> ListNewestAsync(CancellationToken cancellationToken) => database.ReadAsync(RolloutRows.ListNewestAsync, cancellationToken);

    public Task<Rollout?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(session => RolloutRows.FindAsync(session, id), cancellationToken);

    public Task<Rollout?> FindOpenAsync(string endpoint, CancellationToken cancellationToken) => database.ReadAsync(session => RolloutRows.FindOpenAsync(session, endpoint), cancellationToken);

    public Task<IReadOnlyList<RolloutDecision>> ListDecisionsAsync(string rollout, long after, int max, CancellationToken cancellationToken) => max is >= 1 and <= MaxDecisions
        ? database.ReadAsync(session => RolloutRows.ListDecisionsAsync(session, rollout, after, max), cancellationToken)
        : throw new SakerException(ErrorKind.InvalidInput, $"{max} decisions cannot be listed at once; ask for 1 to {MaxDecisions}.", "max");

    public Task<IReadOnlyList<ShareMoment>> ListSharesAsync(string rollout, int max, CancellationToken cancellationToken) => max is >= 2 and <= MaxDecisions
        ? database.ReadAsync(session => RolloutRows.ListSharesAsync(session, rollout, max), cancellationToken)
        : throw new SakerException(ErrorKind.InvalidInput, $"{max} moments of shares cannot be listed at once; ask for 2 to {MaxDecisions}.", "max");

    public Task<SetRolloutPolicy?> FindPolicyAsync(string endpoint, CancellationToken cancellationToken) => database.ReadAsync(session => RolloutPolicyRows.FindAsync(session, endpoint), cancellationToken);
}
