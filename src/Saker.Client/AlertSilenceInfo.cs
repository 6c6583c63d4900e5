using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>A silence.</summary>
public sealed record AlertSilenceInfo
{
    public required string Id { get; init; }

    /// <summary>As it is written in a file of alerts.</summary>
    public required JsonObject Silence { get; init; }

    /// <summary>Whether it holds now.</summary>
    public required bool Active { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
