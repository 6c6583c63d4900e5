using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>Makes what is decided so: the rollout, its timeline and what the endpoint serves change together. Every method within a write.</summary>
internal sealed class RolloutChanges(IRolloutEvidence evidence, Ids ids, TimeProvider time)
{
    /// <summary>Begins a rollout.</summary>
    public async Task OpenAsync(Session session, Rollout rollout, RolloutDecider by, string reason)
    {
        await RolloutRows.InsertAsync(session, rollout);
        await NoteAsync(session, rollout, new RolloutMove(RolloutDecisionKind.Open, reason), by, null);
        if (rollout.State != RolloutState.Waiting)
        {
            await LiftAsync(session, rollout);
            await ArriveAsync(session, rollout);
        }
        if (!rollout.Strategy.SwitchesAtOnce())
            await evidence.StartedAsync(session, rollout);
        await SplitAsync(session, rollout);
    }

    /// <summary>Carries a move out, if the rollout is still as it was seen.</summary>
    /// <param name="session">The write.</param>
    /// <param name="seen">The rollout as it was seen.</param>
    /// <param name="move">The move.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="reading">What is known of the arms; null where nothing was looked at.</param>
    /// <returns>The rollout afterwards; null when somebody else changed it since.</returns>
    /// <exception cref="SakerException">The move is not possible (conflict).</exception>
    public async Task<Rollout?> TryApplyAsync(Session session, Rollout seen, RolloutMove move, RolloutDecider by, EvidenceReading? reading)
    {
        if (RolloutMachine.FindFault(seen, move) is { } fault)
            throw new SakerException(ErrorKind.Conflict, $"Rollout {seen.Id} ({seen.Describe()}) cannot do that: {fault}", "id");
        // Before anything is compared nothing was counted, which is known; later it may be that nobody knows.
        var after = RolloutMachine.Apply(seen, move, reading ?? (seen.IsCompared ? null : EvidenceReading.None), time.GetUtcNow());
        if (!await RolloutRows.TryUpdateAsync(session, seen.Revision, after))
            return null;
        await NoteAsync(session, after, move, by, reading);
        if (!move.IsSuperseded)
            await ServeAsync(session, seen, after);
        await SplitAsync(session, after);
        if (!after.IsOpen && !after.Strategy.SwitchesAtOnce())
            await evidence.EndedAsync(session, after);
        return after;
    }

    /// <summary>Notes something that leaves the rollout as it is, but for its revision.</summary>
    public async Task<Rollout?> TryNoteAsync(Session session, Rollout seen, RolloutMove move, RolloutDecider by)
    {
        var after = seen with { Revision = seen.Revision + 1, Note = move.Reason };
        if (!await RolloutRows.TryUpdateAsync(session, seen.Revision, after))
            return null;
        await NoteAsync(session, after, move, by, null);
        return after;
    }

    private Task NoteAsync(Session session, Rollout after, RolloutMove move, RolloutDecider by, EvidenceReading? reading) => RolloutRows.AddDecisionAsync(session, new RolloutDecision
    {
        Id = ids.NewUlid(),
        Rollout = after.Id,
        Revision = after.Revision,
        Kind = move.Kind,
        State = after.State,
        Step = after.Step,
        Weights = [.. after.Arms.Select(arm => arm.Weight)],
        IsAutomatic = by.IsAutomatic,
        By = by.Name,
        Reason = move.Reason,
        Arm = move.Arm,
        Evidence = reading,
        At = time.GetUtcNow(),
    });

