using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>What happens as time passes and evidence comes: by one process of several, through crashes, and with people in between.</summary>
public abstract partial class RolloutConformance
{
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_canary_goes_through_its_steps_and_then_its_version_is_the_endpoints()
    {
        await _home.ServeFirstAsync();
        var rollout = await _home.StartAsync("{strategy: canary, steps: [1, 25, 100]}", 2);
        Assert.Equal([10_000, 0], await _home.WeightsAsync());
        Assert.Equal([rollout.Id], _home.Evidence.Started);
        await _home.TickAsync();
        Assert.Equal([9_900, 100], await _home.WeightsAsync());
        _home.Evidence.Quiet(20_000, 250);
        Assert.Equal((RolloutState.Running, 1), (await _home.AfterAsync(s_step)) is var second ? (second.State, second.Step) : default);
        Assert.Equal([7_500, 2_500], await _home.WeightsAsync());
        Assert.Equal(1, (await _home.AfterAsync(s_step)).Step);
        _home.Evidence.Quiet(21_000, 450);
        await _home.AfterAsync(TimeSpan.FromSeconds(1));
        Assert.Equal([0, 10_000], await _home.WeightsAsync());
        Assert.Equal(1, (await _home.EndpointAsync()).Version);
        _home.Evidence.Quiet(21_000, 1_000);

        var done = await _home.AfterAsync(s_step);

        Assert.Equal((RolloutState.Promoted, 1), (done.State, done.Winner));
        Assert.Equal((2, null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Split) : default);
        Assert.Contains(rollout.Id, _home.Evidence.Ended);
        var decisions = await _home.DecisionsAsync(rollout.Id);
        Assert.Equal([RolloutDecisionKind.Open, RolloutDecisionKind.Begin, RolloutDecisionKind.PromoteStep, RolloutDecisionKind.PromoteStep, RolloutDecisionKind.Promote], decisions.Select(decision => decision.Kind));
        Assert.Equal([1, 2, 3, 4, 5], decisions.Select(decision => decision.Revision));
        Assert.Equal([7_500, 2_500], decisions[2].Weights);
        Assert.Equal((true, "saker", 250), (decisions[2].IsAutomatic, decisions[2].By, decisions[2].Evidence!.RequestsOf(1)));
        Assert.Equal([decisions[3].Id, decisions[4].Id], (await Desk.ListDecisionsAsync(rollout.Id, 3, 10, Token)).Select(decision => decision.Id));
        var looked = await _home.Saker.Services.GetRequiredService<RolloutReader>().GetAsync(rollout.Id, Token);
        Assert.Equal(decisions.Select(decision => (decision.Revision, decision.At, string.Join(',', decision.Weights))), looked.Shares.Select(moment => (moment.Revision, moment.At, string.Join(',', moment.Weights))));
        var store = _home.Saker.Services.GetRequiredService<IRolloutStore>();
        foreach (var (max, kept) in new (int, long[])[] { (2, [1, 5]), (3, [1, 4, 5]), (4, [1, 3, 5]), (5, [1, 2, 3, 4, 5]) })
            Assert.Equal(kept, (await store.ListSharesAsync(rollout.Id, max, Token)).Select(moment => moment.Revision));
        Assert.Empty(await store.ListSharesAsync("none", 10, Token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => store.ListSharesAsync(rollout.Id, 1, Token));
    }

    [Fact]
    public async Task Harm_is_undone_with_its_evidence_in_the_timeline_and_its_reason_in_the_audit()
    {
        await _home.ServeFirstAsync();
        var rollout = await _home.StartAsync("strategy: canary", 2);
        await _home.TickAsync();
        _home.Evidence.Harm(1, "5% of 400 requests failed, 1% of the control's.", 39_600, 400);
        _home.Candidates.Followed.Clear();

        await _home.TickAsync();

        Assert.Equal((1, null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Split) : default);
        Assert.Equal(["live"], _home.Candidates.Followed);
        var decision = (await _home.DecisionsAsync(rollout.Id))[^1];
        Assert.Equal((RolloutDecisionKind.RollBack, RolloutState.RolledBack, "errors", GuardOutcome.Harmful), (decision.Kind, decision.State, decision.Evidence!.Verdicts[0].Guard, decision.Evidence.Verdicts[0].Outcome));
        Assert.Equal((400, 39_600), (decision.Evidence.RequestsOf(1), decision.Evidence.RequestsOf(0)));
        var noted = (await _home.Saker.Audit.ListAsync(null, 10, Token))[0];
        Assert.Equal(("saker", AuditActs.RolloutRolledBack, $"live: rollout {rollout.Id}", AuditOutcome.Done), (noted.Actor, noted.Act, noted.Target, noted.Outcome));
        Assert.Equal("roll_back: churn/2 does harm: 5% of 400 requests failed, 1% of the control's.", noted.Detail);
        Assert.True((await _home.Saker.Audit.VerifyAsync(null, Token)).IsWhole);
        await Failures.OfAsync(ErrorKind.Conflict, () => _home.StartAsync("strategy: canary", 2));
    }

    [Fact]
    public async Task A_killed_process_is_followed_by_another_in_every_phase_and_nothing_is_done_twice()
    {
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        await ThroughCrashAsync(RolloutState.Warming);
        await _home.TickAsync();
        var rollout = await Desk.StartAsync(RolloutHome.RequestOf(RolloutSettingsText.ReadYaml("{strategy: canary, steps: [10, 50, 100], min_requests: 200, decide: roll_back_only, approval: true}"), 2) with { By = RolloutHome.Ann }, Token);
        await ThroughCrashAsync(RolloutState.Waiting);
        await Desk.ApproveAsync(RolloutHome.Act(rollout, by: RolloutHome.Bob), Token);
        await ThroughCrashAsync(RolloutState.Warming);
        await _home.TickAsync();
        await ThroughCrashAsync(RolloutState.Running);
        var shares = new List<int>();
        foreach (var requests in new[] { 300, 600 })
        {
            shares.Add((await _home.WeightsAsync())[1]);
            _home.Evidence.Quiet(10_000, requests);
            await _home.AfterAsync(s_step);
            await ThroughCrashAsync(RolloutState.Running);
            // It waits for a person, whoever looks and however often.
            await _home.AfterAsync(s_step);
            Assert.Equal(RolloutDecisionKind.PromoteStep, (await _home.NewestAsync()).Proposal!.Kind);
            await Desk.HoldAsync(RolloutHome.Act(rollout), Token);
            await ThroughCrashAsync(RolloutState.Held);
            await Desk.ResumeAsync(RolloutHome.Act(rollout), Token);
            await _home.TickAsync();
            await Desk.ApproveAsync(RolloutHome.Act(rollout, by: RolloutHome.Bob), Token);
            await ThroughCrashAsync(RolloutState.Running);
        }
        _home.Evidence.Quiet(10_000, 900);
        await _home.AfterAsync(s_step);
        await Desk.ApproveAsync(RolloutHome.Act(rollout), Token);
        await ThroughCrashAsync(RolloutState.Promoted);

        Assert.Equal([1_000, 5_000], shares);
        Assert.Equal(2, (await _home.EndpointAsync()).Version);
        List<RolloutDecisionKind> step = [RolloutDecisionKind.Propose, RolloutDecisionKind.Hold, RolloutDecisionKind.Resume, RolloutDecisionKind.Propose, RolloutDecisionKind.PromoteStep];
        Assert.Equal([RolloutDecisionKind.Open, RolloutDecisionKind.Approve, RolloutDecisionKind.Begin, .. step, .. step, RolloutDecisionKind.Propose, RolloutDecisionKind.Promote], await _home.KindsAsync(rollout.Id));
    }

    [Fact]
    public async Task A_decision_that_is_cut_short_has_not_happened_at_all()
    {
        await _home.ServeFirstAsync();
        var rollout = await _home.StartAsync("strategy: canary", 2);
        await _home.TickAsync();
        var (before, weights, audited) = (await Desk.GetAsync(rollout.Id, Token), await _home.WeightsAsync(), (await _home.Saker.Audit.ListAsync(null, 10, Token)).Count);
        _home.Evidence.Harm(1, "It fails.", 100, 100);
        // After everything else of the decision was written.
        var database = _home.Saker.Services.GetRequiredService<Database>();
        await database.WriteAsync(
            session => session.ExecuteAsync(database.Kind == "sqlite"
                ? "CREATE TRIGGER cut BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'cut short'); END"
                : "CREATE FUNCTION cut() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'cut short'; END $$ LANGUAGE plpgsql; CREATE TRIGGER cut BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION cut()"),
            Token);
        await _home.TickAsync();

        Assert.Equal((before.Revision, RolloutState.Running), (await Desk.GetAsync(rollout.Id, Token)) is var now ? (now.Revision, now.State) : default);
        Assert.Equal(weights, await _home.WeightsAsync());
        Assert.Equal(2, (await _home.DecisionsAsync(rollout.Id)).Count);

        await database.WriteAsync(session => session.ExecuteAsync(database.Kind == "sqlite" ? "DROP TRIGGER cut" : "DROP TRIGGER cut ON audit"), Token);
        await _home.ReopenAsync();
        await _home.TickAsync();
        Assert.Equal(RolloutState.RolledBack, (await Desk.GetAsync(rollout.Id, Token)).State);
        Assert.Equal(audited + 1, (await _home.Saker.Audit.ListAsync(null, 10, Token)).Count);
    }

    [Fact]
    public async Task Evidence_that_another_took_in_first_decides_nothing()
    {
        await _home.ServeFirstAsync();
        var rollout = await _home.StartAsync("strategy: canary", 2);
        await _home.TickAsync();
        _home.Evidence.Harm(1, "It fails.", 100, 100);
        _home.Evidence.Keep = _ => Task.FromResult(false);
        await _home.TickAsync();
        Assert.Equal(RolloutState.Running, (await Desk.GetAsync(rollout.Id, Token)).State);
        // A person may act all the same, and by what is known.
        _home.Evidence.Reading = _home.Evidence.Reading with { Verdicts = [], Requests = [90_000, 5_000] };
        var promoted = await Desk.PromoteAsync(RolloutHome.Act(rollout), Token);
        Assert.Equal((1, 5_000), (promoted.Step, promoted.Candidate.BaseRequests));
        Assert.Equal(5_000, (await _home.DecisionsAsync(promoted.Id))[^1].Evidence!.RequestsOf(1));
        _home.Evidence.Harm(1, "It fails.", 100, 100);
        _home.Evidence.Keep = _ => Task.FromResult(true);
        await _home.TickAsync();
        Assert.Equal(RolloutState.RolledBack, (await Desk.GetAsync(rollout.Id, Token)).State);
    }

    [Fact]
    public async Task One_process_of_two_decides_and_the_other_follows_when_it_is_gone_or_silent()
    {
        await _home.ServeFirstAsync();
        await _home.ReopenAsync();
        var other = await _home.OpenAsync();
        var rollout = await _home.StartAsync("strategy: canary", 2);
        Assert.True(await _home.TickAsync());
        Assert.False(await _home.TickAsync(other));
        // Silent for longer than the lease: another decides, and what the first one does when it wakes is nothing.
        _home.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await _home.TickAsync(other));
        _home.Evidence.Harm(1, "It fails.", 100, 100);
        await _home.TickAsync();
        Assert.Equal(RolloutState.Running, (await Desk.GetAsync(rollout.Id, Token)).State);
        // Gone: on the same machine that is known at once.
        await _home.CloseAsync(other);
        await _home.ReopenAsync();
        Assert.True(await _home.TickAsync());
        Assert.Equal(RolloutState.RolledBack, (await Desk.GetAsync(rollout.Id, Token)).State);
        Assert.Equal([RolloutDecisionKind.Open, RolloutDecisionKind.Begin, RolloutDecisionKind.RollBack], await _home.KindsAsync(rollout.Id));
    }

