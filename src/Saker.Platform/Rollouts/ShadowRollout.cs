using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Rollouts;

/// <summary>How requests are mirrored to a candidate, and what follows.</summary>
public sealed record ShadowRollout
{
    /// <summary>The share of requests that is mirrored, in percent, above 0 and at most 100.</summary>
    public double Share { get; init; } = 100;

    /// <summary>What the copies may take of the machine.</summary>
    public ShadowLimits Limits { get; init; } = new();

    /// <summary>What follows when no harm is shown.</summary>
    public ShadowEnd Then { get; init; }
}