    /// <summary>What the endpoint serves by itself changes when a candidate wins, and back when one that was switched to at once loses.</summary>
    private async Task ServeAsync(Session session, Rollout before, Rollout after)
    {
        if (before.State == RolloutState.Waiting && after.State == RolloutState.Warming)
        {
            await LiftAsync(session, after);
            await ArriveAsync(session, after);
            return;
        }
        if (after.IsOpen)
            return;
        if (after.Winner is { } winner)
        {
            var arm = after.Arms.First(arm => arm.Number == winner);
            if (!after.Strategy.SwitchesAtOnce())
                await EndpointRows.ServeAsync(session, after.Endpoint, arm.Model, arm.Version, await StillFollowsAsync(session, after, arm), Now());
        }
        else if (after.Strategy.SwitchesAtOnce() && before.State != RolloutState.Waiting && after.Control is { } control)
        {
            await EndpointRows.RestoreAsync(session, after.Endpoint, new PreviousVersion(control.Model, control.Version), await FollowsAsync(session, after, control), after.PreviousBefore, Now());
        }
    }

    /// <summary>Strategies that switch at once have the endpoint's own version be the candidate: it answers as soon as it is warm.</summary>
    private async Task ArriveAsync(Session session, Rollout rollout)
    {
        if (rollout.Strategy.SwitchesAtOnce())
            await EndpointRows.ServeAsync(session, rollout.Endpoint, rollout.Candidate.Model, rollout.Candidate.Version, rollout.Follows, Now());
    }

    /// <summary>Who said why a version is tried again has lifted what was held against it, now that it is tried.</summary>
    private static async Task LiftAsync(Session session, Rollout rollout)
    {
        if (rollout.Retry is null)
            return;
        foreach (var arm in rollout.Candidates)
            await RolloutRows.LiftAsync(session, rollout.Endpoint, arm.Model, arm.Version);
    }

    /// <summary>The alias that is to be followed, unless it was turned to another version while this one was tried: then the endpoint stays with its version.</summary>
    private static async Task<string?> StillFollowsAsync(Session session, Rollout rollout, RolloutArm winner)
    {
        if (rollout.Follows is not { } alias || alias == rollout.MovesAlias)
            return rollout.Follows;
        return await AliasMover.FindAsync(session, winner.Model, alias) == winner.Version ? alias : null;
    }

    /// <summary>The alias that was followed before, unless it points elsewhere by now: then the endpoint stays with its version.</summary>
    private static async Task<string?> FollowsAsync(Session session, Rollout rollout, RolloutArm control)
    {
        if (rollout.FollowedBefore is not { } alias || rollout.FollowedBefore == rollout.Follows)
            return rollout.FollowedBefore;
        return await session.ScalarAsync<int?>("SELECT version FROM aliases WHERE model = @Model AND alias = @alias", new { control.Model, alias }) == control.Version ? alias : null;
    }

    private static async Task SplitAsync(Session session, Rollout rollout)
    {
        if (!rollout.IsOpen || rollout.State == RolloutState.Waiting || rollout.Control is null)
        {
            await EndpointRows.SplitAsync(session, rollout.Endpoint, null);
            return;
        }
        // Shares change from those that are stored, so that as few callers as possible change their version.
        var stored = (await EndpointRows.FindAsync(session, rollout.Endpoint))?.Split;
        var split = stored?.RolloutId == rollout.Id ? stored : Begin(rollout);
        await EndpointRows.SplitAsync(session, rollout.Endpoint, split.WithWeights([.. rollout.Arms.Select(arm => arm.Weight)]) with { Revision = rollout.Revision });
    }

    private static EndpointSplit Begin(Rollout rollout) => new()
    {
        RolloutId = rollout.Id,
        Kind = rollout.Strategy == RolloutKind.Shadow ? SplitKind.Shadow : SplitKind.Split,
        SwitchesAtOnce = rollout.Strategy.SwitchesAtOnce(),
        Key = rollout.Settings.Key,
        Arms = [.. rollout.Arms.Select(arm => new SplitArm { Name = arm.Name, Model = arm.Model, Version = arm.Version, Weight = arm.IsCandidate ? 0 : RolloutArm.WholeWeight })],
        Shield = rollout.Settings.Shield,
        Shadow = rollout.Settings.Shadow.Limits,
    };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
