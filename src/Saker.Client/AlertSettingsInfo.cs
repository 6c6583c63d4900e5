using System.Text.Json.Nodes;

namespace Saker.Client;

/// <summary>Everything that is said about alerts.</summary>
public sealed record AlertSettingsInfo
{
    /// <summary>How alerts are grouped and repeated.</summary>
    public required JsonObject Policy { get; init; }

    public required IReadOnlyList<AlertRuleInfo> Rules { get; init; }

    public required IReadOnlyList<AlertReceiverInfo> Receivers { get; init; }

    public required IReadOnlyList<AlertSilenceInfo> Silences { get; init; }

    /// <summary>The signals that rules can judge.</summary>
    public required IReadOnlyList<SignalInfo> Signals { get; init; }
}
