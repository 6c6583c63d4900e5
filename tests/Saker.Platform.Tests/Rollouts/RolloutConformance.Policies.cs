using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Registry;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>How versions come where nobody says otherwise.</summary>
public abstract partial class RolloutConformance
{
    // It lasts longer than it may.
    private static readonly RolloutSettings s_late = new() { Strategy = RolloutKind.Shadow, MinTime = TimeSpan.FromHours(2), MaxDuration = TimeSpan.FromHours(1) };

    [Fact]
    public async Task A_policy_whose_times_do_not_fit_was_stored_before_that_was_refused_and_keeps_no_version_away()
    {
        await _home.ServeFirstAsync();
        var stored = new SetRolloutPolicy("live", s_late, "ann", _home.Time.GetUtcNow());
        await _home.Saker.Services.GetRequiredService<Database>().WriteAsync(async session =>
        {
            await RolloutPolicyRows.SetAsync(session, stored);
            return true;
        }, Token);
        Assert.Equal(s_late.MaxDuration, (await Desk.FindPolicyAsync("live", Token))!.Settings.MaxDuration);

        await _home.Saker.Endpoints.DeployAsync("live", "churn", 2, Token);
        var open = (await Desk.FindOpenAsync("live", Token))!;
        Assert.Equal((RolloutKind.Shadow, s_late.MaxDuration), (open.Strategy, open.Settings.MaxDuration));
        await Desk.CancelAsync(RolloutHome.Act(open), Token);
        // As the policy is, it is what the owner has; as something else, the caller's.
        await Failures.OfAsync(ErrorKind.InvalidInput, () => _home.StartAsync(s_late with { MinTime = TimeSpan.FromHours(3) }, 3));
        Assert.Equal(RolloutKind.Shadow, (await _home.StartAsync(s_late, 3)).Strategy);
    }

    [Fact]
    public async Task How_an_endpoint_serves_and_how_versions_come_to_it_are_set_as_one()
    {
        await _home.ServeFirstAsync();
        var (serving, policy) = (new EndpointSettings { Queue = new QueueSettings { MaxQueuedCalls = 77 } }, new RolloutSettings { Strategy = RolloutKind.Shadow });

        await Failures.OfAsync(ErrorKind.NotFound, () => Desk.ConfigureAsync("none", _ => serving, policy, by: null, Token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.ConfigureAsync("live", _ => serving with { Queue = new QueueSettings { MaxQueuedCalls = -1 } }, policy, by: null, Token));
        Assert.Null(await Desk.FindPolicyAsync("live", Token));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Desk.ConfigureAsync("live", _ => serving, s_late, by: null, Token));
        Assert.Equal(EndpointSettings.Default, (await _home.EndpointAsync()).Settings);

        Assert.Equal(77, (await Desk.ConfigureAsync("live", _ => serving, policy, by: null, Token)).Settings.Queue.MaxQueuedCalls);
        Assert.Equal(RolloutKind.Shadow, (await Desk.FindPolicyAsync("live", Token))!.Settings.Strategy);
    }
}
