namespace Saker.Platform.Rollouts.Evidence;

/// <summary>
/// How many requests each arm of a rollout has had in this process. The first ones of a version are slower than all others, caches and pools being empty: until every arm is warm the latencies of none are counted, so that
/// none is compared with another time of the others. Thread-safe.
/// </summary>
internal sealed class ArmWarmth(int armCount)
{
    /// <summary>Requests from which on an arm is warm.</summary>
    public const int ColdRequests = 30;

    private readonly int[] _asked = new int[armCount];

    /// <summary>Counts a request that a version itself was asked.</summary>
    public void Count(int arm)
    {
        if ((uint)arm < (uint)_asked.Length && Volatile.Read(ref _asked[arm]) < ColdRequests)
            Interlocked.Increment(ref _asked[arm]);
    }

    /// <summary>Whether every arm that has a share is warm.</summary>
    public bool IsWarm(IReadOnlyList<int> weights)
    {
        for (var arm = 0; arm < _asked.Length; arm++)
            if ((arm >= weights.Count || weights[arm] > 0) && Volatile.Read(ref _asked[arm]) < ColdRequests)
                return false;
        return true;
    }
}
