using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Serving;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>Deployments as rollouts.</summary>
internal sealed class RolloutArrivals(RolloutOpener opener, RolloutChanges changes, HomeOptions home) : IArrivals
{
    public async Task<Endpoint> DeployAsync(Session session, Deployment deployment)
    {
        var version = await VersionAsync(session, deployment);
        await opener.OpenAsync(session, new RolloutRequest
        {
            Endpoint = deployment.Endpoint,
            Candidates = [new RolloutCandidate(deployment.Model, version)],
            Follows = deployment.Alias,
            EndpointSettings = deployment.Settings,
            Override = deployment.Override,
            By = deployment.By,
        });
        return (await EndpointRows.FindAsync(session, deployment.Endpoint))!;
    }

    public async Task RemovedAsync(Session session, string endpoint, Actor? by)
    {
        if (await RolloutRows.FindOpenAsync(session, endpoint) is { } open)
        {
            var who = Actor.Of(by, home).Name;
            await changes.TryApplyAsync(session, open, new RolloutMove(RolloutDecisionKind.Cancel, $"{who} removed the endpoint.") { IsSuperseded = true }, new RolloutDecider(who, IsAutomatic: false), null);
        }
        // Another endpoint may have the name later.
        await RolloutRows.LiftAsync(session, endpoint, null, null);
    }

    private static async Task<int> VersionAsync(Session session, Deployment deployment)
    {
        if (deployment.Alias is not { } alias)
            return deployment.Version;
        return await AliasMover.FindAsync(session, deployment.Model, alias)
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no '{deployment.Model}@{alias}' to follow.", "alias");
    }
}
