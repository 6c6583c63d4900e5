using Microsoft.Extensions.Logging;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Rollouts;

/// <summary>Candidates in the host of this process.</summary>
internal sealed partial class HostedCandidates(ModelHost host, ILogger<HostedCandidates> logger) : ICandidateWatch
{
    public CandidateReadiness Look(Rollout rollout) => rollout.Strategy.SwitchesAtOnce() ? LookAtEndpoint(rollout) : LookAtVersions(rollout);

    public async Task FollowAsync(string endpoint, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!host.IsFollowing)
            return;
        try
        {
            // From here on requests go by it, as far as nothing must be loaded for that.
            var change = await host.BeginRefreshAsync(endpoint, cancellationToken);
            if (patience > TimeSpan.Zero)
                await change.WaitAsync(patience, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // It is stored, and followed with the next look.
            LogLate(exception, endpoint);
        }
    }

    private CandidateReadiness LookAtEndpoint(Rollout rollout)
    {
        var candidate = rollout.Candidate;
        if (host.Find(rollout.Endpoint) is not { } status || (status.Endpoint.Model, status.Endpoint.Version) != (candidate.Model, candidate.Version))
            return CandidateReadiness.NotYet;
        if ((status.ServingModel, status.ServingVersion) == (candidate.Model, candidate.Version))
            return CandidateReadiness.Ready;
        return new CandidateReadiness(false, status.State is EndpointState.Degraded or EndpointState.Failed ? status.Reason : null);
    }

    private CandidateReadiness LookAtVersions(Rollout rollout)
    {
        // Without the control there is nothing to compare with, and nothing to go back to.
        if (rollout.Control is { } control && host.Find(rollout.Endpoint) is var endpoint && (endpoint?.ServingModel, endpoint?.ServingVersion) != (control.Model, control.Version))
            return new CandidateReadiness(false, endpoint?.Reason);
        foreach (var arm in rollout.Candidates)
        {
            var status = host.FindVersion(arm.Model, arm.Version);
            if (status?.State is VersionState.Active or VersionState.Degraded)
                continue;
            return new CandidateReadiness(false, status?.State == VersionState.Failed ? $"{arm.Reference}: {status.Reason}" : FindFault(rollout, arm));
        }
        return CandidateReadiness.Ready;
    }

    // Such as that there is no room for it in memory.
    private string? FindFault(Rollout rollout, RolloutArm arm) =>
        host.FindSplit(rollout.Endpoint)?.Arms.FirstOrDefault(one => (one.Arm.Model, one.Arm.Version) == (arm.Model, arm.Version))?.Fault is { } fault ? $"{arm.Reference}: {fault}" : null;

    [LoggerMessage(2804, LogLevel.Debug, "What was decided of endpoint {Endpoint} is not followed here yet")]
    private partial void LogLate(Exception exception, string endpoint);
}
