using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Alerts.Rules;

namespace Saker.Platform.Alerts;

/// <summary>Everything that was said about alerts, at one moment.</summary>
internal sealed record AlertSettings(AlertPolicy Policy, IReadOnlyList<AlertRule> Rules, IReadOnlyList<Receiver> Receivers, IReadOnlyList<Silence> Silences);
