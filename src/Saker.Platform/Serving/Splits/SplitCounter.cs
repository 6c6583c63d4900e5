namespace Saker.Platform.Serving.Splits;

/// <summary>What is counted of a rollout's requests whatever their shares. Thread-safe.</summary>
internal sealed class SplitCounter
{
    private long _keyless;
    private long _drawn;

    public long KeylessCount => Volatile.Read(ref _keyless);

    public void CountKeyless() => Interlocked.Increment(ref _keyless);

    /// <summary>A number for a request that falls to an arm for itself.</summary>
    public long Draw() => Interlocked.Increment(ref _drawn);
}
