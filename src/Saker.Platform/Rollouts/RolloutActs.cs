using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>What people and the evidence do with rollouts, with the aliases that go along. Every method within a write.</summary>
internal sealed class RolloutActs(RolloutOpener opener, RolloutChanges changes, AliasMover mover)
{
    /// <summary>Begins a rollout.</summary>
    /// <exception cref="SakerException">As <see cref="RolloutOpener.OpenAsync"/>.</exception>
    public async Task<Rollout> OpenAsync(Session session, RolloutRequest request)
    {
        var rollout = await opener.OpenAsync(session, request);
        if (rollout.Revision == 1 && ServingOf(rollout) is { IsCandidate: true } arm)
            await MoveAliasAsync(session, rollout, arm);
        return rollout;
    }

    /// <summary>As <see cref="RolloutChanges.TryApplyAsync"/>; the rollout's alias moves with what serves.</summary>
    /// <exception cref="SakerException">The move is not possible, or the alias cannot move (conflict).</exception>
    public async Task<Rollout?> TryApplyAsync(Session session, Rollout seen, RolloutMove move, RolloutDecider by, EvidenceReading? reading)
    {
        if (await changes.TryApplyAsync(session, seen, move, by, reading) is not { } after)
            return null;
        if (ServingOf(after) is not { } arm || arm.Number == ServingOf(seen)?.Number)
            return after;
        if (arm.IsCandidate)
            await MoveAliasAsync(session, after, arm);
        else
            await TryMoveAliasBackAsync(session, after, arm);
        return after;
    }

    /// <summary>Notes one of several approvals.</summary>
    public Task<Rollout?> TryNoteAsync(Session session, Rollout seen, RolloutMove move, RolloutDecider by) => changes.TryNoteAsync(session, seen, move, by);

    /// <summary>Whether the candidates of a rollout that was asked for earlier may still come.</summary>
    /// <exception cref="SakerException">Gates did not pass (conflict).</exception>
    public static async Task RequireGatesAsync(Session session, Rollout rollout)
    {
        if (rollout.Override is not null || (rollout.Follows is not null && rollout.MovesAlias is null))
            return;
        foreach (var arm in rollout.Candidates)
        {
            if (rollout.MovesAlias is { } alias)
                await GateGuard.RequireAsync(session, ChangeOf(rollout, arm, alias), Decides);
            else
                await GateGuard.RequireDeployableAsync(session, arm.Model, arm.Version, rollout.Endpoint, null, Decides);
        }
    }

    // It overrides nothing, so its role does not count.
    private static Actor Decides { get; } = new(RolloutDecider.Saker.Name, Role.Deployer);

    /// <summary>What serves goes back in any case. Where the alias cannot, as other endpoints follow it that cannot take the version now, that is told.</summary>
    private async Task TryMoveAliasBackAsync(Session session, Rollout rollout, RolloutArm control)
    {
        await session.ExecuteAsync("SAVEPOINT alias_back");
        try
        {
            await MoveAliasAsync(session, rollout, control);
        }
        catch (SakerException refused)
        {
            await session.ExecuteAsync("ROLLBACK TO SAVEPOINT alias_back");
            await RolloutRows.AddToNoteAsync(session, rollout, $"{rollout.Note} {control.Model}@{rollout.MovesAlias} stays where it is: {refused.Message}");
        }
        await session.ExecuteAsync("RELEASE SAVEPOINT alias_back");
    }

    private async Task MoveAliasAsync(Session session, Rollout rollout, RolloutArm arm)
    {
        if (rollout.MovesAlias is not { } alias)
            return;
        var points = await AliasMover.FindAsync(session, arm.Model, alias);
        // Back only from where it moved it to.
        if (points == arm.Version || (!arm.IsCandidate && !rollout.Candidates.Any(candidate => candidate.Model == arm.Model && candidate.Version == points)))
            return;
        var change = ChangeOf(rollout, arm, alias);
        if (arm.IsCandidate)
        {
            if (rollout.Override is null)
                await GateGuard.RequireAsync(session, change, Decides);
            await RequireApprovedAsync(session, rollout, arm.Model, alias);
        }
        await mover.MoveAsync(session, change, rollout.CreatedBy, null, [.. rollout.Approvals.Select(approval => approval.By)]);
    }

    /// <summary>An alias may be protected since the rollout began.</summary>
    private static async Task RequireApprovedAsync(Session session, Rollout rollout, string model, string alias)
    {
        var needed = await session.ScalarAsync<long?>("SELECT approval_count FROM alias_protections WHERE model = @model AND alias = @alias", new { model, alias }) ?? 0;
        if (rollout.Approvals.Count < needed)
            throw new SakerException(ErrorKind.Conflict, $"{model}@{alias} is protected and would move with rollout {rollout.Id}, which {rollout.Approvals.Count} of {needed} approved. Cancel it and ask for it again, or move the alias by itself first.", "alias");
    }

    private static AliasChange ChangeOf(Rollout rollout, RolloutArm arm, string alias)
    {
        var asked = rollout.Reason is { Length: > 0 } reason && rollout.Note?.Contains(reason, StringComparison.Ordinal) != true ? $" It was asked for: {reason}" : "";
        return new AliasChange { Model = arm.Model, Alias = alias, Version = arm.Version, Evidence = $"Rollout {rollout.Id} of endpoint '{rollout.Endpoint}': {rollout.Note}{asked}", Override = rollout.Override };
    }

    /// <summary>The arm that the endpoint's own version is, as far as the rollout has come.</summary>
    private static RolloutArm? ServingOf(Rollout rollout) => rollout.State switch
    {
        RolloutState.Promoted => rollout.Arms.FirstOrDefault(arm => arm.Number == rollout.Winner),
        RolloutState.Warming or RolloutState.Running or RolloutState.Held when rollout.Strategy.SwitchesAtOnce() => rollout.Candidate,
        _ => rollout.Control,
    };
}
