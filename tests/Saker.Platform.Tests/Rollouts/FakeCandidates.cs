using Saker.Platform.Rollouts;

namespace Saker.Platform.Tests.Rollouts;

/// <summary>Candidates that are as far as a test says.</summary>
internal sealed class FakeCandidates : ICandidateWatch
{
    public CandidateReadiness Readiness { get; set; } = CandidateReadiness.Ready;

    public List<string> Followed { get; } = [];

    public CandidateReadiness Look(Rollout rollout) => Readiness;

    public Task FollowAsync(string endpoint, TimeSpan patience, CancellationToken cancellationToken)
    {
        lock (Followed)
            Followed.Add(endpoint);
        return Task.CompletedTask;
    }
}
