using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Rollouts;

/// <summary>What becomes of a rollout by a move. It only computes.</summary>
internal static class RolloutMachine
{
    /// <summary>Whether a move is possible now; else why not.</summary>
    public static string? FindFault(Rollout rollout, RolloutMove move)
    {
        if (!rollout.IsOpen)
            return $"it has ended: {RolloutWords.Of(rollout.State)}{(rollout.Note is { } note ? $". {note}" : ".")}";
        var isUnderWay = rollout.State is RolloutState.Running or RolloutState.Held;
        if (move.Arm is { } number && !rollout.Candidates.Any(arm => arm.Number == number))
            return $"it has no candidate {number}; there {(rollout.Arms.Count(arm => arm.IsCandidate) == 1 ? "is" : "are")} {string.Join(", ", rollout.Candidates.Select(arm => $"{arm.Number} ({arm.Reference})"))}.";
        return move.Kind switch
        {
            RolloutDecisionKind.Approve when rollout.State != RolloutState.Waiting => "it does not wait for approval.",
            RolloutDecisionKind.Begin when rollout.State != RolloutState.Warming => $"it is {RolloutWords.Of(rollout.State)}.",
            RolloutDecisionKind.PromoteStep when !isUnderWay => $"it is {RolloutWords.Of(rollout.State)}: it has no step to leave yet.",
            RolloutDecisionKind.PromoteStep when rollout.Strategy != RolloutKind.Canary || rollout.Step + 1 >= rollout.StepCount => "there is no further step: promote it to the end.",
            RolloutDecisionKind.Promote when rollout.State == RolloutState.Waiting => "it waits for approval; approve it first.",
            RolloutDecisionKind.Keep when !isUnderWay || rollout.Strategy.SwitchesAtOnce() => "nothing is compared in it: promote it, roll it back or cancel it.",
            RolloutDecisionKind.Hold when rollout.State == RolloutState.Waiting => "it waits for approval, so that there is nothing to hold: cancel it.",
            // Of one that is held, what is proposed can still be declined.
            RolloutDecisionKind.Hold when rollout.State is not (RolloutState.Warming or RolloutState.Running) && rollout.Proposal is null => $"it is {RolloutWords.Of(rollout.State)} already.",
            RolloutDecisionKind.Resume when rollout.State != RolloutState.Held => $"it is not held: it is {RolloutWords.Of(rollout.State)}.",
            RolloutDecisionKind.RollBack when rollout.State == RolloutState.Waiting => "it waits for approval, and nothing was changed: cancel it.",
            RolloutDecisionKind.RollBack or RolloutDecisionKind.Cancel when rollout.Control is null && rollout.State != RolloutState.Waiting && !move.IsSuperseded =>
                $"nothing served before on '{rollout.Endpoint}': deploy another version there, or remove the endpoint.",
            _ => null,
        };
    }

    /// <summary>The rollout after a move that is possible.</summary>
    /// <param name="rollout">The rollout.</param>
    /// <param name="move">The move.</param>
    /// <param name="reading">What is known of the arms; null when that could not be found out.</param>
    /// <param name="now">The time.</param>
    public static Rollout Apply(Rollout rollout, RolloutMove move, EvidenceReading? reading, DateTimeOffset now)
    {
        var next = rollout with { Revision = rollout.Revision + 1, Note = move.Reason, Proposal = null };
        return move.Kind switch
        {
            RolloutDecisionKind.Approve => next with { State = RolloutState.Warming, WarmingAt = now },
            RolloutDecisionKind.Begin => ToStep(next, 0, reading, now) with { State = RolloutState.Running, StartedAt = now, DeadlineAt = DeadlineOf(rollout, now) },
            RolloutDecisionKind.PromoteStep => ToStep(next, rollout.Step + 1, reading, now) with { State = RolloutState.Running, DeadlineAt = Extend(rollout, now) },
            RolloutDecisionKind.Promote => End(next, RolloutState.Promoted, move.Arm ?? rollout.Candidate.Number, now),
            RolloutDecisionKind.Keep => End(next, RolloutState.Kept, 0, now),
            // What could not even be loaded did no harm: a disk that was full then may have room tomorrow.
            RolloutDecisionKind.RollBack => Bind(End(next, RolloutState.RolledBack, 0, now), move),
            RolloutDecisionKind.Cancel => End(next, RolloutState.Cancelled, 0, now),
            RolloutDecisionKind.Hold => next with { State = RolloutState.Held, Declined = rollout.Proposal ?? rollout.Declined },
            RolloutDecisionKind.Resume => next with { State = rollout.StartedAt is null ? RolloutState.Warming : RolloutState.Running, DeadlineAt = Extend(rollout, now) },
            RolloutDecisionKind.DropArm => Weigh(next with { Arms = [.. next.Arms.Select(arm => arm.Number == move.Arm ? arm with { OutReason = move.Reason, IsBinding = true } : arm)] }, RolloutShares.Without(rollout, move.Arm ?? 1)),
            RolloutDecisionKind.Reweigh => Weigh(next, move.Weights ?? []) with { WeighedAt = now, Note = rollout.Note, Proposal = rollout.Proposal },
            RolloutDecisionKind.Propose => next with { Proposal = move.Proposal, Note = move.Reason },
            _ => throw new ArgumentOutOfRangeException(nameof(move), move.Kind, "It begins a rollout, and changes none."),
        };
    }

    private static Rollout ToStep(Rollout rollout, int step, EvidenceReading? reading, DateTimeOffset now)
    {
        var weighed = Weigh(rollout, RolloutShares.AtStep(rollout, step));
        return weighed with { Step = step, StepStartedAt = now, WeighedAt = now, Arms = [.. weighed.Arms.Select(arm => arm with { BaseRequests = reading?.RequestsOf(arm.Number) ?? -1 })], Declined = null };
    }

    private static Rollout Weigh(Rollout rollout, IReadOnlyList<int> weights) => rollout with { Arms = [.. rollout.Arms.Select((arm, i) => arm with { Weight = weights[i] })] };

    private static Rollout End(Rollout rollout, RolloutState state, int number, DateTimeOffset now) =>
        Weigh(rollout, RolloutShares.Only(rollout, number)) with { State = state, EndedAt = now, Winner = state == RolloutState.Promoted ? number : null };

    private static Rollout Bind(Rollout rollout, RolloutMove move) => move.IsUnjudged ? rollout : rollout with { Arms = [.. rollout.Arms.Select(arm => arm.IsCandidate && !arm.IsOut ? arm with { IsBinding = true } : arm)] };

    /// <summary>Where nothing is judged, nothing can be late.</summary>
    private static DateTimeOffset? DeadlineOf(Rollout rollout, DateTimeOffset now) => rollout.Strategy.SwitchesAtOnce() ? null : now + rollout.Settings.MaxDuration;

    /// <summary>Who goes on with what is late gives it the same time again.</summary>
    private static DateTimeOffset? Extend(Rollout rollout, DateTimeOffset now) => rollout.DeadlineAt is { } deadline && deadline <= now ? now + rollout.Settings.MaxDuration : rollout.DeadlineAt;
}
