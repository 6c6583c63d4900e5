namespace Saker.Platform.Alerts.Rules;

/// <summary>When to alert, and how badly. Read from text by <see cref="RuleText"/>.</summary>
public sealed record AlertRule
{
    public required string Name { get; init; }

    public required RuleKind Kind { get; init; }

    /// <summary>The name of the signals that it judges; <c>quality.*</c> for all whose names begin so.</summary>
    public required string Signal { get; init; }

    /// <summary>Of the signals' values, see <see cref="Monitoring.Signals.SignalDefinition.Unit"/>; empty where they have several.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The condition holds above this, in the signal's unit; null for no such bound.</summary>
    public double? Above { get; init; }

    /// <summary>The condition holds below this; null for no such bound.</summary>
    public double? Below { get; init; }

    /// <summary>For the kind <see cref="RuleKind.Anomaly"/>; else null.</summary>
    public AnomalySettings? Anomaly { get; init; }

    /// <summary>How long the condition must hold before it fires.</summary>
    public TimeSpan For { get; init; }

    /// <summary>How long the condition must be over before the alert is resolved.</summary>
    public TimeSpan KeepFor { get; init; }

    /// <summary>Signals that rest on fewer requests, rows or outcomes say nothing.</summary>
    public long MinCount { get; init; }

    /// <summary>The endpoints, with <c>*</c> for any letters.</summary>
    public IReadOnlyList<string> Endpoints { get; init; } = ["*"];

    /// <summary>The signals' labels, such as columns, with <c>*</c> for any letters.</summary>
    public IReadOnlyList<string> Only { get; init; } = ["*"];

    public Severity Severity { get; init; } = Severity.Warning;

    /// <summary>Added to its alerts.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Who is told; empty for all receivers.</summary>
    public IReadOnlyList<string> Receivers { get; init; } = [];

    /// <summary>What to say, in place of what Saker says by itself; null for that.</summary>
    public string? Summary { get; init; }

    public bool IsEnabled { get; init; } = true;

    /// <summary>Whether it comes with Saker and nobody changed it.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>As it was written.</summary>
    public required IReadOnlyDictionary<string, object?> Body { get; init; }

    /// <summary>Who changed it last, and when; null for a rule that comes with Saker.</summary>
    public string? ChangedBy { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }
}
