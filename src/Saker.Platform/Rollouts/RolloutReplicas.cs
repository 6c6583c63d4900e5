using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>
/// What the processes that serve tell one another of the candidates that are being warmed: a comparison begins when all have them. Which processes there are
/// nobody knows; those that live tell within a second that they are at it, and one that falls silent before it is ready is not waited for.
/// </summary>
internal sealed class RolloutReplicas(Database database, ICandidateWatch watch, ProcessOwner processes, RolloutOptions options, TimeProvider time)
{
    private readonly Dictionary<string, (CandidateReadiness Readiness, DateTimeOffset At)> _told = new(StringComparer.Ordinal);

    /// <summary>What keeps a candidate that is being warmed, or was switched to, from being loaded, here or in a process that told it lately; null when nothing is known to.</summary>
    public async Task<string?> FindFaultAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        // A server that started since may find it damaged.
        if (rollout.State == RolloutState.Running && rollout.Strategy.SwitchesAtOnce())
            return watch.Look(rollout).Fault;
        if (rollout.State != RolloutState.Warming)
            return null;
        return watch.Look(rollout) is { Fault: { } fault } ? fault : await database.ReadAsync(
            session => session.ScalarAsync<string?>(
                "SELECT fault FROM rollout_replicas WHERE rollout = @Id AND is_ready = 0 AND told_at > @alive AND fault IS NOT NULL ORDER BY replica LIMIT 1", new { rollout.Id, alive = Alive() }),
            cancellationToken);
    }

    /// <summary>Tells how far the candidates are here. Not for use by several at once.</summary>
    /// <param name="open">What is open.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task TellAsync(IReadOnlyList<Rollout> open, CancellationToken cancellationToken)
    {
        var warming = open.Where(rollout => rollout.State == RolloutState.Warming).ToList();
        foreach (var gone in _told.Keys.Except(warming.Select(rollout => rollout.Id), StringComparer.Ordinal).ToList())
            _told.Remove(gone);
        foreach (var rollout in warming)
        {
            var (readiness, now) = (watch.Look(rollout), time.GetUtcNow());
            // Who is not ready tells again that it lives; who is has told all there is.
            if (_told.TryGetValue(rollout.Id, out var last) && last.Readiness == readiness && (readiness.IsReady || now - last.At < options.LeaseDuration / 3))
                continue;
            await database.WriteAsync(session => TellAsync(session, rollout.Id, readiness, now), cancellationToken);
            _told[rollout.Id] = (readiness, now);
        }
    }

    /// <summary>How far the candidates are in all processes that serve.</summary>
    public async Task<CandidateReadiness> LookAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var own = watch.Look(rollout);
        if (!own.IsReady || !IsWaitedFor(rollout))
            return own;
        var late = await database.ReadAsync(
            session => session.FindAsync<ReplicaRow>(
                "SELECT replica, fault FROM rollout_replicas WHERE rollout = @Id AND replica <> @own AND is_ready = 0 AND told_at > @alive ORDER BY CASE WHEN fault IS NULL THEN 1 ELSE 0 END, replica", new { rollout.Id, own = processes.Id, alive = Alive() }),
            cancellationToken);
        return late is null ? own : new CandidateReadiness(false, late.Fault is { } fault ? $"{fault} (on replica {late.Replica})" : $"replica {late.Replica} is still loading it.");
    }

    private long Alive() => (time.GetUtcNow() - options.LeaseDuration).ToUnixTimeMilliseconds();

    /// <summary>Where the endpoint's own version changes, each process switches when it is ready, and waits for no other.</summary>
    private static bool IsWaitedFor(Rollout rollout) => rollout.State == RolloutState.Warming && !rollout.Strategy.SwitchesAtOnce();

    private async Task TellAsync(Session session, string rollout, CandidateReadiness readiness, DateTimeOffset now)
    {
        // It may have been forgotten meanwhile.
        if (await session.ScalarAsync<long>("SELECT COUNT(*) FROM rollouts WHERE id = @rollout", new { rollout }) == 0)
            return;
        await session.ExecuteAsync(
            """
            INSERT INTO rollout_replicas (rollout, replica, is_ready, fault, told_at) VALUES (@rollout, @own, @isReady, @Fault, @at)
            ON CONFLICT (rollout, replica) DO UPDATE SET is_ready = excluded.is_ready, fault = excluded.fault, told_at = excluded.told_at
            """,
            new { rollout, own = processes.Id, isReady = readiness.IsReady ? 1 : 0, readiness.Fault, at = now.ToUnixTimeMilliseconds() });
    }

    private sealed record ReplicaRow
    {
        public required string Replica { get; init; }

        public string? Fault { get; init; }
    }
}
