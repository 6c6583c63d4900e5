using Saker.Data;
using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Registry.Verdicts;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Tests.Rollouts;

public abstract partial class RolloutConformance
{
    [Fact]
    public async Task An_endpoint_that_is_removed_takes_its_rollout_and_what_was_held_against_versions_along()
    {
        await _home.ServeFirstAsync();
        await Desk.RollBackAsync(RolloutHome.Act(await _home.StartAsync("strategy: canary", 2)), Token);
        var open = await _home.StartAsync("strategy: canary", 3);

        Assert.True(await _home.Saker.Endpoints.RemoveAsync("live", RolloutHome.Bob, Token));

        Assert.Equal((RolloutState.Cancelled, "bob removed the endpoint."), (await Desk.GetAsync(open.Id, Token)) is var ended ? (ended.State, ended.Note) : default);
        Assert.Equal(2, (await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token)).Version);
        await _home.Saker.Endpoints.DeployAsync("live", "churn", 1, Token);
        Assert.Equal(2, (await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token)).Version);
    }

    [Fact]
    public async Task Old_rollouts_are_forgotten_but_never_one_that_keeps_a_version_away()
    {
        await _home.ServeFirstAsync();
        await Desk.RollBackAsync(RolloutHome.Act(await _home.StartAsync("strategy: canary", 3)), Token);
        var few = await backend.OpenAsync(services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(services, new RolloutOptions { MaxRolloutCount = 10 }));
        for (var i = 0; i < 14; i++)
            await few.Endpoints.DeployAsync("live", "churn", 1 + ((i + 1) % 2), Token);

        var kept = await Desk.ListAsync(new RolloutQuery { Endpoint = "live" }, Token);

        Assert.Equal(11, kept.Count);
        Assert.Equal((RolloutState.RolledBack, "churn/3"), (kept[^1].State, kept[^1].Candidate.Reference));
        await Failures.OfAsync(ErrorKind.Conflict, () => few.Endpoints.DeployAsync("live", "churn", 3, Token));
        var page = await Desk.ListAsync(new RolloutQuery { Endpoint = "live", Before = kept[3].Id, Max = 2 }, Token);
        Assert.Equal([kept[4].Id, kept[5].Id], page.Select(rollout => rollout.Id));
    }
}
