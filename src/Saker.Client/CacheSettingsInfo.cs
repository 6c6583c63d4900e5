namespace Saker.Client;

/// <summary>Whether and how long an endpoint's answers are kept for equal requests.</summary>
public sealed record CacheSettingsInfo
{
    public bool? Enabled { get; init; }

    /// <summary>The most answers kept, from 1 to 10,000,000.</summary>
    public int? MaxEntries { get; init; }

    /// <summary>The most bytes of requests and answers kept, from <c>1KiB</c> to <c>1TiB</c>.</summary>
    public string? MaxBytes { get; init; }

    /// <summary>How long an answer is good for, from <c>1ms</c> to <c>30d</c>.</summary>
    public string? TimeToLive { get; init; }
}
