namespace Saker.Platform.Serving.Settings;

/// <summary>Whether and how long an endpoint's answers are kept for equal requests.</summary>
public sealed record CacheSettings
{
    public bool Enabled { get; init; }

    /// <summary>The most answers kept, from 1 to 10,000,000.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>The most bytes of requests and answers kept, from 1 KiB to 1 TiB.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>How long an answer is good for, from 1 ms to 30 days.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromMinutes(5);
}
