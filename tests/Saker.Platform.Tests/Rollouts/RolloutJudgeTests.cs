using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>What is decided in every state, from what is known.</summary>
public sealed class RolloutJudgeTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Nothing_is_decided_while_approval_is_awaited_or_after_the_end()
    {
        foreach (var state in new[] { RolloutState.Waiting, RolloutState.Promoted, RolloutState.RolledBack, RolloutState.Kept, RolloutState.Cancelled })
            Assert.Null(Decide(Of(RolloutKind.Canary) with { State = state, CreatedAt = Begin.AddHours(1_000) }, Harm(1), hours: 1_000));
    }

    [Theory]
    [InlineData(RolloutKind.Immediate, RolloutDecisionKind.Promote)]
    [InlineData(RolloutKind.BlueGreen, RolloutDecisionKind.Begin)]
    [InlineData(RolloutKind.Canary, RolloutDecisionKind.Begin)]
    [InlineData(RolloutKind.Shadow, RolloutDecisionKind.Begin)]
    [InlineData(RolloutKind.Ab, RolloutDecisionKind.Begin)]
    [InlineData(RolloutKind.Bandit, RolloutDecisionKind.Begin)]
    public void A_candidate_that_is_warm_begins(RolloutKind strategy, RolloutDecisionKind expected)
    {
        var warming = Of(strategy) with { State = RolloutState.Warming, WarmingAt = Begin, Step = -1, StepStartedAt = null };
        Assert.Null(Decide(warming, ready: CandidateReadiness.NotYet));
        Assert.Equal(expected, Decide(warming, ready: CandidateReadiness.Ready)!.Kind);
    }

    [Fact]
    public void A_candidate_that_cannot_be_loaded_is_rolled_back_after_the_time_in_which_somebody_watched()
    {
        var warming = Of(RolloutKind.Canary) with { State = RolloutState.Warming, WarmingAt = Begin };
        var broken = new CandidateReadiness(false, "churn/2: it is broken.");
        Assert.Null(Decide(warming, ready: broken, minutes: 4.9));
        var move = Decide(warming, ready: broken, minutes: 5)!;
        Assert.Equal((RolloutDecisionKind.RollBack, "churn/2 could not be loaded within 5m: churn/2: it is broken."), (move.Kind, move.Reason));
        // Nobody was there to load it until an hour later.
        Assert.Null(Decide(warming, ready: broken, minutes: 64, watchedSince: Begin.AddHours(1)));
        Assert.Equal(RolloutDecisionKind.RollBack, Decide(warming, ready: broken, minutes: 65, watchedSince: Begin.AddHours(1))!.Kind);
        // Where nothing served before there is nothing to go back to.
        Assert.Null(Decide(warming with { Strategy = RolloutKind.Immediate, Arms = [.. warming.Arms.Skip(1)] }, ready: broken, minutes: 65));
    }

    [Fact]
    public void A_blue_green_switch_is_over_when_the_version_before_need_not_stay_warm()
    {
        var switched = Of(RolloutKind.BlueGreen);
        Assert.Null(Decide(switched, minutes: 29.9));
        Assert.Equal(RolloutDecisionKind.Promote, Decide(switched, minutes: 30)!.Kind);
        Assert.Null(Decide(switched with { State = RolloutState.Held }, minutes: 300));
        // Nobody has to agree to what was done.
        Assert.Equal(RolloutDecisionKind.Promote, Decide(switched with { Settings = switched.Settings with { Decide = RolloutDeciding.Proposed } }, minutes: 30)!.Kind);
    }

    [Fact]
    public void A_step_needs_its_time_and_its_sample()
    {
        var canary = Of(RolloutKind.Canary);
        Assert.Null(Decide(canary, Quiet(9_000, 500), minutes: 4.99));
        Assert.Null(Decide(canary, Quiet(9_000, 199), minutes: 60));
        var move = Decide(canary, Quiet(9_000, 500), minutes: 5)!;
        Assert.Equal((RolloutDecisionKind.PromoteStep, "No guard shows harm after 500 requests in step 1 of 6: on to 5%."), (move.Kind, move.Reason));
    }

    [Fact]
    public void What_a_guard_could_not_see_yet_is_said_of_a_step_and_waited_for_in_the_shadow()
    {
        var blind = Quiet(9_000, 500) with { Verdicts = [new GuardVerdict { Guard = "score_shift", Arm = 1, Outcome = GuardOutcome.Undecided, Text = "", ScoresLeft = 40 }] };

        Assert.EndsWith("score_shift could not say anything yet: it compares scores after 40 more of both versions.", Decide(Of(RolloutKind.Canary), blind, minutes: 5)!.Reason, StringComparison.Ordinal);
        Assert.Null(Decide(Of(RolloutKind.Shadow), blind, minutes: 5));
        Assert.NotNull(Decide(Of(RolloutKind.Shadow), Quiet(9_000, 500), minutes: 5));
    }

    [Fact]
    public void Requests_of_earlier_steps_do_not_count_and_steps_may_ask_for_more()
    {
        var canary = Of(RolloutKind.Canary);
        canary = canary with
        {
            Step = 1,
            Settings = canary.Settings with { Steps = [new(1), new(10, TimeSpan.FromHours(1), 1_000), new(100)] },
            Arms = [canary.Arms[0] with { BaseRequests = 20_000 }, canary.Arms[1] with { BaseRequests = 500 }],
        };
        Assert.Null(Decide(canary, Quiet(90_000, 1_499), minutes: 60));
        Assert.Null(Decide(canary, Quiet(90_000, 1_500), minutes: 59));
        Assert.Equal("No guard shows harm after 1,000 requests in step 2 of 3: on to 100%.", Decide(canary, Quiet(90_000, 1_500), minutes: 60)!.Reason);
    }

    [Fact]
    public void The_last_step_ends_with_the_candidate_and_if_asked_for_only_within_every_tolerance()
    {
        var last = Of(RolloutKind.Canary) with { Step = 5 };
        Assert.Equal(RolloutDecisionKind.Promote, Decide(last, Quiet(0, 500), minutes: 5)!.Kind);
        var strict = last with { Settings = last.Settings with { RequireWithin = true } };
        Assert.Null(Decide(strict, Judged(GuardOutcome.Within, GuardOutcome.Undecided), minutes: 5));
        Assert.Equal(RolloutDecisionKind.Promote, Decide(strict, Judged(GuardOutcome.Within, GuardOutcome.Within), minutes: 5)!.Kind);
        var late = Decide(strict with { DeadlineAt = Begin.AddHours(1) }, Judged(GuardOutcome.Within, GuardOutcome.Undecided), minutes: 60)!;
        Assert.Equal(RolloutDecisionKind.Hold, late.Kind);
        Assert.Contains("guard 1 is Undecided.", late.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RolloutState.Running)]
    [InlineData(RolloutState.Held)]
    public void Harm_rolls_back_at_once_whatever_the_step_still_needs(RolloutState state)
    {
        var move = Decide(Of(RolloutKind.Canary) with { State = state }, Harm(1), minutes: 0)!;
        Assert.Equal((RolloutDecisionKind.RollBack, "churn/2 does harm: errors: 5% against 1%."), (move.Kind, move.Reason));
    }

    [Fact]
    public void Of_several_candidates_only_the_harmful_one_goes_and_the_last_one_ends_it()
    {
        var test = Of(RolloutKind.Ab, candidates: 2);
        var move = Decide(test, Harm(2), minutes: 0)!;
        Assert.Equal((RolloutDecisionKind.DropArm, 2), (move.Kind, move.Arm));
        var after = RolloutMachine.Apply(test, move, EvidenceReading.None, Begin);
        Assert.Equal([6_667, 3_333, 0], after.Arms.Select(arm => arm.Weight));
        Assert.Null(Decide(after, Harm(2), minutes: 0));
        Assert.Equal(RolloutDecisionKind.RollBack, Decide(after, Harm(1), minutes: 0)!.Kind);
    }

    [Fact]
    public void A_shadow_ends_as_it_was_asked_to()
    {
        var shadow = Of(RolloutKind.Shadow);
        Assert.Null(Decide(shadow, Quiet(500, 199), minutes: 5));
        Assert.Equal(RolloutDecisionKind.Keep, Decide(shadow, Quiet(500, 500), minutes: 5)!.Kind);
        var promoting = shadow with { Settings = shadow.Settings with { Shadow = new ShadowRollout { Then = ShadowEnd.Promote } } };
        Assert.Equal(RolloutDecisionKind.Promote, Decide(promoting, Quiet(500, 500), minutes: 5)!.Kind);
        Assert.Equal(RolloutDecisionKind.RollBack, Decide(promoting, Harm(1), minutes: 0)!.Kind);
    }

    [Fact]
    public void A_comparison_ends_with_the_winner_or_with_no_difference_once_the_sample_is_there()
    {
        var test = Of(RolloutKind.Ab, candidates: 2);
        Assert.Null(Decide(test, Quiet(500, 500, 500), minutes: 5));
        Assert.Null(Decide(test, Found(2, 199), minutes: 5));
        Assert.Equal((RolloutDecisionKind.Promote, 2), Decide(test, Found(2, 500), minutes: 5) is { } won ? (won.Kind, won.Arm) : default);
        Assert.Equal(RolloutDecisionKind.Keep, Decide(test, Found(0, 500), minutes: 5)!.Kind);
        Assert.Equal(RolloutDecisionKind.Keep, Decide(test, Found(null, 500), minutes: 5)!.Kind);
        // One that is out cannot win.
        var without = test with { Arms = [test.Arms[0], test.Arms[1], test.Arms[2] with { OutReason = "harm" }] };
        Assert.Equal(RolloutDecisionKind.Keep, Decide(without, Found(2, 500), minutes: 5)!.Kind);
    }

    [Fact]
    public void A_bandits_shares_follow_the_evidence_not_too_often_and_not_for_nothing()
    {
        var bandit = Of(RolloutKind.Bandit, candidates: 2) with { WeighedAt = Begin };
        var reading = new EvidenceReading { Requests = [10, 10, 10], Weights = [1_000, 2_000, 7_000] };
        Assert.Null(Decide(bandit, reading, minutes: 0.9));
        var move = Decide(bandit, reading, minutes: 1)!;
        Assert.Equal(RolloutDecisionKind.Reweigh, move.Kind);
        Assert.Equal([1_000, 2_000, 7_000], move.Weights!);
        var after = RolloutMachine.Apply(bandit, move, reading, Begin.AddMinutes(1));
        Assert.Null(Decide(after, reading with { Weights = [1_050, 2_040, 6_910] }, minutes: 3));
        // What does not add up is made to: the control has the rest, and an arm that is out nothing.
        var out1 = after with { Arms = [after.Arms[0], after.Arms[1] with { OutReason = "harm" }, after.Arms[2]] };
        Assert.Equal([1_000, 0, 9_000], Decide(out1, reading with { Weights = [0, 5_000, 9_000] }, minutes: 3)!.Weights!);
    }

    [Fact]
    public void What_comes_to_no_end_is_held_for_a_person_with_what_it_lacks()
    {
        var canary = Of(RolloutKind.Canary) with { DeadlineAt = Begin.AddDays(7) };
        Assert.Null(Decide(canary, Quiet(500, 20), hours: 167));
        var move = Decide(canary, Quiet(500, 20), hours: 168)!;
        Assert.Equal(RolloutDecisionKind.Hold, move.Kind);
        Assert.Contains("It has run for 7d without coming to an end: churn/2 has answered 20 of 500 requests.", move.Reason, StringComparison.Ordinal);
        Assert.Null(Decide(canary with { State = RolloutState.Held }, Quiet(500, 20), hours: 1_000));
    }

    [Theory]
    [InlineData(RolloutDeciding.Automatic, RolloutDecisionKind.PromoteStep, RolloutDecisionKind.RollBack)]
    [InlineData(RolloutDeciding.RollBackOnly, RolloutDecisionKind.Propose, RolloutDecisionKind.RollBack)]
    [InlineData(RolloutDeciding.Proposed, RolloutDecisionKind.Propose, RolloutDecisionKind.Propose)]
    public void Who_decides_is_as_the_settings_say(RolloutDeciding deciding, RolloutDecisionKind promoting, RolloutDecisionKind rollingBack)
    {
        var canary = Of(RolloutKind.Canary);
        canary = canary with { Settings = canary.Settings with { Decide = deciding } };
        Assert.Equal(promoting, Decide(canary, Quiet(500, 500), minutes: 5)!.Kind);
        Assert.Equal(rollingBack, Decide(canary, Harm(1), minutes: 0)!.Kind);
    }

    [Fact]
    public void A_proposal_is_made_once_and_gives_way_to_another()
    {
        var canary = Of(RolloutKind.Canary);
        canary = canary with { Settings = canary.Settings with { Decide = RolloutDeciding.Proposed }, DeadlineAt = Begin.AddHours(1) };
        var proposed = RolloutMachine.Apply(canary, Decide(canary, Quiet(500, 500), minutes: 5)!, EvidenceReading.None, Begin);
        Assert.Equal((RolloutState.Running, RolloutDecisionKind.PromoteStep), (proposed.State, proposed.Proposal!.Kind));
        Assert.Null(Decide(proposed, Quiet(900, 900), minutes: 6));
        // A person is asked already: that takes the time it takes.
        Assert.Null(Decide(proposed, Quiet(900, 900), hours: 5));
        var harm = Decide(proposed, Harm(1), minutes: 6)!;
        Assert.Equal((RolloutDecisionKind.Propose, RolloutDecisionKind.RollBack), (harm.Kind, harm.Proposal!.Kind));
        Assert.Null(Decide(RolloutMachine.Apply(proposed, harm, EvidenceReading.None, Begin), Harm(1), minutes: 7));
    }

    [Fact]
    public void A_candidate_that_cannot_be_loaded_is_rolled_back_without_asking()
    {
        var warming = Of(RolloutKind.Canary) with { State = RolloutState.Warming, WarmingAt = Begin };
        Assert.Equal(RolloutDecisionKind.RollBack, Decide(warming with { Settings = warming.Settings with { Decide = RolloutDeciding.Proposed } }, ready: CandidateReadiness.NotYet, minutes: 5)!.Kind);
    }

    [Fact]
    public void Shares_begin_and_grow_as_the_strategy_has_them_and_always_add_up()
    {
        Assert.Equal([9_900, 100], RolloutShares.AtStep(Of(RolloutKind.Canary), 0));
        Assert.Equal([0, 10_000], RolloutShares.AtStep(Of(RolloutKind.Canary), 5));
        Assert.Equal([10_000, 10_000], RolloutShares.AtStep(Of(RolloutKind.Shadow), 0));
        Assert.Equal([3_334, 3_333, 3_333], RolloutShares.AtStep(Of(RolloutKind.Ab, candidates: 2), 0));
        var weighed = Of(RolloutKind.Ab, candidates: 2);
        Assert.Equal([5_000, 2_000, 3_000], RolloutShares.AtStep(weighed with { Settings = weighed.Settings with { Weights = [20, 30] } }, 0));
        Assert.Equal([0, 10_000], RolloutShares.AtStep(Of(RolloutKind.BlueGreen), 0));
    }

    private static RolloutMove? Decide(Rollout rollout, EvidenceReading? reading = null, CandidateReadiness ready = default, double minutes = 0, double hours = 0, DateTimeOffset? watchedSince = null) =>
        new RolloutJudge(rollout, reading ?? EvidenceReading.None, ready, watchedSince ?? Begin, Begin.AddMinutes(minutes).AddHours(hours)).Decide();

    private static EvidenceReading Quiet(params ReadOnlySpan<long> requests) => new() { Requests = [.. requests] };

    private static EvidenceReading Found(int? winner, long requests) => new() { Requests = [requests, requests, requests], Finding = new EvidenceFinding(winner, "So it is.") };

    private static EvidenceReading Harm(int arm) => new() { Verdicts = [new GuardVerdict { Guard = "errors", Arm = arm, Outcome = GuardOutcome.Harmful, Text = "errors: 5% against 1%." }] };

    private static EvidenceReading Judged(params ReadOnlySpan<GuardOutcome> outcomes)
    {
        List<GuardVerdict> verdicts = [];
        foreach (var outcome in outcomes)
            verdicts.Add(new GuardVerdict { Guard = $"guard {verdicts.Count}", Arm = 1, Outcome = outcome, Text = $"guard {verdicts.Count} is {outcome}." });
        return new EvidenceReading { Requests = [1_000, 1_000], Verdicts = verdicts };
    }

    private static Rollout Of(RolloutKind strategy, int candidates = 1)
    {
        List<RolloutArm> arms = [new() { Number = 0, Name = "control", Model = "churn", Version = 1 }];
        for (var i = 1; i <= candidates; i++)
            arms.Add(new RolloutArm { Number = i, Name = $"candidate-{i}", Model = "churn", Version = i + 1 });
        var rollout = new Rollout
        {
            Id = "one",
            Endpoint = "live",
            Strategy = strategy,
            State = RolloutState.Running,
            Cause = RolloutCause.Deployment,
            Settings = new RolloutSettings { Strategy = strategy, Metric = "outcome" },
            Arms = arms,
            Revision = 2,
            Step = 0,
            StepStartedAt = Begin,
            WeighedAt = Begin,
            StartedAt = Begin,
            CreatedAt = Begin,
            CreatedBy = "ann",
        };
        return rollout with { Arms = [.. rollout.Arms.Zip(RolloutShares.AtStep(rollout, 0), (arm, weight) => arm with { Weight = weight })] };
    }

    [Fact]
    public void What_nobody_approves_is_cancelled_after_its_time()
    {
        var waiting = Of(RolloutKind.Canary) with { State = RolloutState.Waiting, CreatedAt = Begin };
        Assert.Null(Decide(waiting, hours: (7 * 24) - 0.1));
        var move = Decide(waiting, hours: 7 * 24)!;
        Assert.Equal((RolloutDecisionKind.Cancel, "Nobody approved it within 7d."), (move.Kind, move.Reason));
        Assert.Null(RolloutMachine.FindFault(waiting, move));
    }
}
