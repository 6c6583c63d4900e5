using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>
/// How an endpoint serves. Answers have every part; what a request leaves out has its default. Durations are texts such as <c>250us</c>,
/// <c>20ms</c>, <c>1.5s</c>, <c>5m</c> and <c>2h</c>, sizes such as <c>64MiB</c>.
/// </summary>
public sealed record EndpointSettingsInfo
{
    public BatchingSettingsInfo? Batching { get; init; }

    public QueueSettingsInfo? Queue { get; init; }

    public CacheSettingsInfo? Cache { get; init; }

    public GuardSettingsInfo? Guard { get; init; }

    public FallbackSettingsInfo? Fallback { get; init; }

    /// <summary>Of a replacement only: how versions come to the endpoint from now on, as <see cref="RolloutPolicyInfo.Settings"/>; null leaves that as it is. Answers do not have it.</summary>
    public JsonObject? Rollout { get; init; }
}
