using System.Globalization;
using Saker.Data;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Rollouts;

/// <summary>What a rollout's settings have done next, as time passes and evidence comes. It only computes: the same in every process.</summary>
/// <param name="rollout">The rollout.</param>
/// <param name="reading">What is known of its arms.</param>
/// <param name="readiness">How far its candidates are in the process that decides.</param>
/// <param name="watchedSince">Since when that process watches it: what took longer while nobody did is nobody's fault.</param>
/// <param name="now">The time.</param>
internal sealed class RolloutJudge(Rollout rollout, EvidenceReading reading, CandidateReadiness readiness, DateTimeOffset watchedSince, DateTimeOffset now)
{
    /// <summary>Shares that differ by less are left as they are: a basis point is a hundredth of a percent.</summary>
    private const int LeastReweigh = 100;

    private RolloutSettings Settings => rollout.Settings;

    /// <summary>What is to be done now, or to be proposed to a person; null for nothing.</summary>
    public RolloutMove? Decide()
    {
        if (Find() is not { } move)
            return null;
        if (!MustAsk(move))
            return move;
        // Asked once, it waits; what is said of it may change from one moment to the next.
        if (rollout.Proposal is { } waiting && (waiting.Kind, waiting.Arm) == (move.Kind, move.Arm))
            return null;
        // What was declined is proposed again only for another reason; or, of what promotes, once somebody goes on with it.
        if (rollout.Declined is { } declined && IsHarm(move) && (declined.Kind, declined.Arm, declined.Grounds) == (move.Kind, move.Arm, move.Grounds))
            return null;
        return new RolloutMove(RolloutDecisionKind.Propose, move.Reason) { Arm = move.Arm, Proposal = new RolloutProposal(move.Kind, move.Arm, move.Reason, now, move.Grounds) };
    }

    private static bool IsHarm(RolloutMove move) => move.Kind is RolloutDecisionKind.RollBack or RolloutDecisionKind.DropArm;

    private RolloutMove? Find() => rollout.State switch
    {
        RolloutState.Waiting => FindUnwanted(),
        RolloutState.Warming => FindWarm(),
        RolloutState.Running when rollout.Strategy.SwitchesAtOnce() => FindSwitched(),
        RolloutState.Running => FindHarm() ?? FindRunning(),
        RolloutState.Held when !rollout.Strategy.SwitchesAtOnce() => FindHarm(),
        _ => null,
    };

    private bool MustAsk(RolloutMove move) => move.Kind switch
    {
        RolloutDecisionKind.PromoteStep or RolloutDecisionKind.Promote or RolloutDecisionKind.Keep => Settings.Decide != RolloutDeciding.Automatic && !rollout.Strategy.SwitchesAtOnce(),
        // A candidate that cannot be loaded got no requests: there is nothing to judge.
        RolloutDecisionKind.RollBack or RolloutDecisionKind.DropArm => Settings.Decide == RolloutDeciding.Proposed && rollout.State != RolloutState.Warming,
        _ => false,
    };

    // What was asked for long ago fits no more: who still wants it asks again.
    private RolloutMove? FindUnwanted() => now - rollout.CreatedAt >= Settings.MaxWait
        ? new RolloutMove(RolloutDecisionKind.Cancel, $"Nobody approved it within {DurationText.Write(Settings.MaxWait)}.")
        : null;

    private RolloutMove? FindWarm()
    {
        if (readiness.IsReady)
        {
            return rollout.Strategy == RolloutKind.Immediate
                ? new RolloutMove(RolloutDecisionKind.Promote, $"{rollout.Candidate.Reference} is loaded and answers.")
                : new RolloutMove(RolloutDecisionKind.Begin, $"{References()} {(rollout.Candidates.Count() == 1 ? "is" : "are")} loaded and ran {(rollout.Candidates.Count() == 1 ? "its" : "their")} example rows.");
        }
        var since = rollout.WarmingAt is { } warming && warming > watchedSince ? warming : watchedSince;
        return rollout.Control is not null && now - since >= Settings.MaxWarmUp
            ? new RolloutMove(RolloutDecisionKind.RollBack, $"{References()} could not be loaded within {DurationText.Write(Settings.MaxWarmUp)}: {readiness.Fault ?? "it is still being loaded."}")
            : null;
    }

    private RolloutMove? FindSwitched() => rollout.StepStartedAt + Settings.KeepWarm <= now
        ? new RolloutMove(RolloutDecisionKind.Promote, $"Nobody rolled {rollout.Candidate.Reference} back within {DurationText.Write(Settings.KeepWarm)}.")
        : null;

    private RolloutMove? FindHarm()
    {
        var live = rollout.Candidates.Where(arm => !arm.IsOut).ToList();
        foreach (var arm in live)
        {
            var harm = reading.Verdicts.Where(verdict => verdict.Arm == arm.Number && verdict.Outcome == GuardOutcome.Harmful).ToList();
            if (harm.Count == 0)
                continue;
            var reason = $"{arm.Reference} does harm: {string.Join(" ", harm.Select(verdict => verdict.Text))}";
            var grounds = string.Join(',', harm.Select(verdict => verdict.Guard).Order(StringComparer.Ordinal));
            return live.Count > 1 ? new RolloutMove(RolloutDecisionKind.DropArm, reason) { Arm = arm.Number, Grounds = grounds } : new RolloutMove(RolloutDecisionKind.RollBack, reason) { Grounds = grounds };
        }
        return null;
    }

