using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>What every <see cref="IRolloutStore"/> does, with the desk over it: how rollouts begin, what is in their way, and what they change.</summary>
public abstract partial class RolloutConformance(TestBackend backend) : IAsyncLifetime
{
    private RolloutHome _home = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RolloutDesk Desk => _home.Desk;

    public async ValueTask InitializeAsync() => _home = await RolloutHome.CreateAsync(backend);

    public async ValueTask DisposeAsync()
    {
        await _home.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_first_version_comes_at_once_and_the_next_by_blue_green_with_the_one_before_kept_warm()
    {
        var deployed = await _home.Saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        var first = (await Desk.FindOpenAsync("live", Token))!;
        Assert.Equal((RolloutKind.Immediate, RolloutState.Warming, "tester", null), (first.Strategy, first.State, first.CreatedBy, first.Control));
        Assert.Null(deployed.Split);
        await _home.TickAsync();
        Assert.Equal((RolloutState.Promoted, 1, "churn/1 is loaded and answers."), (await Desk.GetAsync(first.Id, Token)) is var ended ? (ended.State, ended.Winner, ended.Note) : default);

        Assert.Equal(2, (await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token)).Version);
        Assert.Equal((RolloutKind.BlueGreen, RolloutState.Warming, "churn/1"), (await _home.NewestAsync()) is var second ? (second.Strategy, second.State, second.Control!.Reference) : default);
        Assert.Equal(RolloutState.Running, (await _home.AfterAsync(TimeSpan.FromSeconds(1))).State);
        Assert.Equal([("churn", 1, 0), ("churn", 2, 10_000)], (await _home.EndpointAsync()).Split!.Arms.Select(arm => (arm.Model, arm.Version, arm.Weight)));

        var done = await _home.AfterAsync(TimeSpan.FromMinutes(30));

        Assert.Equal((RolloutState.Promoted, _home.Time.GetUtcNow()), (done.State, done.EndedAt));
        Assert.Equal((2, new PreviousVersion("churn", 1), null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Previous, endpoint.Split) : default);
        Assert.Equal([RolloutDecisionKind.Open, RolloutDecisionKind.Begin, RolloutDecisionKind.Promote], await _home.KindsAsync(done.Id));
    }

