using Saker.Data;
using Saker.Platform.Registry;

namespace Saker.Platform.Pipelines.Policies;

/// <summary>Remembers when endpoints' models are trained again. Thread-safe, and safe between processes that share the store.</summary>
public interface IRetrainingPolicyStore
{
    /// <summary>Sets an endpoint's policy. Times are counted anew only where the schedule changed.</summary>
    /// <exception cref="SakerException">The policy is not possible, all that is wrong is told (invalid input); or there is no such endpoint (not found).</exception>
    Task<SetPolicy> SetAsync(string endpoint, RetrainingPolicy policy, Actor? by, CancellationToken cancellationToken);

    Task<SetPolicy?> FindAsync(string endpoint, CancellationToken cancellationToken);

    /// <summary>All policies, by endpoint; an endpoint that is removed takes its policy along.</summary>
    Task<IReadOnlyList<SetPolicy>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Takes the policy away; gives whether there was one.</summary>
    Task<bool> RemoveAsync(string endpoint, CancellationToken cancellationToken);
}