    [Fact]
    public async Task A_decision_on_what_somebody_else_has_changed_since_is_not_made()
    {
        await _home.ServeFirstAsync();
        await _home.ReopenAsync();
        await _home.StartAsync("strategy: canary", 2);
        Assert.False(await Desk.IsDecidedAsync(Token));
        await _home.TickAsync();
        Assert.True(await Desk.IsDecidedAsync(Token));
        var seen = await _home.NewestAsync();
        await Desk.HoldAsync(RolloutHome.Act(seen), Token);
        var (database, acts) = (_home.Saker.Services.GetRequiredService<Database>(), _home.Saker.Services.GetRequiredService<RolloutActs>());

        Assert.Null(await database.WriteAsync(session => acts.TryApplyAsync(session, seen, new RolloutMove(RolloutDecisionKind.PromoteStep, "late"), RolloutDecider.Saker, null), Token));
        var refused = await Failures.OfAsync(ErrorKind.Conflict, () => Desk.PromoteAsync(RolloutHome.Act(seen, revision: seen.Revision), Token));
        Assert.Contains("has changed since it was looked at (revision 2, now 3)", refused.Message, StringComparison.Ordinal);
        Assert.Equal((RolloutState.Held, 0), (await _home.NewestAsync()) is var now ? (now.State, now.Step) : default);
    }

