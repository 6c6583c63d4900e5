namespace Saker.Platform.Serving.Splits;

/// <summary>What fell to an arm in this process since its rollout began here. Thread-safe.</summary>
internal sealed class ArmCounter
{
    private long _assigned;
    private long _unavailable;
    private long _shielded;

    public long AssignedCount => Volatile.Read(ref _assigned);

    public long UnavailableCount => Volatile.Read(ref _unavailable);

    public long ShieldedCount => Volatile.Read(ref _shielded);

    public void CountAssigned(bool isUnavailable)
    {
        Interlocked.Increment(ref _assigned);
        if (isUnavailable)
            Interlocked.Increment(ref _unavailable);
    }

    public void CountShielded() => Interlocked.Increment(ref _shielded);
}
