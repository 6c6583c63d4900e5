using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Rollouts;

/// <summary>Shows rollouts to people and programs: it only looks, as often as they like. Thread-safe.</summary>
public sealed class RolloutReader
{
    /// <summary>How much of the timeline is shown at once: a bandit decides every minute.</summary>
    public const int MaxDecisions = 200;

    /// <summary>As many moments of shares as a picture of a whole rollout has room for.</summary>
    public const int MaxShares = 500;

    private const int MaxOpen = RolloutQuery.MaxListed;

    private readonly IRolloutStore _store;
    private readonly IRolloutEvidence _evidence;
    private readonly ShadowExamples _examples;
    private readonly RolloutReplicas _replicas;
    private readonly TimeProvider _time;

    internal RolloutReader(IRolloutStore store, IRolloutEvidence evidence, ShadowExamples examples, RolloutReplicas replicas, TimeProvider time) =>
        (_store, _evidence, _examples, _replicas, _time) = (store, evidence, examples, replicas, time);

    /// <summary>Rollouts, the newest first.</summary>
    /// <exception cref="SakerException">The number of rollouts asked for is not possible (invalid input).</exception>
    public async Task<IReadOnlyList<RolloutLook>> ListAsync(RolloutQuery query, CancellationToken cancellationToken)
    {
        var looks = new List<RolloutLook>();
        foreach (var rollout in await _store.ListAsync(query, cancellationToken))
            looks.Add(new RolloutLook { Rollout = rollout, At = _time.GetUtcNow(), Evidence = rollout.IsOpen ? await _evidence.LookAsync(rollout, cancellationToken) : EvidenceReading.None, LoadFault = await _replicas.FindFaultAsync(rollout, cancellationToken) });
        return looks;
    }

    /// <summary>Those under way.</summary>
    public Task<IReadOnlyList<RolloutLook>> ListOpenAsync(CancellationToken cancellationToken) => ListAsync(new RolloutQuery { IsOpen = true, Max = MaxOpen }, cancellationToken);

    /// <summary>Those under way by which a version comes to endpoints that follow an alias, since it moved there.</summary>
    /// <param name="change">The move of the alias.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<RolloutLook>> ListBroughtAsync(AliasChange change, CancellationToken cancellationToken) =>
        [.. (await ListOpenAsync(cancellationToken)).Where(look => look.IsBroughtBy(change))];

    /// <summary>One rollout with all that is known of it; null for an unknown one.</summary>
    public async Task<RolloutLook?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(id, cancellationToken) is not { } rollout)
            return null;
        return new RolloutLook
        {
            Rollout = rollout,
            At = _time.GetUtcNow(),
            Evidence = await _evidence.LookAsync(rollout, cancellationToken),
            Trail = await _evidence.ListTrailAsync(rollout.Id, cancellationToken),
            Decisions = await ListDecisionsAsync(rollout, rollout.Revision + 1, cancellationToken),
            Shares = await _store.ListSharesAsync(rollout.Id, MaxShares, cancellationToken),
            Examples = _examples.List(rollout.Id),
            LoadFault = await _replicas.FindFaultAsync(rollout, cancellationToken),
        };
    }

    /// <summary>What <see cref="FindAsync"/> would give, by reading of it what may have changed: for who looks every second. Null when it is gone.</summary>
    /// <param name="seen">What was seen last.</param>
    /// <param name="withTrail">Whether to read the trail again too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<RolloutLook?> LookAgainAsync(RolloutLook seen, bool withTrail, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(seen.Rollout.Id, cancellationToken) is not { } rollout)
            return null;
        // What has ended does not change.
        if (rollout.Revision == seen.Rollout.Revision && !rollout.IsOpen)
            return seen;
        return seen with
        {
            Rollout = rollout,
            At = _time.GetUtcNow(),
            Evidence = await _evidence.LookAsync(rollout, cancellationToken),
            Trail = withTrail ? await _evidence.ListTrailAsync(rollout.Id, cancellationToken) : seen.Trail,
            Decisions = rollout.Revision == seen.Rollout.Revision ? seen.Decisions : await ListDecisionsAsync(rollout, rollout.Revision + 1, cancellationToken),
            Shares = rollout.Revision == seen.Rollout.Revision ? seen.Shares : await _store.ListSharesAsync(rollout.Id, MaxShares, cancellationToken),
            Examples = _examples.List(rollout.Id),
            LoadFault = await _replicas.FindFaultAsync(rollout, cancellationToken),
        };
    }

    /// <summary>What was decided before a revision, the oldest first: as much of it as <see cref="MaxDecisions"/>, the newest of it.</summary>
    /// <exception cref="SakerException">There is no such rollout (not found).</exception>
    public async Task<(Rollout Rollout, IReadOnlyList<RolloutDecision> Decisions)> ListDecisionsAsync(string id, long before, CancellationToken cancellationToken) => await _store.FindAsync(id, cancellationToken) is { } rollout
        ? (rollout, await ListDecisionsAsync(rollout, Math.Min(before, rollout.Revision + 1), cancellationToken))
        : throw Missing(id);

    // Each decision has a revision of its own, from 1 up, the newest one the rollout's.
    private async Task<IReadOnlyList<RolloutDecision>> ListDecisionsAsync(Rollout rollout, long before, CancellationToken cancellationToken)
    {
        var count = (int)Math.Clamp(before - 1, 0, MaxDecisions);
        return count == 0 ? [] : await _store.ListDecisionsAsync(rollout.Id, before - 1 - count, count, cancellationToken);
    }

    /// <summary>As <see cref="FindAsync"/>.</summary>
    /// <exception cref="SakerException">There is none (not found).</exception>
    public async Task<RolloutLook> GetAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) ?? throw Missing(id);

    private static SakerException Missing(string id) => new(ErrorKind.NotFound, $"There is no rollout '{id}'. `saker rollouts` and GET /api/rollouts list them.", "id");
}
