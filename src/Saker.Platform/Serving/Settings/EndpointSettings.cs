using Saker.Data;

namespace Saker.Platform.Serving.Settings;

/// <summary>How an endpoint serves, whichever version it serves. Kept with the endpoint; every part has a default.</summary>
public sealed record EndpointSettings
{
    public static EndpointSettings Default { get; } = new();

    public BatchingSettings Batching { get; init; } = new();

    public QueueSettings Queue { get; init; } = new();

    public CacheSettings Cache { get; init; } = new();

    public GuardSettings Guard { get; init; } = new();

    public FallbackSettings Fallback { get; init; } = new();

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    public void Validate() => EndpointSettingsText.Format.Require(this);
}
