using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>How versions come to an endpoint where nobody says otherwise.</summary>
public sealed record RolloutPolicyInfo
{
    public required string Endpoint { get; init; }

    /// <summary>All settings, as <c>rollout:</c> of a file has them, with keys such as <c>minTime</c>; absent where nobody set any, and versions come blue-green.</summary>
    public JsonObject? Settings { get; init; }

    /// <summary>By which strategy they come where something serves, such as <c>canary</c>: the settings', else <c>blue-green</c>.</summary>
    public string? Strategy { get; init; }

    public string? SetBy { get; init; }

    public DateTimeOffset? SetAt { get; init; }
}