    private RolloutMove? FindRunning()
    {
        var missing = FindMissing();
        var move = rollout.Strategy switch
        {
            RolloutKind.Canary => missing.Count == 0 ? NextStep() : null,
            RolloutKind.Shadow => missing.Count == 0 ? EndOfShadow() : null,
            _ => (missing.Count == 0 ? EndOfComparison() : null) ?? Reweigh(),
        };
        if (move is not null || rollout.Proposal is not null || rollout.DeadlineAt is not { } deadline || deadline > now)
            return move;
        missing.AddRange(reading.Verdicts.Where(verdict => verdict.Outcome == GuardOutcome.Undecided && Settings.RequireWithin).Select(verdict => verdict.Text));
        if (missing.Count == 0)
            missing.Add("nothing is found that tells the arms apart.");
        return new RolloutMove(RolloutDecisionKind.Hold, $"It has run for {DurationText.Write(Settings.MaxDuration)} without coming to an end: {string.Join(" ", missing)} A person goes on with it, promotes it or rolls it back.");
    }

    private RolloutMove? NextStep()
    {
        if (rollout.Step + 1 < rollout.StepCount)
        {
            var share = Settings.Steps[rollout.Step + 1].Share;
            return new RolloutMove(RolloutDecisionKind.PromoteStep, $"No guard shows harm after {Sample(rollout.Candidate)} in step {rollout.Step + 1} of {rollout.StepCount}: on to {RolloutNumbers.Percent(share / 100)}.{Blind()}");
        }
        if (!MayEnd())
            return null;
        // With all requests nothing is left to compare with, and guards say nothing.
        return new RolloutMove(RolloutDecisionKind.Promote, rollout.HasAll
            ? $"It has had all requests for {DurationText.Write(Settings.MinTimeOf(rollout.Step))} and answered {Sample(rollout.Candidate)}, and nobody rolled it back. {(rollout.Step > 0 ? "No guard showed harm in the steps before." : "No step had a control to compare it with.")}"
            : $"No guard shows harm after {Sample(rollout.Candidate)} in the last step.");
    }

    private RolloutMove? EndOfShadow()
    {
        if (!MayEnd())
            return null;
        var seen = $"No guard shows harm after {Sample(rollout.Candidate)} in the shadow";
        return Settings.Shadow.Then == ShadowEnd.Promote
            ? new RolloutMove(RolloutDecisionKind.Promote, $"{seen}.")
            : new RolloutMove(RolloutDecisionKind.Keep, $"{seen}: {rollout.Candidate.Reference} may be promoted. The control stays, as it was asked for.");
    }

    private RolloutMove? EndOfComparison() => reading.Finding switch
    {
        null => null,
        { Winner: > 0 and var winner } finding when rollout.Candidates.Any(arm => arm.Number == winner && !arm.IsOut) => new RolloutMove(RolloutDecisionKind.Promote, $"{rollout.Arms.First(arm => arm.Number == winner).Reference} is to serve: {finding.Text}") { Arm = winner },
        var finding => new RolloutMove(RolloutDecisionKind.Keep, finding.Text),
    };

    private RolloutMove? Reweigh()
    {
        if (rollout.Strategy != RolloutKind.Bandit || reading.Weights is not { } wanted || now - rollout.WeighedAt < Settings.ReweighEvery)
            return null;
        var weights = RolloutShares.Fit(rollout, wanted);
        return weights.Zip(rollout.Arms, (weight, arm) => Math.Abs(weight - arm.Weight)).Max() < LeastReweigh
            ? null
            : new RolloutMove(RolloutDecisionKind.Reweigh, $"The shares follow what is known: {string.Join(", ", rollout.Arms.Select((arm, i) => $"{arm.Reference} {RolloutNumbers.OfWeight(weights[i])}"))}.") { Weights = weights };
    }

    private bool MayEnd() => !Settings.RequireWithin || reading.Verdicts.All(verdict => verdict.Outcome == GuardOutcome.Within);

    /// <summary>What the step still needs, in sentences.</summary>
    private List<string> FindMissing()
    {
        List<string> missing = [];
        var minTime = Settings.MinTimeOf(rollout.Step);
        if (now - rollout.StepStartedAt < minTime)
            missing.Add($"The step lasts {DurationText.Write(minTime)} at least.");
        var minRequests = Settings.MinRequestsOf(rollout.Step);
        foreach (var arm in rollout.Candidates.Where(arm => !arm.IsOut && CountOf(arm) < minRequests))
            missing.Add(string.Create(CultureInfo.InvariantCulture, $"{arm.Reference} has answered {CountOf(arm):N0} of {minRequests:N0} requests."));
        // Who is mirrored to harms nobody meanwhile, and is not to be recommended unseen.
        if (rollout.Strategy == RolloutKind.Shadow)
            missing.AddRange(reading.Verdicts.Where(verdict => verdict.ScoresLeft > 0).Select(verdict => string.Create(CultureInfo.InvariantCulture, $"{verdict.Guard} compares scores after {verdict.ScoresLeft:N0} more.")));
        return missing;
    }

    // Who asked for so short a step is to know what it could not show.
    private string Blind() => string.Concat(reading.Verdicts.Where(verdict => verdict.ScoresLeft > 0).Select(verdict => string.Create(CultureInfo.InvariantCulture, $" {verdict.Guard} could not say anything yet: it compares scores after {verdict.ScoresLeft:N0} more of both versions.")));

    private long CountOf(RolloutArm arm) => arm.BaseRequests < 0 ? 0 : reading.RequestsOf(arm.Number) - arm.BaseRequests;

    private string Sample(RolloutArm arm) => string.Create(CultureInfo.InvariantCulture, $"{CountOf(arm):N0} request{(CountOf(arm) == 1 ? "" : "s")}");

    private string References() => string.Join(", ", rollout.Candidates.Select(arm => arm.Reference));
}
