namespace Saker.Platform.Rollouts;

/// <summary>Tells whether candidates can take requests in this process. Thread-safe.</summary>
internal interface ICandidateWatch
{
    CandidateReadiness Look(Rollout rollout);

    /// <summary>Has this process serve what the store says now, where it serves at all. What that loads is waited for only so long; zero for not at all.</summary>
    Task FollowAsync(string endpoint, TimeSpan patience, CancellationToken cancellationToken);
}
