using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>A receiver of alerts, without its secrets.</summary>
public sealed record AlertReceiverInfo
{
    public required string Name { get; init; }

    public required string Kind { get; init; }

    /// <summary>Where it goes, as far as that is no secret.</summary>
    public required string Target { get; init; }

    /// <summary>As it is written in a file of alerts; a secret is <c>env:NAME</c> or <c>***</c>.</summary>
    public required JsonObject Receiver { get; init; }

    /// <summary>Deliveries that failed since the last one that succeeded.</summary>
    public required long FailureCount { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    public string? LastError { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Notifications that wait.</summary>
    public required long WaitingCount { get; init; }

    /// <summary>Notifications that were given up.</summary>
    public required long DeadCount { get; init; }
}
