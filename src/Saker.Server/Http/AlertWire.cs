using System.Globalization;
using System.Text.Json.Nodes;
using Saker.Client;
using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Alerts.Rules;

namespace Saker.Server.Http;

/// <summary>Alerts as wire records.</summary>
internal static class AlertWire
{
    public static AlertInfo ToInfo(this Alert alert) => new()
    {
        Id = alert.Id,
        Fingerprint = alert.Fingerprint,
        Rule = alert.Rule,
        Severity = alert.Severity.ToString().ToLowerInvariant(),
        State = alert.State.ToString().ToLowerInvariant(),
        Signal = alert.Signal,
        Endpoint = alert.Endpoint.Length > 0 ? alert.Endpoint : null,
        Version = alert.Version,
        Label = alert.Label.Length > 0 ? alert.Label : null,
        Summary = alert.Summary,
        Value = double.IsNaN(alert.Value) ? null : alert.Value,
        Labels = alert.AllLabels(),
        MovedColumns = alert.Context.MovedColumns.Count == 0 ? null : [.. alert.Context.MovedColumns.Select(moved => new MovedColumnInfo(moved.Column, moved.Measure, moved.Value))],
        RequestIds = alert.Context.RequestIds.Count == 0 ? null : alert.Context.RequestIds,
        Deployed = alert.Deployed,
        PendingAt = alert.PendingAt,
        FiredAt = alert.FiredAt,
        AcknowledgedAt = alert.AcknowledgedAt,
        AcknowledgedBy = alert.AcknowledgedBy,
        ResolvedAt = alert.ResolvedAt,
    };

    public static AlertEventInfo ToInfo(this AlertEvent happened) => new(happened.At, happened.Kind, happened.Actor, happened.Note);

    public static DeadLetterInfo ToInfo(this DeadLetter letter) => new()
    {
        Id = letter.Id,
        Receiver = letter.Receiver,
        Alerts = letter.Alerts,
        Headline = letter.Headline,
        CreatedAt = letter.CreatedAt,
        DeadAt = letter.DeadAt,
        AttemptCount = letter.AttemptCount,
        Error = letter.Error,
    };

    public static AlertSilenceInfo ToInfo(this Silence silence, DateTimeOffset now) => new()
    {
        Id = silence.Id,
        Silence = Write(silence.Body),
        Active = silence.IsActive(now),
        CreatedBy = silence.CreatedBy,
        CreatedAt = silence.CreatedAt,
    };

    public static async Task<AlertSettingsInfo> ReadAsync(AlertSettingsStore settings, DateTimeOffset now, CancellationToken cancellationToken) => new()
    {
        Policy = Write((await settings.GetPolicyAsync(cancellationToken)).Body),
        Rules = [.. (await settings.ListRulesAsync(cancellationToken)).Select(ToInfo)],
        Receivers = [.. (await settings.ListReceiversAsync(cancellationToken)).Select(ToInfo)],
        Silences = [.. (await settings.ListSilencesAsync(cancellationToken)).Select(silence => silence.ToInfo(now))],
        Signals = [.. settings.Signals.Select(signal => new SignalInfo(signal.Name, signal.Unit, signal.Description))],
    };

    private static AlertRuleInfo ToInfo(AlertRule rule) => new() { Name = rule.Name, Rule = Write(rule.Body), BuiltIn = rule.IsBuiltIn, ChangedBy = rule.ChangedBy, ChangedAt = rule.ChangedAt };

    private static AlertReceiverInfo ToInfo(Receiver receiver) => new()
    {
        Name = receiver.Name,
        Kind = receiver.Kind.ToString().ToLowerInvariant(),
        Target = receiver.Target,
        Receiver = Write(receiver.Body),
        FailureCount = receiver.Health.FailureCount,
        FailingSince = receiver.Health.FailingSince,
        LastError = receiver.Health.LastError,
        NextAt = receiver.Health.NextAt,
        DeliveredAt = receiver.Health.DeliveredAt,
        WaitingCount = receiver.Health.WaitingCount,
        DeadCount = receiver.Health.DeadCount,
    };

    public static JsonObject Write(IReadOnlyDictionary<string, object?> values) => (JsonObject)Node(values)!;

    private static JsonNode? Node(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Node(pair.Value)))),
        IReadOnlyList<object?> list => new JsonArray([.. list.Select(Node)]),
        null => null,
        bool flag => JsonValue.Create(flag),
        long integer => JsonValue.Create(integer),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
