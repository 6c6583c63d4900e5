using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>Approvals that a rollout begins. Within a write.</summary>
internal static class RolloutApprovals
{
    /// <exception cref="SakerException">They asked for it themselves or have not the role (forbidden); they have approved already, or gates did not pass (conflict).</exception>
    public static async Task<Rollout> ApproveAsync(Session session, Rollout rollout, RolloutAct act, Actor by, RolloutActs acts, TimeProvider time)
    {
        var role = rollout.ApprovalRole ?? Role.Deployer;
        if (by.Name == rollout.CreatedBy)
            throw new SakerException(ErrorKind.Forbidden, $"Rollout {rollout.Id} was asked for by '{by.Name}', so somebody else with the role '{role.Word()}' must approve it.", "id");
        if (by.Role < role)
            throw new SakerException(ErrorKind.Forbidden, $"To approve rollout {rollout.Id} needs the role '{role.Word()}'; '{by.Name}' has the role '{by.Role.Word()}'.", "id");
        if (rollout.Approvals.Any(approval => approval.By == by.Name))
            throw new SakerException(ErrorKind.Conflict, $"'{by.Name}' has approved rollout {rollout.Id} already; it waits for {rollout.ApprovalCount - rollout.Approvals.Count} more.", "id");
        if (RolloutMachine.FindFault(rollout, new RolloutMove(RolloutDecisionKind.Approve, "")) is { } fault)
            throw new SakerException(ErrorKind.Conflict, $"Rollout {rollout.Id} cannot be approved: {fault}", "id");
        await RolloutActs.RequireGatesAsync(session, rollout);
        var approval = new RolloutApproval(by.Name, time.GetUtcNow(), act.Reason);
        await RolloutRows.AddApprovalAsync(session, rollout.Id, approval);
        var approved = rollout with { Approvals = [.. rollout.Approvals, approval] };
        var move = new RolloutMove(RolloutDecisionKind.Approve, Say(approved, act.Reason));
        var who = new RolloutDecider(by.Name, IsAutomatic: false);
        var after = approved.Approvals.Count >= rollout.ApprovalCount
            ? await acts.TryApplyAsync(session, approved, move, who, null)
            : await acts.TryNoteAsync(session, approved, move, who);
        return after ?? throw new SakerException(ErrorKind.Conflict, $"Rollout {rollout.Id} was changed by somebody else in the same moment; look at it again.", "id");
    }

    private static string Say(Rollout rollout, string? reason)
    {
        var count = rollout.ApprovalCount == 1 ? "" : $" ({rollout.Approvals.Count} of {rollout.ApprovalCount})";
        return $"{rollout.Approvals[^1].By} approved it{count}{(string.IsNullOrWhiteSpace(reason) ? "." : $": {reason.Trim()}")}";
    }
}
