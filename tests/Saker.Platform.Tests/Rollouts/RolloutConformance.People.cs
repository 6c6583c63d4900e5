using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>What nobody gets around, what people decline, and what goes back in any case.</summary>
public abstract partial class RolloutConformance
{
    [Fact]
    public async Task Following_an_alias_brings_only_what_it_points_at_now()
    {
        await _home.ServeFirstAsync();
        await Failures.OfAsync(ErrorKind.Conflict, () => Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { Follows = "prod" }, Token));
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "prod", Version = 3 }, Token);
        var refused = await Failures.OfAsync(ErrorKind.Conflict, () => Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { Follows = "prod" }, Token));
        Assert.Contains("churn@prod points at version 3", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await _home.EndpointAsync()).Version);
        // One that is turned elsewhere while a version is tried is not followed with that version.
        var rollout = await Desk.StartAsync(RolloutHome.RequestOf(RolloutSettingsText.ReadYaml("strategy: canary"), 3) with { Follows = "prod" }, Token);
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "prod", Version = 2 }, Token);
        await Desk.ConcludeAsync(RolloutHome.Act(rollout), Token);
        Assert.Equal((3, null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Follows) : default);
    }

    [Fact]
    public async Task Approval_that_the_policy_asks_for_is_not_taken_away_by_whoever_deploys()
    {
        await _home.ServeFirstAsync();
        await Desk.SetPolicyAsync("live", RolloutSettingsText.ReadYaml("{strategy: canary, approval: true}"), RolloutHome.Ann, Token);
        var rollout = await Desk.StartAsync(RolloutHome.RequestOf(RolloutSettingsText.ReadYaml("{strategy: canary, approval: false}"), 2) with { By = RolloutHome.Ann }, Token);
        Assert.Equal(RolloutState.Waiting, rollout.State);
        await Failures.OfAsync(ErrorKind.Forbidden, () => Desk.SetPolicyAsync("live", new RolloutSettings(), RolloutHome.Ann, Token));
        await Failures.OfAsync(ErrorKind.Forbidden, () => Desk.RemovePolicyAsync("live", RolloutHome.Ann, Token));
        await Desk.SetPolicyAsync("live", RolloutSettingsText.ReadYaml("{strategy: shadow, approval: true}"), RolloutHome.Ann, Token);
        Assert.True(await Desk.RemovePolicyAsync("live", RolloutHome.Bob, Token));
    }

    [Fact]
    public async Task A_retry_that_never_begins_lifts_nothing()
    {
        await _home.ServeFirstAsync();
        await _home.StartAsync("strategy: canary", 2);
        await _home.TickAsync();
        await Desk.RollBackAsync(RolloutHome.Act(await _home.NewestAsync()), Token);
        var waiting = await Desk.StartAsync(RolloutHome.RequestOf(RolloutSettingsText.ReadYaml("{strategy: canary, approval: true}"), 2) with { Retry = "mended" }, Token);
        await Desk.CancelAsync(RolloutHome.Act(waiting), Token);
        await Failures.OfAsync(ErrorKind.Conflict, () => _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token));
        var again = await Desk.StartAsync(RolloutHome.RequestOf(RolloutSettingsText.ReadYaml("{strategy: canary, approval: true}"), 2) with { Retry = "mended" }, Token);
        await Desk.ApproveAsync(RolloutHome.Act(again, by: RolloutHome.Bob), Token);
        await Desk.CancelAsync(RolloutHome.Act(again), Token);
        Assert.Equal(2, (await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token)).Version);
    }

    [Fact]
    public async Task What_could_not_be_loaded_comes_again_only_when_somebody_says_why()
    {
        await _home.ServeFirstAsync();
        _home.Candidates.Readiness = CandidateReadiness.NotYet;
        await _home.StartAsync("strategy: canary", 2);
        await _home.AfterAsync(TimeSpan.Zero);
        Assert.Equal(RolloutState.RolledBack, (await _home.AfterAsync(TimeSpan.FromMinutes(5))).State);
        await Failures.OfAsync(ErrorKind.Conflict, () => _home.StartAsync("strategy: canary", 2));
        Assert.Equal(RolloutState.Warming, (await Desk.StartAsync(RolloutHome.RequestOf(new RolloutSettings { Strategy = RolloutKind.Canary }, 2) with { Retry = "the disk has room" }, Token)).State);
    }

    [Fact]
    public async Task A_comparison_after_a_version_that_cannot_be_loaded_is_with_what_serves()
    {
        await _home.ServeFirstAsync();
        _home.Candidates.Readiness = new CandidateReadiness(false, "Version 2 is broken.");
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        await _home.AfterAsync(TimeSpan.FromSeconds(6));
        var canary = await _home.StartAsync("strategy: canary", 3);
        Assert.Equal(("churn/1", 1), (canary.Control!.Reference, (await _home.EndpointAsync()).Version));
        await Desk.CancelAsync(RolloutHome.Act(canary), Token);
        Assert.Equal((1, null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Previous) : default);
    }

    [Fact]
    public async Task What_serves_goes_back_even_where_its_alias_cannot()
    {
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Token);
        await _home.Saker.Endpoints.FollowAsync("live", "churn", "champion", Token);
        await _home.TickAsync();
        var rollout = await Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { Follows = "champion", MovesAlias = "champion" }, Token);
        await _home.TickAsync();
        // Another endpoint follows the alias too, and compares something just now.
        await _home.Saker.Endpoints.FollowAsync("other", "churn", "champion", Token);
        await _home.TickAsync();
        await Desk.StartAsync(RolloutHome.RequestOf(RolloutSettingsText.ReadYaml("strategy: canary"), 3) with { Endpoint = "other" }, Token);

        var after = await Desk.RollBackAsync(RolloutHome.Act(rollout, "it is slow"), Token);

        Assert.Equal((RolloutState.RolledBack, 1), (after.State, (await _home.EndpointAsync()).Version));
        var told = await Desk.GetAsync(rollout.Id, Token);
        Assert.StartsWith("tester rolled it back: it is slow churn@champion stays where it is: Endpoint 'other' has rollout", told.Note, StringComparison.Ordinal);
        Assert.Equal(told.Note, (await _home.DecisionsAsync(rollout.Id))[^1].Reason);
        Assert.Equal(2, (await _home.Saker.Registry.ResolveAsync("churn@champion", Token)).Version);
    }

    [Fact]
    public async Task What_was_declined_is_proposed_again_only_for_another_reason()
    {
        await _home.ServeFirstAsync();
        var rollout = await _home.StartAsync("{strategy: canary, decide: proposed}", 2);
        await _home.TickAsync();
        _home.Evidence.Harm(1, "It fails.", 100, 100);
        await _home.TickAsync();
        Assert.Equal(RolloutDecisionKind.RollBack, (await _home.NewestAsync()).Proposal!.Kind);

        var held = await Desk.HoldAsync(RolloutHome.Act(rollout, "that was a test of ours"), Token);

        Assert.Equal((RolloutState.Held, null), (held.State, held.Proposal));
        Assert.Null((await _home.AfterAsync(TimeSpan.FromHours(1))).Proposal);
        await Desk.ResumeAsync(RolloutHome.Act(rollout), Token);
        Assert.Null((await _home.AfterAsync(TimeSpan.FromHours(1))).Proposal);
        _home.Evidence.Reading = _home.Evidence.Reading with { Verdicts = [.. _home.Evidence.Reading.Verdicts, new GuardVerdict { Guard = "latency_p95", Arm = 1, Outcome = GuardOutcome.Harmful, Text = "It is slow." }] };
        await _home.TickAsync();
        var proposed = await _home.NewestAsync();
        Assert.Equal("errors,latency_p95", proposed.Proposal!.Grounds);
        // It can be declined although it is held.
        await Desk.HoldAsync(RolloutHome.Act(rollout), Token);
        await Desk.ResumeAsync(RolloutHome.Act(rollout), Token);
        await _home.TickAsync();
        Assert.Null((await _home.NewestAsync()).Proposal);
    }

    [Fact]
    public async Task Evidence_that_cannot_be_read_for_long_is_a_persons_matter()
    {
        await _home.ServeFirstAsync();
        await _home.StartAsync("strategy: canary", 2);
        await _home.TickAsync();
        _home.Evidence.ReadFault = new InvalidOperationException("It is of another program.");
        await _home.TickAsync();
        Assert.Equal(RolloutState.Running, (await _home.AfterAsync(TimeSpan.FromSeconds(59))).State);
        _home.Evidence.ReadFault = null;
        await _home.TickAsync();
        _home.Evidence.ReadFault = new InvalidOperationException("It is of another program.");
        await _home.AfterAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(RolloutState.Running, (await _home.AfterAsync(TimeSpan.FromSeconds(2))).State);
        await _home.AfterAsync(TimeSpan.FromSeconds(61));
        var held = await _home.AfterAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((RolloutState.Held, "What was counted cannot be read, so that no guard sees anything: It is of another program."), (held.State, held.Note));
    }

    [Fact]
    public async Task The_last_step_with_all_requests_claims_no_comparison()
    {
        await _home.ServeFirstAsync();
        var rollout = await _home.StartAsync("{strategy: canary, steps: [100]}", 2);
        await _home.TickAsync();
        Assert.Equal("The candidate has all requests, so that there is no control to compare it with. At least 5 min and 200 requests of the candidate to go.", (await _home.Saker.RolloutReader.GetAsync(rollout.Id, Token)).Sentence);
        _home.Evidence.Quiet(0, 300);
        Assert.Equal("It has had all requests for 5m and answered 300 requests, and nobody rolled it back. No step had a control to compare it with.", (await _home.AfterAsync(TimeSpan.FromMinutes(5))).Note);
    }

    [Fact]
    public async Task Reads_of_a_model_under_another_name_find_what_served_before_too()
    {
        await _home.ServeFirstAsync();
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 3, Token);
        await _home.TickAsync();
        await _home.AfterAsync(TimeSpan.FromHours(1));
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        await _home.TickAsync();
        await _home.Saker.Registry.RenameAsync("churn", "loyalty", Token);
        await Desk.RollBackAsync(RolloutHome.Act(await _home.NewestAsync()), Token);
        Assert.Equal(("loyalty", 3, "loyalty", 1), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Model, endpoint.Version, endpoint.Previous!.Model, endpoint.Previous.Version) : default);
    }
}
