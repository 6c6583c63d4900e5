using System.Text.Json.Serialization;
using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Alerts;

/// <summary>A rule's condition that held for one endpoint, version and label, from when it began to hold until it was over.</summary>
public sealed record Alert
{
    public required string Id { get; init; }

    /// <summary>The same for the same rule, signal, endpoint, version and label: 16 hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    public required string Rule { get; init; }

    public required Severity Severity { get; init; }

    public required AlertState State { get; init; }

    /// <summary>The signal that was judged.</summary>
    public required string Signal { get; init; }

    /// <summary>Empty when it is about the server.</summary>
    public required string Endpoint { get; init; }

    public int? Version { get; init; }

    /// <summary>What of the endpoint, such as a column; empty for the whole.</summary>
    public string Label { get; init; } = "";

    /// <summary>Those that the rule gives.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The receivers that the rule names; empty for all.</summary>
    public IReadOnlyList<string> Receivers { get; init; } = [];

    /// <summary>The signal's value when it was last judged; NaN where it had none.</summary>
    public required double Value { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Summary { get; init; }

    /// <summary>What helps to understand it, as it was when the alert fired.</summary>
    public SignalContext Context { get; init; } = SignalContext.None;

    /// <summary>What was deployed when it fired, such as <c>churn/3 since 2026-01-02T03:04:05Z</c>; null when that is not known.</summary>
    public string? Deployed { get; init; }

    /// <summary>When the condition began to hold.</summary>
    public required DateTimeOffset PendingAt { get; init; }

    public DateTimeOffset? FiredAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When its signal was last there.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Since when the condition does not hold any more although the alert is not resolved yet; null while it holds.</summary>
    public DateTimeOffset? ClearSince { get; init; }

    /// <summary>How often the same fired in the hour before: the more often, the longer its condition must be over before it is resolved.</summary>
    public int Flaps { get; init; }

    /// <summary>Resolved by hand while its condition holds: it does not fire again before that was over once.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Whether receivers are to know of it.</summary>
    [JsonIgnore]
    public bool IsActive => State is AlertState.Firing or AlertState.Acknowledged;

    /// <summary>Whether rules still watch it.</summary>
    [JsonIgnore]
    public bool IsOpen => State != AlertState.Resolved || IsHeld;

    /// <summary>All labels by which silences and groups know it: the rule's own, and <c>alertname</c>, <c>severity</c>, <c>signal</c>, <c>endpoint</c>, <c>version</c>, <c>label</c>.</summary>
    public IReadOnlyDictionary<string, string> AllLabels()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Labels)
            all[name] = value;
        all[AlertLabels.Rule] = Rule;
        all[AlertLabels.Severity] = Severity.ToString().ToLowerInvariant();
        all[AlertLabels.Signal] = Signal;
        if (Endpoint.Length > 0)
            all[AlertLabels.Endpoint] = Endpoint;
        if (Version is { } version)
            all[AlertLabels.Version] = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (Label.Length > 0)
            all[AlertLabels.Label] = Label;
        return all;
    }
}
