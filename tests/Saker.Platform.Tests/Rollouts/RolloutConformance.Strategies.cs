using Saker.Data;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>How each strategy comes to its end.</summary>
public abstract partial class RolloutConformance
{
    [Fact]
    public async Task Comparisons_of_several_drop_the_harmful_and_end_with_the_winner()
    {
        await _home.RegisterAsync();
        await _home.ServeFirstAsync();
        var rollout = await _home.StartAsync("{strategy: ab, weights: [20, 30, 10], metric: outcome}", 2, 3, 4);
        Assert.Equal(["control", "candidate", "candidate-2", "candidate-3"], rollout.Arms.Select(arm => arm.Name));
        await _home.TickAsync();
        Assert.Equal([4_000, 2_000, 3_000, 1_000], await _home.WeightsAsync());
        _home.Evidence.Harm(2, "It fails.", 100, 100, 100, 100);
        await _home.TickAsync();
        Assert.Equal([7_000, 2_000, 0, 1_000], await _home.WeightsAsync());
        Assert.Equal("churn/3 does harm: It fails.", (await _home.NewestAsync()).Arms[2].OutReason);
        _home.Evidence.Reading = new EvidenceReading { Requests = [900, 300, 100, 250], Finding = new EvidenceFinding(3, "churn/4 is better.") };

        Assert.Equal((RolloutState.Promoted, 3), (await _home.AfterAsync(s_step)) is var done ? (done.State, done.Winner) : default);

        Assert.Equal(4, (await _home.EndpointAsync()).Version);
        // No other candidate was at fault.
        Assert.Equal(2, (await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token)).Version);
        await Failures.OfAsync(ErrorKind.Conflict, () => _home.Saker.Endpoints.DeployAsync("live", "churn", 3, Token));
    }

    [Fact]
    public async Task A_bandit_moves_its_shares_and_ends_when_one_is_best_or_the_control_stays()
    {
        await _home.ServeFirstAsync();
        var rollout = await _home.StartAsync("{strategy: bandit, metric: outcome}", 2, 3);
        await _home.TickAsync();
        Assert.Equal([3_334, 3_333, 3_333], await _home.WeightsAsync());
        _home.Evidence.Reading = new EvidenceReading { Requests = [100, 100, 100], Weights = [6_000, 1_000, 3_000] };
        await _home.AfterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([6_000, 1_000, 3_000], await _home.WeightsAsync());
        Assert.DoesNotContain(await _home.Saker.Audit.ListAsync(null, 100, Token), entry => entry.Detail?.StartsWith("reweigh", StringComparison.Ordinal) == true);
        _home.Evidence.Reading = new EvidenceReading { Requests = [1_000, 300, 300], Finding = new EvidenceFinding(0, "churn/1 is best.") };

        Assert.Equal((RolloutState.Kept, "churn/1 is best."), (await _home.AfterAsync(s_step)) is var done ? (done.State, done.Note) : default);

        Assert.Equal((1, null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Split) : default);
        // Who lost to the control may come again.
        await _home.StartAsync("strategy: canary", 2);
        Assert.Equal(RolloutDecisionKind.Reweigh, (await _home.DecisionsAsync(rollout.Id))[2].Kind);
    }

    [Fact]
    public async Task A_shadow_never_answers_and_ends_as_it_was_asked_to()
    {
        await _home.ServeFirstAsync();
        await _home.StartAsync("{strategy: shadow, shadow: {share: 30, max_concurrency: 3}}", 2);
        await _home.TickAsync();
        var split = (await _home.EndpointAsync()).Split!;
        Assert.Equal((Saker.Platform.Serving.Splits.SplitKind.Shadow, 3, 3_000), (split.Kind, split.Shadow.MaxConcurrency, split.Arms[1].Weight));
        _home.Evidence.Quiet(1_000, 300);
        Assert.Equal(RolloutState.Kept, (await _home.AfterAsync(s_step)).State);
        Assert.Equal((1, null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Split) : default);
        await _home.StartAsync("{strategy: shadow, shadow: {then: promote}}", 2);
        await _home.TickAsync();
        _home.Evidence.Quiet(2_000, 600);
        Assert.Equal(RolloutState.Promoted, (await _home.AfterAsync(s_step)).State);
        Assert.Equal(2, (await _home.EndpointAsync()).Version);
    }

    [Fact]
    public async Task What_comes_to_no_end_in_its_time_is_held_and_has_that_time_again_when_somebody_goes_on()
    {
        await _home.ServeFirstAsync();
        var rollout = await _home.StartAsync("{strategy: canary, max_duration: 1d}", 2);
        await _home.TickAsync();
        _home.Evidence.Quiet(100, 3);
        var held = await _home.AfterAsync(TimeSpan.FromDays(1));
        Assert.Equal(RolloutState.Held, held.State);
        Assert.Contains("churn/2 has answered 3 of 200 requests.", held.Note, StringComparison.Ordinal);
        Assert.Equal([9_900, 100], await _home.WeightsAsync());
        await Desk.ResumeAsync(RolloutHome.Act(rollout), Token);
        Assert.Equal(RolloutState.Running, (await _home.AfterAsync(TimeSpan.FromHours(23))).State);
        Assert.Equal(RolloutState.Held, (await _home.AfterAsync(TimeSpan.FromHours(1))).State);
    }

    [Fact]
    public async Task A_candidate_that_cannot_be_loaded_displaces_nothing_and_the_rollout_tells_why()
    {
        await _home.ServeFirstAsync();
        _home.Candidates.Readiness = new CandidateReadiness(false, "Version 2 is broken.");
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        Assert.Equal(RolloutState.Warming, (await _home.AfterAsync(TimeSpan.FromMinutes(4))).State);
        var done = await _home.AfterAsync(TimeSpan.FromMinutes(5));
        Assert.Equal((RolloutState.RolledBack, "churn/2 could not be loaded within 5m: Version 2 is broken."), (done.State, done.Note));
        Assert.Equal((1, null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Split) : default);
        // Nor does it come back by itself, when nobody thinks of it any more.
        var refused = await Failures.OfAsync(ErrorKind.Conflict, () => _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token));
        Assert.Contains("--retry REASON", refused.Message, StringComparison.Ordinal);
        await Desk.CancelAsync(RolloutHome.Act(await Desk.StartAsync(RolloutHome.RequestOf(null, 2) with { Retry = "mended" }, Token)), Token);
        await _home.StartAsync("strategy: canary", 3);
        Assert.Equal(RolloutState.Warming, (await _home.AfterAsync(TimeSpan.FromSeconds(1))).State);
        Assert.Equal(RolloutState.RolledBack, (await _home.AfterAsync(TimeSpan.FromMinutes(5))).State);
    }
}
