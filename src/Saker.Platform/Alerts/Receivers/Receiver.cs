namespace Saker.Platform.Alerts.Receivers;

/// <summary>Who is told of alerts, without its secrets.</summary>
public sealed record Receiver
{
    public required string Name { get; init; }

    public required ReceiverKind Kind { get; init; }

    /// <summary>Only alerts at least this severe.</summary>
    public Severity MinSeverity { get; init; }

    /// <summary>Only alerts of these endpoints, with <c>*</c> for any letters; what is about the server itself counts as an endpoint without name, which <c>*</c> matches.</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = ["*"];

    /// <summary>Whether it is told that an alert is over.</summary>
    public bool TellsResolved { get; init; } = true;

    /// <summary>The cool-down for this receiver; null for that of the policy.</summary>
    public TimeSpan? Repeat { get; init; }

    public bool IsEnabled { get; init; } = true;

    /// <summary>Where it goes, as far as that is no secret: a host, or addresses.</summary>
    public required string Target { get; init; }

    /// <summary>As it was written; a secret is <c>env:NAME</c> where it comes from the environment, else <c>***</c>.</summary>
    public required IReadOnlyDictionary<string, object?> Body { get; init; }

    public string? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>How it fares.</summary>
    public ReceiverHealth Health { get; init; } = ReceiverHealth.Unknown;

    /// <summary>Whether each alert is an event of its own for it, rather than a group's notification.</summary>
    internal bool TakesSingleAlerts => Kind is ReceiverKind.Pagerduty or ReceiverKind.Opsgenie;

    /// <summary>Whether it can show that somebody acknowledged.</summary>
    internal bool TakesAcknowledgements => Kind is ReceiverKind.Pagerduty or ReceiverKind.Opsgenie;

    /// <summary>How many alerts one notification holds at most.</summary>
    internal int MaxAlertCount => Kind switch
    {
        ReceiverKind.Slack => 20,
        ReceiverKind.Pagerduty or ReceiverKind.Opsgenie => 1,
        _ => 100,
    };
}
