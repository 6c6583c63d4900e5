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

public abstract partial class RolloutConformance
{
    [Fact]
    public async Task The_policy_of_an_endpoint_counts_where_nobody_says_otherwise_and_for_aliases_too()
    {
        await Failures.OfAsync(ErrorKind.NotFound, () => Desk.SetPolicyAsync("live", new RolloutSettings(), null, Token));
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Token);
        await _home.Saker.Endpoints.FollowAsync("live", "churn", "champion", Token);
        await _home.TickAsync();
        var policy = await Desk.SetPolicyAsync("live", RolloutSettingsText.ReadYaml("{strategy: canary, steps: [20, 100], key: 'field:x'}"), RolloutHome.Ann, Token);
        Assert.Equal(("ann", RolloutKind.Canary), ((await Desk.FindPolicyAsync("live", Token))!.By, policy.Settings.Strategy));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.SetPolicyAsync("live", new RolloutSettings { Risk = 2 }, null, Token));

        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 2, Evidence = "it scored better", By = RolloutHome.Ann }, Token);

        var rollout = await _home.NewestAsync();
        Assert.Equal((RolloutCause.Alias, RolloutKind.Canary, "ann", "it scored better", "champion"), (rollout.Cause, rollout.Strategy, rollout.CreatedBy, rollout.Reason, rollout.Follows));
        Assert.Equal(1, (await _home.EndpointAsync()).Version);
        await _home.TickAsync();
        var split = (await _home.EndpointAsync()).Split!;
        Assert.Equal((rollout.Id, SplitKind.Split, SplitKey.Parse("field:x"), true), (split.RolloutId, split.Kind, split.Key, split.Shield));
        Assert.Equal([8_000, 2_000], split.Arms.Select(arm => arm.Weight));
        // Another move waits until it is over; one back to what serves ends it.
        await Failures.OfAsync(ErrorKind.Conflict, () => _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 3 }, Token));
        Assert.Equal(2, (await _home.Saker.Registry.ResolveAsync("churn@champion", Token)).Version);
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Token);
        Assert.Equal(RolloutState.Cancelled, (await Desk.GetAsync(rollout.Id, Token)).State);
        Assert.True(await Desk.RemovePolicyAsync("live", null, Token));
        Assert.False(await Desk.RemovePolicyAsync("live", null, Token));
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        Assert.Equal(RolloutKind.BlueGreen, (await _home.NewestAsync()).Strategy);
    }

    [Fact]
    public async Task An_alias_does_not_bring_back_what_was_rolled_back_unless_its_move_says_why()
    {
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Token);
        await _home.Saker.Endpoints.FollowAsync("live", "churn", "champion", Token);
        await _home.TickAsync();
        await Desk.RollBackAsync(RolloutHome.Act(await _home.StartAsync("strategy: canary", 2)), Token);

        await Failures.OfAsync(ErrorKind.Conflict, () => _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 2 }, Token));
        Assert.Equal(1, (await _home.Saker.Registry.ResolveAsync("churn@champion", Token)).Version);

        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 2, Retry = "mended" }, Token);
        Assert.Equal((2, "mended"), ((await _home.EndpointAsync()).Version, (await _home.NewestAsync()).Retry));
        // It stays there when the version goes back, and who says why has it tried again without moving it.
        await Desk.RollBackAsync(RolloutHome.Act(await _home.NewestAsync()), Token);
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 2 }, Token);
        Assert.Equal((1, 2), ((await _home.EndpointAsync()).Version, (await _home.Saker.Registry.ResolveAsync("churn@champion", Token)).Version));
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 2, Retry = "mended again" }, Token);
        Assert.Equal((RolloutState.Warming, "mended again"), (await _home.NewestAsync()) is var third ? (third.State, third.Retry) : default);
    }

    [Fact]
    public async Task An_endpoint_begins_to_follow_what_points_at_its_version_whatever_its_policy()
    {
        await _home.ServeFirstAsync();
        var policy = await Desk.SetPolicyAsync("live", RolloutSettingsText.ReadYaml("strategy: canary"), null, Token);
        await _home.Saker.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1 }, Token);
        var request = RolloutHome.RequestOf(policy.Settings, 1) with { Follows = "champion" };

        Assert.Equal(RolloutKind.Immediate, (await Desk.StartAsync(request, Token)).Strategy);

        Assert.Equal((1, "champion", null), (await _home.EndpointAsync()) is var endpoint ? (endpoint.Version, endpoint.Follows, endpoint.Split) : default);
        await _home.TickAsync();
        Assert.Contains("--strategy blue-green", (await Failures.OfAsync(ErrorKind.Conflict, () => Desk.StartAsync(request, Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_no_request_can_have_is_refused_with_those_there_are()
    {
        using var source = new ModelSource();
        source.Write("signature.json", SignatureJson.Write(new Signature { Inputs = [new SignatureColumn("tenure", ColumnType.Float64), new SignatureColumn("plan", ColumnType.Text)], Outputs = [new SignatureColumn("score", ColumnType.Float64)] }));
        for (var i = 0; i < 2; i++)
            await _home.Saker.Registry.RegisterAsync(new Registration { Model = "loyalty", Folder = source.Folder }, Token);
        await _home.Saker.Endpoints.DeployAsync("live", "loyalty", 1, Token);
        await _home.TickAsync();
        RolloutRequest Of(string settings) => new() { Endpoint = "live", Candidates = [new RolloutCandidate("loyalty", 2)], Settings = RolloutSettingsText.ReadYaml(settings) };

        var refused = await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.StartAsync(Of("{strategy: canary, key: 'field:customerID'}"), Token));

        Assert.Equal("key", refused.Field);
        Assert.Contains("loyalty/1 takes no input 'customerID'. Take one of its inputs (tenure, plan)", refused.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.SetPolicyAsync("live", Of("key: 'field:customerID'").Settings!, null, Token));
        await Desk.StartAsync(Of("{strategy: canary, key: 'field:tenure'}"), Token);
    }
}
