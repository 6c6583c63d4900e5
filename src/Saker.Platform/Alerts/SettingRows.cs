using System.Text;
using Saker.Data;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Alerts.Rules;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts;

/// <summary>Reads what was said about alerts from its tables.</summary>
internal static class SettingRows
{
    private const string ReceiverColumns =
        """
        r.name, r.body, r.secrets, r.changed_by AS ChangedBy, r.changed_at AS ChangedAt, r.failures, r.failing_since AS FailingSince, r.next_at AS NextAt, r.last_error AS LastError, r.delivered_at AS DeliveredAt,
        (SELECT COUNT(*) FROM alert_outbox o WHERE o.receiver = r.name AND o.state = 'waiting') AS Waiting, (SELECT COUNT(*) FROM alert_outbox o WHERE o.receiver = r.name AND o.state = 'dead') AS Dead
        """;

    public static async Task<AlertSettings> LoadAsync(Session session, IReadOnlyList<SignalDefinition> definitions) => new(
        await PolicyAsync(session), await RulesAsync(session, definitions), await ReceiversAsync(session), await SilencesAsync(session));

    public static async Task<AlertPolicy> PolicyAsync(Session session) =>
        await session.ScalarAsync<string>("SELECT body FROM alert_policy WHERE id = 1") is { } body ? AlertPolicy.Read(Open(body)) : AlertPolicy.Default;

    /// <summary>Those that come with Saker, unless one of the same name was written, and those that were.</summary>
    public static async Task<IReadOnlyList<AlertRule>> RulesAsync(Session session, IReadOnlyList<SignalDefinition> definitions)
    {
        var rows = await session.QueryAsync<SettingRow>("SELECT name, body, changed_by AS ChangedBy, changed_at AS ChangedAt FROM alert_rules");
        var own = rows.Select(row => RuleText.Read(Open(row.Body), definitions) with { ChangedBy = row.ChangedBy, ChangedAt = Time(row.ChangedAt) }).ToList();
        var names = own.Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);
        return [.. DefaultRules.List(definitions).Where(rule => !names.Contains(rule.Name)).Concat(own).OrderBy(rule => rule.Name, StringComparer.Ordinal)];
    }

    public static async Task<IReadOnlyList<Receiver>> ReceiversAsync(Session session) => [.. (await ReceiverRowsAsync(session)).Select(ToReceiver)];

    public static Task<IReadOnlyList<SettingRow>> ReceiverRowsAsync(Session session) => session.QueryAsync<SettingRow>($"SELECT {ReceiverColumns} FROM alert_receivers r ORDER BY r.name");

    public static Task<SettingRow?> FindReceiverAsync(Session session, string name) =>
        session.FindAsync<SettingRow>($"SELECT {ReceiverColumns} FROM alert_receivers r WHERE r.name = @name", new { name });

    public static async Task<IReadOnlyList<Silence>> SilencesAsync(Session session)
    {
        var rows = await session.QueryAsync<SettingRow>("SELECT id AS Name, body, created_by AS ChangedBy, created_at AS ChangedAt FROM alert_silences ORDER BY id");
        return [.. rows.Select(row => Silence.Read(Open(row.Body), Time(row.ChangedAt)) with { Id = row.Name, CreatedBy = row.ChangedBy, CreatedAt = Time(row.ChangedAt) })];
    }

    public static Receiver ToReceiver(SettingRow row) => ReceiverText.Read(Open(row.Body)) with
    {
        ChangedBy = row.ChangedBy,
        ChangedAt = Time(row.ChangedAt),
        Health = new ReceiverHealth(
            row.Failures,
            row.FailingSince is { } since ? Time(since) : null,
            row.LastError,
            row.Failures > 0 ? Time(row.NextAt) : null,
            row.DeliveredAt is { } at ? Time(at) : null,
            row.Waiting,
            row.Dead),
    };

    public static string Write(IReadOnlyDictionary<string, object?> values) => Encoding.UTF8.GetString(JsonValues.Write(values));

    /// <summary>What was checked when it was written: a signal that a later version does not give any more keeps nothing from being read.</summary>
    private static Data.Settings Open(string body) => new(JsonValues.Read(Encoding.UTF8.GetBytes(body), "These settings of alerts are"), "", new List<Problem>());

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