    [Fact]
    public async Task Of_all_who_press_the_same_button_one_has_pressed_it()
    {
        await _home.ServeFirstAsync();
        await _home.StartAsync("strategy: canary", 2);
        await _home.TickAsync();
        var seen = await _home.NewestAsync();
        var other = await _home.OpenAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            try
            {
                return await (i % 2 == 0 ? Desk : other.Rollouts).PromoteAsync(RolloutHome.Act(seen, revision: seen.Revision), Token);
            }
            catch (SakerException e) when (e.Kind == ErrorKind.Conflict)
            {
                return null;
            }
        }));

        Assert.Equal(1, Assert.Single(outcomes, outcome => outcome is not null)!.Step);
        Assert.Equal([9_500, 500], await _home.WeightsAsync());
    }

    [Fact]
    public async Task Two_loops_over_one_database_decide_each_thing_once()
    {
        await _home.ServeFirstAsync();
        await _home.ReopenAsync();
        var other = await _home.OpenAsync();
        var rollout = await _home.StartAsync("{strategy: canary, steps: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], min_time: 1m, min_requests: 0}", 2);
        using var stop = new CancellationTokenSource();
        var loops = new[] { _home.LoopOf(_home.Saker).RunAsync(stop.Token), _home.LoopOf(other).RunAsync(stop.Token) };
        _home.Evidence.Quiet(0, 0);
        for (var round = 0; (await Desk.GetAsync(rollout.Id, Token)).IsOpen; round++)
        {
            Assert.True(round < 3_000, $"It came no further than step {(await _home.NewestAsync()).Step}: {(await _home.NewestAsync()).Note}");
            // Time enough for the lease to be lost now and then.
            _home.Time.Advance(TimeSpan.FromSeconds(4));
            await Task.Delay(5, Token);
        }
        await stop.CancelAsync();
        await Task.WhenAll(loops).WaitAsync(TimeSpan.FromSeconds(30), Token);

        var decisions = await _home.DecisionsAsync(rollout.Id);
        Assert.Equal([RolloutDecisionKind.Open, RolloutDecisionKind.Begin, .. Enumerable.Repeat(RolloutDecisionKind.PromoteStep, 9), RolloutDecisionKind.Promote], decisions.Select(decision => decision.Kind));
        Assert.Equal([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9], decisions.Select(decision => decision.Step));
        // The first was decided before this one.
        Assert.Equal(11, (await _home.Saker.Audit.ListAsync(null, 100, Token)).Count(entry => entry.Target == $"live: rollout {rollout.Id}"));
    }

    [Fact]
    public async Task A_person_may_do_everything_whatever_the_evidence_says()
    {
        await _home.ServeFirstAsync();
        _home.Evidence.ReadFault = new InvalidOperationException("The evidence is damaged.");
        var rollout = await _home.StartAsync("strategy: canary", 2);
        // Nothing is promoted that has had no request, unless it is concluded; held it may be.
        Assert.Contains("conclude it", (await Failures.OfAsync(ErrorKind.Conflict, () => Desk.PromoteAsync(RolloutHome.Act(rollout), Token))).Message, StringComparison.Ordinal);
        Assert.Equal(RolloutState.Held, (await Desk.HoldAsync(RolloutHome.Act(rollout), Token)).State);
        await _home.AfterAsync(TimeSpan.FromHours(1));
        Assert.Equal(RolloutState.Warming, (await Desk.ResumeAsync(RolloutHome.Act(rollout), Token)).State);
        await _home.TickAsync();
        await _home.TickAsync();
        Assert.Equal(RolloutState.Running, (await _home.NewestAsync()).State);
        Assert.Equal(1, (await Desk.PromoteAsync(RolloutHome.Act(rollout), Token)).Step);
        await Desk.HoldAsync(RolloutHome.Act(rollout), Token);
        await Failures.OfAsync(ErrorKind.Conflict, () => Desk.HoldAsync(RolloutHome.Act(rollout), Token));
        // Who promotes a step of what is held goes on with it.
        Assert.Equal((RolloutState.Running, 2), (await Desk.PromoteAsync(RolloutHome.Act(rollout), Token)) is var step ? (step.State, step.Step) : default);
        await Failures.OfAsync(ErrorKind.Conflict, () => Desk.ResumeAsync(RolloutHome.Act(rollout), Token));
        await Failures.OfAsync(ErrorKind.Conflict, () => Desk.ConcludeAsync(RolloutHome.Act(rollout, arm: 2), Token));
        await Failures.OfAsync(ErrorKind.Conflict, () => Desk.ApproveAsync(RolloutHome.Act(rollout), Token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.HoldAsync(RolloutHome.Act(rollout, new string('x', 2_001)), Token));
        _home.Evidence.ReadFault = null;
        _home.Evidence.Harm(1, "It fails.", 100, 100);

        Assert.Equal(RolloutState.Promoted, (await Desk.ConcludeAsync(RolloutHome.Act(rollout, "we know better", RolloutHome.Ann), Token)).State);

        Assert.Equal(2, (await _home.EndpointAsync()).Version);
        var last = (await _home.DecisionsAsync(rollout.Id))[^1];
        Assert.Equal(("ann", false, "ann concluded it: we know better", GuardOutcome.Harmful), (last.By, last.IsAutomatic, last.Reason, last.Evidence!.Verdicts[0].Outcome));
        foreach (var act in new Func<Task>[]
        {
            () => Desk.PromoteAsync(RolloutHome.Act(rollout), Token), () => Desk.HoldAsync(RolloutHome.Act(rollout), Token), () => Desk.RollBackAsync(RolloutHome.Act(rollout), Token),
            () => Desk.CancelAsync(RolloutHome.Act(rollout), Token), () => Desk.ConcludeAsync(RolloutHome.Act(rollout), Token), () => Desk.ResumeAsync(RolloutHome.Act(rollout), Token),
        })
        {
            Assert.Contains("it has ended: promoted", (await Failures.OfAsync(ErrorKind.Conflict, act)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_comparison_begins_when_every_process_that_serves_has_the_candidate()
    {
        await _home.ServeFirstAsync();
        await _home.ReopenAsync();
        var (second, third) = (await _home.OpenAsync(), await _home.OpenAsync());
        RolloutReplicas Replicas(SakerPlatform of) => of.Services.GetRequiredService<RolloutReplicas>();
        var rollout = await _home.StartAsync("strategy: canary", 2);
        _home.Candidates.Readiness = CandidateReadiness.NotYet;
        await Replicas(second).TellAsync([rollout], Token);
        _home.Candidates.Readiness = new CandidateReadiness(false, "Its disk is full.");
        await Replicas(third).TellAsync([rollout], Token);
        _home.Candidates.Readiness = CandidateReadiness.Ready;
        await _home.TickAsync();
        Assert.Equal(RolloutState.Warming, (await _home.NewestAsync()).State);
        Assert.StartsWith("Its disk is full. (on replica ", (await Replicas(_home.Saker).LookAsync(rollout, Token)).Fault, StringComparison.Ordinal);
        // The one has it now; the other is heard of no more.
        await Replicas(second).TellAsync([rollout], Token);
        Assert.Equal(RolloutState.Warming, (await _home.AfterAsync(TimeSpan.FromSeconds(4))).State);
        Assert.Equal(RolloutState.Running, (await _home.AfterAsync(TimeSpan.FromSeconds(1))).State);
        // Who switches at once waits for nobody.
        await Desk.CancelAsync(RolloutHome.Act(rollout), Token);
        var switching = await _home.StartAsync("strategy: blue-green", 3);
        _home.Candidates.Readiness = CandidateReadiness.NotYet;
        await Replicas(second).TellAsync([switching], Token);
        _home.Candidates.Readiness = CandidateReadiness.Ready;
        await _home.TickAsync();
        Assert.Equal(RolloutState.Running, (await _home.NewestAsync()).State);
    }

    private async Task ThroughCrashAsync(RolloutState expected)
    {
        var before = await _home.NewestAsync();
        await _home.ReopenAsync();
        var after = await _home.NewestAsync();
        Assert.Equal((expected, before.Revision, before.Step, before.Note), (after.State, after.Revision, after.Step, after.Note));
        Assert.Equal(before.Arms, after.Arms);
        Assert.Equal((before.StepStartedAt, before.DeadlineAt, before.Proposal), (after.StepStartedAt, after.DeadlineAt, after.Proposal));
    }
}
