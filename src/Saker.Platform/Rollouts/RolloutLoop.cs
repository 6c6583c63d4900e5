using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Jobs;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>
/// Decides rollouts, in one process of all that share the database at a time: as time passes and evidence comes. All that it knows is in the database, so
/// that whoever follows it goes on where it was; a decision is made on the revision that was looked at, or not at all.
/// </summary>
internal sealed partial class RolloutLoop(
    Database database, RolloutActs acts, IRolloutEvidence evidence, RolloutReplicas replicas, ICandidateWatch watch, SqlAuditStore audit, LeaseKeeper leases, ProcessOwner processes, RolloutOptions options, TimeProvider time, ILogger<RolloutLoop> logger)
{
    /// <summary>Of whoever decides.</summary>
    public const string LeaseName = "rollouts";

    private static readonly TimeSpan s_quiet = TimeSpan.FromMinutes(1);

    // Of what is open: since when this process watches it, how often it looked, and when it last told of a fault. Used by one loop only.
    private readonly Dictionary<string, Watched> _watched = new(StringComparer.Ordinal);

    /// <summary>Decides until cancelled, where nobody else does; else tells the one who does how far candidates are here.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        options.Validate();
        try
        {
            while (true)
            {
                await TryTurnAsync(cancellationToken);
                await Task.Delay(options.Interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // This is how it ends.
        }
    }

    private async Task TryTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await TryTakeAsync(cancellationToken) is { } lease)
                await HoldAsync(lease, cancellationToken);
            else
                await replicas.TellAsync(await database.ReadAsync(RolloutRows.ListOpenAsync, cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The database may be back, and the lease free, by the next time.
            LogInterrupted(exception);
        }
    }

    /// <summary>Takes the right to decide, if a rollout is open and nobody else has it.</summary>
    public async Task<Lease?> TryTakeAsync(CancellationToken cancellationToken)
    {
        if (!await database.ReadAsync(async session => await session.ScalarAsync<long>("SELECT COUNT(*) FROM rollouts WHERE is_open = 1") > 0 && await LeaseSql.FindHolderAsync(session, LeaseName, processes, Now()) is null, cancellationToken))
            return null;
        _watched.Clear();
        return await database.WriteAsync(session => LeaseSql.TryTakeAsync(session, LeaseName, processes, Now(), options.LeaseDuration), cancellationToken);
    }

    /// <summary>Looks once at all that is open.</summary>
    /// <returns>How many are open.</returns>
    public async Task<int> TickAsync(Lease lease, CancellationToken cancellationToken)
    {
        var open = await database.ReadAsync(RolloutRows.ListOpenAsync, cancellationToken);
        foreach (var gone in _watched.Keys.Except(open.Select(rollout => rollout.Id), StringComparer.Ordinal).ToList())
            _watched.Remove(gone);
        foreach (var rollout in open)
        {
            var now = time.GetUtcNow();
            var watched = _watched[rollout.Id] = _watched.TryGetValue(rollout.Id, out var known) ? known with { LookCount = known.LookCount + 1 } : new Watched(now, 1, null, null);
            try
            {
                await DecideAsync(lease, rollout, watched, cancellationToken);
                if (watched.ToldAt is not null)
                    _watched[rollout.Id] = watched with { ToldAt = null, FaultAt = null };
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // One that cannot be decided keeps no other from it, and is tried too often to tell each time.
                if (watched.ToldAt is { } told && now - told < s_quiet)
                    continue;
                LogNotDecided(exception, rollout.Endpoint, rollout.Id);
                _watched[rollout.Id] = watched with { FaultAt = watched.ToldAt, ToldAt = now };
            }
        }
        return open.Count;
    }

    private async Task HoldAsync(Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            await leases.RunAsync(lease, options.LeaseDuration, token => DecideAllAsync(lease, token), cancellationToken);
        }
        finally
        {
            await TryReleaseAsync(lease);
        }
    }

    private async Task TryReleaseAsync(Lease lease)
    {
        try
        {
            await database.WriteAsync(session => LeaseSql.ReleaseAsync(session, lease), CancellationToken.None);
        }
        catch (Exception exception)
        {
            // It runs out by itself.
            LogInterrupted(exception);
        }
    }

    private async Task DecideAllAsync(Lease lease, CancellationToken cancellationToken)
    {
        while (await TickAsync(lease, cancellationToken) > 0)
            await Task.Delay(options.Interval, time, cancellationToken);
    }

    private async Task DecideAsync(Lease lease, Rollout rollout, Watched watched, CancellationToken cancellationToken)
    {
        var reading = EvidenceReading.None;
        RolloutMove? move = null;
        try
        {
            if (rollout.IsCompared)
                reading = await evidence.ReadAsync(rollout, time.GetUtcNow(), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && watched.FaultAt is not null && rollout.State == RolloutState.Running)
        {
            // Not for the first time: nobody would see harm. A person must look at it.
            move = new RolloutMove(RolloutDecisionKind.Hold, $"What was counted cannot be read, so that no guard sees anything: {exception.Message}");
        }
        move ??= new RolloutJudge(rollout, reading, await ReadinessAsync(rollout, watched, cancellationToken), watched.Since, time.GetUtcNow()).Decide();
        if (move is null && !reading.HasNews)
            return;
        Rollout? after;
        try
        {
            after = await WriteAsync(lease, rollout, move, reading, cancellationToken);
        }
        catch (SakerException refused) when (move is { Kind: RolloutDecisionKind.Promote } && rollout.State == RolloutState.Running && refused.Kind is ErrorKind.Conflict or ErrorKind.Forbidden or ErrorKind.NotFound)
        {
            // What it would take away from or give to others does not allow it any more, such as gates that failed since.
            move = new RolloutMove(RolloutDecisionKind.Hold, $"It would be promoted, and cannot be: {refused.Message}");
            after = await WriteAsync(lease, rollout, move, reading, cancellationToken);
        }
        if (after is null)
            return;
        LogDecided(after.Endpoint, after.Id, move!.Kind, move.Reason);
        // Others have decisions to wait for: what must be loaded is not waited for.
        await watch.FollowAsync(after.Endpoint, TimeSpan.Zero, cancellationToken);
    }

    private async Task<CandidateReadiness> ReadinessAsync(Rollout rollout, Watched watched, CancellationToken cancellationToken)
    {
        if (rollout.State != RolloutState.Warming)
            return CandidateReadiness.NotYet;
        var readiness = await replicas.LookAsync(rollout, cancellationToken);
        return readiness.IsReady && !rollout.Strategy.SwitchesAtOnce() && watched.LookCount < options.MinLooks ? CandidateReadiness.NotYet : readiness;
    }

    /// <returns>The rollout afterwards; null when nothing was decided.</returns>
    private Task<Rollout?> WriteAsync(Lease lease, Rollout rollout, RolloutMove? move, EvidenceReading reading, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            // Whoever took over decides; and what was taken in twice decides nothing.
            if (!await LeaseSql.HoldsAsync(session, lease) || !await evidence.KeepAsync(session, reading))
                return null;
            // A bandit's shares change all the time: they are in the timeline, and what they rest on in the evidence's own.
            var isFrequent = move?.Kind == RolloutDecisionKind.Reweigh;
            if (move is null || await acts.TryApplyAsync(session, rollout, move, RolloutDecider.Saker, rollout.IsCompared && !isFrequent ? reading : null) is not { } after)
                return null;
            // That the first version of an endpoint is loaded is no decision; that it was deployed is noted by who did.
            if (!isFrequent && rollout.Strategy != RolloutKind.Immediate)
                await audit.AppendAsync(session, EntryOf(after, move));
            return after;
        },
        cancellationToken);

    private static AuditEntry EntryOf(Rollout rollout, RolloutMove move) => new()
    {
        Actor = RolloutDecider.Saker.Name,
        Act = ActOf(move.Kind),
        Target = $"{rollout.Endpoint}: rollout {rollout.Id}",
        Outcome = AuditOutcome.Done,
        Detail = $"{Serving.Settings.EnumText.Write(move.Kind)}: {move.Reason}",
    };

    /// <summary>As it is noted when a person does it.</summary>
    private static string ActOf(RolloutDecisionKind kind) => kind switch
    {
        RolloutDecisionKind.PromoteStep or RolloutDecisionKind.Promote => AuditActs.RolloutPromoted,
        RolloutDecisionKind.Keep => AuditActs.RolloutConcluded,
        RolloutDecisionKind.RollBack => AuditActs.RolloutRolledBack,
        RolloutDecisionKind.Hold => AuditActs.RolloutHeld,
        RolloutDecisionKind.Cancel => AuditActs.RolloutCancelled,
        _ => AuditActs.RolloutDecided,
    };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <param name="Since">Since when it is watched.</param>
    /// <param name="LookCount">How often it was looked at.</param>
    /// <param name="ToldAt">When a fault was last told; null while there was none.</param>
    /// <param name="FaultAt">When one was told before that, so that it lasts.</param>
    private readonly record struct Watched(DateTimeOffset Since, int LookCount, DateTimeOffset? ToldAt, DateTimeOffset? FaultAt);

    [LoggerMessage(2801, LogLevel.Information, "Endpoint {Endpoint}, rollout {Rollout}: {Decision}: {Reason}")]
    private partial void LogDecided(string endpoint, string rollout, RolloutDecisionKind decision, string reason);

    [LoggerMessage(2802, LogLevel.Warning, "Endpoint {Endpoint}, rollout {Rollout}: nothing could be decided; it is tried again")]
    private partial void LogNotDecided(Exception exception, string endpoint, string rollout);

    [LoggerMessage(2803, LogLevel.Warning, "Deciding rollouts was interrupted; it is taken up again")]
    private partial void LogInterrupted(Exception exception);
}
