using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>A rule of alerts.</summary>
public sealed record AlertRuleInfo
{
    public required string Name { get; init; }

    /// <summary>As it is written in a file of alerts.</summary>
    public required JsonObject Rule { get; init; }

    /// <summary>Whether it comes with Saker and nobody changed it.</summary>
    public required bool BuiltIn { get; init; }

    public string? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }
}
