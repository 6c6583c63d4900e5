using Saker.Platform.Identity;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>Endpoints and rollouts as what uses registered versions: where an alias moves that an endpoint follows, the version comes to it by a rollout.</summary>
internal sealed class RolloutFollowers(RolloutOpener opener, RolloutChanges changes) : IDeployments
{
    public async Task AliasMovedAsync(Session session, AliasChange change, string by)
    {
        var version = change.Version!.Value;
        var followers = await EndpointRows.ListFollowersAsync(session, change.Model, change.Alias);
        if (followers.Count == 0)
            return;
        await DeployableVersions.RequireAsync(session, change.Model, version, $"endpoint '{followers[0].Name}' follows {change.Model}@{change.Alias}");
        foreach (var endpoint in followers)
            await FollowAsync(session, endpoint, change, new RolloutCandidate(change.Model, version), by);
    }

    public async Task<IReadOnlyList<string>> ListUsersAsync(Session session, string model, int? version)
    {
        var ofVersion = version is null ? "" : " AND version = @version";
        var endpoints = await session.QueryAsync<string>($"SELECT name FROM endpoints WHERE model = @model{ofVersion} ORDER BY name", new { model, version });
        var rollouts = await RolloutRows.ListUsersAsync(session, model, version);
        return [
            .. endpoints.Select(name => $"endpoint '{name}'"),
            .. rollouts.Where(rollout => !endpoints.Contains(rollout.Endpoint)).Select(rollout => $"rollout {rollout.Id} of endpoint '{rollout.Endpoint}'"),
        ];
    }

    public async Task RenamedAsync(Session session, string model, string newName)
    {
        await EndpointRows.RenameModelAsync(session, model, newName);
        await RolloutRows.RenameModelAsync(session, model, newName);
    }

    private async Task FollowAsync(Session session, Endpoint endpoint, AliasChange change, RolloutCandidate wanted, string by)
    {
        var open = await RolloutRows.FindOpenAsync(session, endpoint.Name);
        var serves = new RolloutCandidate(endpoint.Model, endpoint.Version);
        if (serves == wanted)
        {
            // What the alias no longer points at is tried no longer.
            if (open is { Cause: RolloutCause.Alias } && !open.Strategy.SwitchesAtOnce() && open.Follows == change.Alias)
            {
                var move = new RolloutMove(RolloutDecisionKind.Cancel, $"{by} moved {change.Model}@{change.Alias} back to {wanted}.");
                await changes.TryApplyAsync(session, open, move, new RolloutDecider(by, IsAutomatic: false), null);
            }
            return;
        }
        if (open is not null && open.State != RolloutState.Waiting && open.Candidates.Any(arm => arm.Model == wanted.Model && arm.Version == wanted.Version))
            return;
        await opener.OpenAsync(session, new RolloutRequest
        {
            Endpoint = endpoint.Name,
            Candidates = [wanted],
            Follows = change.Alias,
            Reason = change.Evidence,
            Retry = string.IsNullOrWhiteSpace(change.Retry) ? null : change.Retry,
            Cause = RolloutCause.Alias,
            // Whether they may move the alias was asked before.
            By = new Actor(by, Role.Admin),
        });
    }
}