    [Fact]
    public async Task A_blue_green_switch_is_taken_back_to_what_served_as_if_it_had_never_been()
    {
        await _home.ServeFirstAsync();
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 3, Token);
        await _home.TickAsync();
        await _home.AfterAsync(TimeSpan.FromHours(1));
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 3 }, Token);
        await _home.Saker.Endpoints.FollowAsync("live", "churn", "champion", Token);
        await _home.TickAsync();
        var before = await _home.EndpointAsync();
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        await _home.TickAsync();
        var rollout = await _home.NewestAsync();

        var after = await Desk.RollBackAsync(RolloutHome.Act(rollout, "it is wrong", RolloutHome.Ann), Token);

        Assert.Equal((RolloutState.RolledBack, "ann rolled it back: it is wrong", null), (after.State, after.Note, after.Winner));
        var endpoint = await _home.EndpointAsync();
        Assert.Equal(before, endpoint with { DeployedAt = before.DeployedAt });
        Assert.Equal((3, "champion", new PreviousVersion("churn", 1)), (endpoint.Version, endpoint.Follows, endpoint.Previous));
        Assert.Contains("live", _home.Candidates.Followed);
        var decision = (await _home.DecisionsAsync(rollout.Id))[^1];
        Assert.Equal((RolloutDecisionKind.RollBack, false, "ann"), (decision.Kind, decision.IsAutomatic, decision.By));
    }

    [Fact]
    public async Task An_alias_that_moved_on_meanwhile_is_not_followed_again_after_a_rollback()
    {
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Token);
        await _home.Saker.Endpoints.FollowAsync("live", "churn", "champion", Token);
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        await _home.TickAsync();
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 3 }, Token);

        await Desk.RollBackAsync(RolloutHome.Act(await _home.NewestAsync()), Token);

        Assert.Equal((1, null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Follows) : default);
    }

    [Fact]
    public async Task A_version_that_was_rolled_back_comes_back_only_when_a_person_says_why()
    {
        await _home.ServeFirstAsync();
        var canary = await _home.StartAsync("strategy: canary", 2);
        await Desk.RollBackAsync(RolloutHome.Act(canary, "too slow"), Token);

        var refused = await Failures.OfAsync(ErrorKind.Conflict, () => _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token));
        Assert.Contains($"churn/2 was rolled back on endpoint 'live' (rollout {canary.Id}): tester rolled it back: too slow", refused.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.Conflict, () => _home.StartAsync("strategy: shadow", 2));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { Retry = " " }, Token));
        await Failures.OfAsync(ErrorKind.Conflict, () => Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { Retry = "again", Cause = RolloutCause.Retraining }, Token));
        // Elsewhere nothing is held against it.
        Assert.Equal(2, (await _home.Saker.Endpoints.DeployAsync("other", "churn", 2, Token)).Version);

        var again = await Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { Retry = "the cache was cold" }, Token);
        Assert.Equal(("the cache was cold", RolloutKind.BlueGreen, 2), (again.Retry, again.Strategy, (await _home.EndpointAsync()).Version));
        await Desk.CancelAsync(RolloutHome.Act(again), Token);
        Assert.Equal(1, (await _home.EndpointAsync()).Version);
        // Who lifted it has lifted it, until it is rolled back again.
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
    }

    [Fact]
    public async Task Going_to_and_fro_between_versions_is_nobodys_rollback()
    {
        await _home.ServeFirstAsync();
        foreach (var version in new[] { 2, 1, 2, 3, 1, 2 })
        {
            Assert.Equal(version, (await _home.Saker.Endpoints.DeployAsync("live", "churn", version, Token)).Version);
            await _home.TickAsync();
        }
        var rollouts = await Desk.ListAsync(new RolloutQuery { Endpoint = "live" }, Token);
        Assert.Equal([RolloutState.Running, RolloutState.Promoted, RolloutState.Promoted, RolloutState.Promoted, RolloutState.Promoted, RolloutState.Promoted, RolloutState.Promoted], rollouts.Select(rollout => rollout.State));
        Assert.Equal("churn/2 was asked for in its place.", rollouts[1].Note);
        // One that nobody had warm yet is given up.
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 3, Token);
        Assert.Equal([RolloutState.Warming, RolloutState.Cancelled], (await Desk.ListAsync(new RolloutQuery { Endpoint = "live", Max = 2 }, Token)).Select(rollout => rollout.State));
        Assert.Equal(3, (await _home.EndpointAsync()).Version);
    }

    [Fact]
    public async Task Nobody_goes_back_to_a_version_that_no_server_could_load()
    {
        await _home.ServeFirstAsync();
        _home.Candidates.Readiness = new CandidateReadiness(false, "Version 2 is broken.");
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        await _home.AfterAsync(TimeSpan.FromSeconds(5));
        _home.Candidates.Readiness = CandidateReadiness.Ready;
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 3, Token);
        await _home.TickAsync();
        var mended = await _home.NewestAsync();
        Assert.Equal((RolloutState.Running, "churn/1"), (mended.State, mended.Control!.Reference));
        await Desk.RollBackAsync(RolloutHome.Act(mended), Token);
        Assert.Equal((1, null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Previous) : default);
        // Who takes the broken one back by deploying what served has what served.
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        await _home.CloseAsync(await _home.OpenAsync());
        _home.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, (await _home.Saker.Endpoints.DeployAsync("live", "churn", 1, Token)).Version);
        Assert.Equal((RolloutKind.Immediate, null), (await _home.NewestAsync()) is var back ? (back.Strategy, back.Control) : default);
    }

    [Fact]
    public async Task Nobody_goes_back_to_a_version_that_has_failed_however_soon_it_is_replaced()
    {
        await _home.ServeFirstAsync();
        _home.Candidates.Readiness = new CandidateReadiness(false, "Version 2 is broken.");
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 3, Token);
        Assert.Equal((RolloutState.Warming, "churn/1"), (await _home.NewestAsync()) is var mended ? (mended.State, mended.Control!.Reference) : default);
    }

    [Fact]
    public async Task What_is_deployed_again_while_it_is_switched_to_begins_nothing()
    {
        await _home.ServeFirstAsync();
        var first = await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        var again = await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        Assert.True(again.DeployedAt > first.DeployedAt);
        Assert.Equal(2, (await Desk.ListAsync(new RolloutQuery { Endpoint = "live" }, Token)).Count);
        await _home.TickAsync();
        await _home.AfterAsync(TimeSpan.FromHours(1));
        // Later it is a deployment of what serves, which has no control.
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        Assert.Equal((RolloutKind.Immediate, null), (await _home.NewestAsync()) is var newest ? (newest.Strategy, newest.Control) : default);
    }

    [Fact]
    public async Task What_is_said_with_a_version_that_is_asked_for_again_counts_or_is_refused()
    {
        await _home.ServeFirstAsync();
        _home.Candidates.Readiness = CandidateReadiness.NotYet;
        var first = await _home.StartAsync("max_warm_up: 1h", 2);

        var other = await _home.StartAsync("max_warm_up: 10s", 2);

        Assert.Equal((RolloutState.Cancelled, RolloutState.Warming, TimeSpan.FromSeconds(10), "churn/1"), ((await Desk.GetAsync(first.Id, Token)).State, other.State, other.Settings.MaxWarmUp, other.Control!.Reference));
        Assert.Equal((2, new PreviousVersion("churn", 1)), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Previous) : default);
        Assert.Equal(other.Id, (await _home.StartAsync("max_warm_up: 10s", 2)).Id);
        var told = await Desk.StartAsync(RolloutHome.RequestOf(other.Settings, 2) with { Reason = "the file is mended" }, Token);
        Assert.Equal("the file is mended", told.Reason);
        // Where it answers already there is nothing that other settings could do.
        _home.Candidates.Readiness = CandidateReadiness.Ready;
        await _home.TickAsync();
        Assert.Contains("which other settings do not change", (await Failures.OfAsync(ErrorKind.Conflict, () => _home.StartAsync("keep_warm: 10s", 2))).Message, StringComparison.Ordinal);
        var noted = await Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { Reason = "once more" }, Token);
        Assert.Equal((told.Id, "tester asked for it again: once more"), (noted.Id, (await _home.DecisionsAsync(told.Id))[^1].Reason));
    }

    [Fact]
    public async Task Until_a_switch_begins_the_control_has_all_requests_and_is_said_to()
    {
        await _home.ServeFirstAsync();
        _home.Candidates.Readiness = CandidateReadiness.NotYet;
        var rollout = await _home.StartAsync("strategy: blue-green", 2);
        Assert.Equal([10_000, 0], rollout.Arms.Select(arm => arm.Weight));
        Assert.Equal([10_000, 0], (await _home.DecisionsAsync(rollout.Id))[0].Weights);
        Assert.True((await _home.EndpointAsync()).Split!.IsUnproven);
        _home.Candidates.Readiness = CandidateReadiness.Ready;
        await _home.TickAsync();
        Assert.Equal([0, 10_000], (await Desk.GetAsync(rollout.Id, Token)).Arms.Select(arm => arm.Weight));
        Assert.False((await _home.EndpointAsync()).Split!.IsUnproven);
    }

    [Fact]
    public async Task An_endpoint_has_one_comparison_at_a_time_and_whoever_comes_second_is_told_how_to_end_it()
    {
        await _home.ServeFirstAsync();
        var canary = await _home.StartAsync("strategy: canary", 2);

        foreach (var attempt in new Func<Task>[]
        {
            () => _home.StartAsync("strategy: ab", 3),
            () => _home.Saker.Endpoints.DeployAsync("live", "churn", 3, Token),
            () => _home.Saker.Endpoints.DeployAsync("live", "churn", 1, Token),
            () => _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token),
        })
        {
            var refused = await Failures.OfAsync(ErrorKind.Conflict, attempt);
            Assert.Contains($"rollout {canary.Id} under way (canary of churn/2, warming)", refused.Message, StringComparison.Ordinal);
            Assert.Contains($"saker rollouts rollback {canary.Id}", refused.Message, StringComparison.Ordinal);
        }
        // Of all that ask at the same time, one has it.
        await Desk.CancelAsync(RolloutHome.Act(canary), Token);
        var other = await _home.OpenAsync();
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                return await (i % 2 == 0 ? Desk : other.Rollouts).StartAsync(RolloutHome.RequestOf(new RolloutSettings { Strategy = RolloutKind.Canary }, 2 + (i % 2)), Token);
            }
            catch (SakerException e) when (e.Kind == ErrorKind.Conflict)
            {
                return null;
            }
        }));
        Assert.Single(asked, rollout => rollout is not null);
        Assert.Single(await Desk.ListAsync(new RolloutQuery { Endpoint = "live", IsOpen = true }, Token));
    }

    [Fact]
    public async Task Strategies_that_do_not_fit_are_refused_with_what_would()
    {
        var nothing = await Failures.OfAsync(ErrorKind.Conflict, () => _home.StartAsync("strategy: canary", 1));
        Assert.Contains("serves nothing yet: deploy the first version without a strategy", nothing.Message, StringComparison.Ordinal);
        Assert.StartsWith("An A/B test compares a version", (await Failures.OfAsync(ErrorKind.Conflict, () => _home.StartAsync("strategy: ab", 1, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("deploy one of them first", (await Failures.OfAsync(ErrorKind.Conflict, () => Desk.StartAsync(RolloutHome.RequestOf(null, 1, 2), Token))).Message, StringComparison.Ordinal);
        await _home.ServeFirstAsync();
        Assert.Contains("serves churn/1 itself: name another version", (await Failures.OfAsync(ErrorKind.Conflict, () => _home.StartAsync("strategy: shadow", 1))).Message, StringComparison.Ordinal);
        Assert.Contains("use blue-green", (await Failures.OfAsync(ErrorKind.Conflict, () => _home.StartAsync("strategy: immediate", 2))).Message, StringComparison.Ordinal);
        Assert.Equal("candidates", (await Failures.OfAsync(ErrorKind.InvalidInput, () => _home.StartAsync("strategy: canary", 2, 3))).Field);
        Assert.Equal(["candidates", "weights"], (await Failures.OfAsync(ErrorKind.InvalidInput, () => _home.StartAsync("{strategy: ab, weights: [10]}", 1, 2))).Problems.Select(problem => problem.Field));
        Assert.Equal(["endpoint", "candidates", "alias", "strategy"], (await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.StartAsync(
            RolloutHome.RequestOf(new RolloutSettings { Steps = [] }, 2, 2) with { Endpoint = "a b", Follows = "champion" }, Token))).Problems.Select(problem => problem.Field == "steps" ? "strategy" : problem.Field));
        var late = await Failures.OfAsync(ErrorKind.InvalidInput, () => _home.StartAsync(new RolloutSettings { Strategy = RolloutKind.Canary, Steps = [new(1), new(10), new(50)], MinTime = TimeSpan.FromSeconds(30), MaxDuration = TimeSpan.FromSeconds(60) }, 2));
        Assert.Contains("the 3 steps last 90s at least", late.Message, StringComparison.Ordinal);
        Assert.Equal("max_duration", late.Field);
        Assert.Equal("maxDuration", (await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.SetPolicyAsync("live", s_late, by: null, Token))).Field);
        await Failures.OfAsync(ErrorKind.NotFound, () => _home.StartAsync("strategy: canary", 9));
        await Failures.OfAsync(ErrorKind.NotFound, () => Desk.GetAsync("none", Token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.ListAsync(new RolloutQuery { Max = 0 }, Token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.ListDecisionsAsync("none", 0, 0, Token));
    }

    [Fact]
    public async Task A_version_in_an_open_rollout_is_in_use_and_a_model_keeps_its_rollouts_under_another_name()
    {
        await _home.ServeFirstAsync();
        var canary = await _home.StartAsync("strategy: canary", 2);
        await _home.TickAsync();
        var refused = await Failures.OfAsync(ErrorKind.Conflict, () => _home.Saker.Registry.DeleteVersionAsync("churn", 2, null, Token));
        Assert.Contains($"rollout {canary.Id} of endpoint 'live'", refused.Message, StringComparison.Ordinal);
        await _home.Saker.Registry.DeleteVersionAsync("churn", 3, null, Token);

        await _home.Saker.Registry.RenameAsync("churn", "loyalty", Token);

        var renamed = await Desk.GetAsync(canary.Id, Token);
        Assert.Equal(["loyalty/1", "loyalty/2"], renamed.Arms.Select(arm => arm.Reference));
        var endpoint = await _home.EndpointAsync();
        Assert.Equal(("loyalty", "loyalty", "loyalty"), (endpoint.Model, endpoint.Split!.Arms[0].Model, endpoint.Split.Arms[1].Model));
        await Desk.ConcludeAsync(RolloutHome.Act(renamed), Token);
        Assert.Equal(("loyalty", 2, null), (await _home.EndpointAsync()) is var promoted ? (promoted.Model, promoted.Version, promoted.Split) : default);
        await _home.Saker.Registry.DeleteVersionAsync("loyalty", 1, null, Token);
        Assert.Equal("loyalty/1", (await Desk.GetAsync(canary.Id, Token)).Control!.Reference);
    }

    [Fact]
    public async Task Approval_comes_before_anything_else_from_somebody_else_with_the_role()
    {
        await _home.ServeFirstAsync();
        var rollout = await Desk.StartAsync(RolloutHome.RequestOf(RolloutSettingsText.ReadYaml("{strategy: canary, approval: true}"), 2) with { By = RolloutHome.Ann }, Token);
        Assert.Equal((RolloutState.Waiting, Role.Deployer, 1), (rollout.State, rollout.ApprovalRole, rollout.ApprovalCount));
        await _home.AfterAsync(TimeSpan.FromDays(2));
        Assert.Equal((RolloutState.Waiting, null), ((await _home.NewestAsync()).State, (await _home.EndpointAsync()).Split));
        Assert.Contains("approve it first", (await Failures.OfAsync(ErrorKind.Conflict, () => Desk.PromoteAsync(RolloutHome.Act(rollout, by: RolloutHome.Bob), Token))).Message, StringComparison.Ordinal);
        Assert.Contains("nothing to hold", (await Failures.OfAsync(ErrorKind.Conflict, () => Desk.HoldAsync(RolloutHome.Act(rollout), Token))).Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.Forbidden, () => Desk.ApproveAsync(RolloutHome.Act(rollout, by: RolloutHome.Ann), Token));
        await Failures.OfAsync(ErrorKind.Forbidden, () => Desk.ApproveAsync(RolloutHome.Act(rollout, by: new Actor("eve", Role.User)), Token));

        var approved = await Desk.ApproveAsync(RolloutHome.Act(rollout, "go", RolloutHome.Bob), Token);

        Assert.Equal((RolloutState.Warming, "bob", "go"), (approved.State, Assert.Single((await Desk.GetAsync(rollout.Id, Token)).Approvals) is var approval ? approval.By : "", approval.Reason));
        Assert.Equal([10_000, 0], await _home.WeightsAsync());
        await Failures.OfAsync(ErrorKind.Conflict, () => Desk.ApproveAsync(RolloutHome.Act(rollout, by: RolloutHome.Bob), Token));
        // One that waits is no hindrance, and gives way.
        await Desk.CancelAsync(RolloutHome.Act(rollout), Token);
        var waiting = await Desk.StartAsync(RolloutHome.RequestOf(RolloutSettingsText.ReadYaml("approval: true"), 2), Token);
        Assert.Equal(1, (await _home.EndpointAsync()).Version);
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 3, Token);
        Assert.Equal(RolloutState.Cancelled, (await Desk.GetAsync(waiting.Id, Token)).State);
        Assert.Equal(3, (await _home.EndpointAsync()).Version);
    }

    [Fact]
    public async Task A_candidate_whose_gates_did_not_pass_gets_no_request_and_not_by_approval_or_in_the_end_either()
    {
        await _home.ServeFirstAsync();
        await _home.Saker.Verdicts.RequireAsync(new GateRequirement { Model = "churn", Alias = "champion", Role = Role.Admin }, RolloutHome.Bob, Token);
        foreach (var strategy in new[] { "canary", "shadow", "ab", "blue-green" })
            await Failures.OfAsync(ErrorKind.Conflict, () => _home.StartAsync($"strategy: {strategy}", 2));
        await Failures.OfAsync(ErrorKind.Forbidden, () => Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { Override = "please", By = RolloutHome.Ann }, Token));
        await JudgeAsync(2, passed: true);
        var waiting = await _home.StartAsync("{strategy: canary, approval: true}", 2);
        await JudgeAsync(2, passed: false);
        await Failures.OfAsync(ErrorKind.Conflict, () => Desk.ApproveAsync(RolloutHome.Act(waiting, by: RolloutHome.Bob), Token));
        Assert.Equal(RolloutState.Waiting, (await Desk.GetAsync(waiting.Id, Token)).State);
        await JudgeAsync(2, passed: true);
        Assert.Equal(RolloutState.Warming, (await Desk.ApproveAsync(RolloutHome.Act(waiting, by: RolloutHome.Bob), Token)).State);
    }

    [Fact]
    public async Task The_alias_of_a_rollout_moves_when_its_candidate_serves_and_is_held_to_its_gates_then()
    {
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Token);
        await _home.Saker.Endpoints.FollowAsync("live", "churn", "champion", Token);
        await _home.TickAsync();
        var request = RolloutHome.RequestOf(RolloutSettingsText.ReadYaml("{strategy: canary, steps: [50], min_requests: 10}"), 2) with { Follows = "champion", MovesAlias = "champion", By = RolloutHome.Ann };
        var rollout = await Desk.StartAsync(request, Token);
        await _home.TickAsync();
        Assert.Equal(1, (await _home.Saker.Registry.ResolveAsync("churn@champion", Token)).Version);
        await _home.Saker.Verdicts.RequireAsync(new GateRequirement { Model = "churn", Alias = "champion", Role = Role.Admin }, RolloutHome.Bob, Token);
        _home.Evidence.Quiet(10, 10);

        var held = await _home.AfterAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(RolloutState.Held, held.State);
        Assert.StartsWith("It would be promoted, and cannot be: churn/2 cannot become churn@champion, which requires gates", held.Note, StringComparison.Ordinal);
        Assert.Equal(1, (await _home.EndpointAsync()).Version);
        await JudgeAsync(2, passed: true);
        await Desk.ResumeAsync(RolloutHome.Act(rollout), Token);
        Assert.Equal(RolloutState.Promoted, (await _home.AfterAsync(TimeSpan.FromSeconds(1))).State);
        Assert.Equal((2, "champion"), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Follows) : default);
        var move = (await _home.Saker.Registry.ListAliasMovesAsync("churn", Token))[0];
        Assert.Equal((2, "ann"), (move.To, move.By));
        Assert.StartsWith($"Rollout {rollout.Id} of endpoint 'live': No guard shows harm", move.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_protected_alias_moves_by_a_rollout_that_those_approved_who_approve_its_moves()
    {
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Token);
        await _home.Saker.Endpoints.FollowAsync("live", "churn", "champion", Token);
        await _home.TickAsync();
        await _home.Saker.Approvals.ProtectAsync(new AliasProtection { Model = "churn", Alias = "champion", Role = Role.Admin, Count = 2 }, RolloutHome.Bob, Token);
        await Failures.OfAsync(ErrorKind.Forbidden, () => Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { By = RolloutHome.Ann }, Token));
        var rollout = await Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { Follows = "champion", MovesAlias = "champion", By = RolloutHome.Ann }, Token);
        Assert.Equal((RolloutState.Waiting, Role.Admin, 2), (rollout.State, rollout.ApprovalRole, rollout.ApprovalCount));
        await Failures.OfAsync(ErrorKind.Forbidden, () => Desk.ApproveAsync(RolloutHome.Act(rollout, by: new Actor("dan", Role.Deployer)), Token));
        Assert.Equal(RolloutState.Waiting, (await Desk.ApproveAsync(RolloutHome.Act(rollout, by: RolloutHome.Bob), Token)).State);
        await Failures.OfAsync(ErrorKind.Conflict, () => Desk.ApproveAsync(RolloutHome.Act(rollout, by: RolloutHome.Bob), Token));

        Assert.Equal(RolloutState.Warming, (await Desk.ApproveAsync(RolloutHome.Act(rollout, by: new Actor("cleo", Role.Admin)), Token)).State);

        // Blue-green: the alias says what serves.
        Assert.Equal((2, 2), ((await _home.EndpointAsync()).Version, (await _home.Saker.Registry.ResolveAsync("churn@champion", Token)).Version));
        Assert.Equal(["bob", "cleo"], (await _home.Saker.Registry.ListAliasMovesAsync("churn", Token))[0].ApprovedBy);
        Assert.Equal([RolloutDecisionKind.Open, RolloutDecisionKind.Approve, RolloutDecisionKind.Approve], await _home.KindsAsync(rollout.Id));
        await Desk.RollBackAsync(RolloutHome.Act(rollout), Token);
        Assert.Equal((1, 1, "champion"), ((await _home.EndpointAsync()).Version, (await _home.Saker.Registry.ResolveAsync("churn@champion", Token)).Version, (await _home.EndpointAsync()).Follows));
    }

    private Task<GateVerdict> JudgeAsync(int version, bool passed) => _home.Saker.Verdicts.AddAsync(
        "churn", version, new NewVerdict { Passed = passed, Suite = "suite", Failed = passed ? [] : ["size"], Report = "{}" }, RolloutHome.Bob, Token);
}
