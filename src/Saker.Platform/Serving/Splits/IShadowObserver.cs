namespace Saker.Platform.Serving.Splits;

/// <summary>Is shown every copy of a request that a candidate ran in the shadow, beside what the caller was answered. Thread-safe.</summary>
public interface IShadowObserver
{
    /// <summary>Called on the thread that ran the copy, which waits. It is to be quick and must not throw; the pair may be read until it returns.</summary>
    void Completed(ShadowPair pair);
}
