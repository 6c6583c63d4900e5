using System.Text.Json;
using Saker.Platform.Serving.Settings;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts;

/// <summary>Reads and writes alerts and what happened to them.</summary>
internal static class AlertRows
{
    private const int BatchSize = 500;

    public static async Task<IReadOnlyList<Alert>> ListOpenAsync(Session session) =>
        [.. (await session.QueryAsync<string>("SELECT body FROM alerts WHERE is_open = 1 ORDER BY id")).Select(Read)];

    public static async Task<Alert?> FindAsync(Session session, string id) =>
        await session.ScalarAsync<string>("SELECT body FROM alerts WHERE id = @id", new { id }) is { } body ? Read(body) : null;

    public static async Task<IReadOnlyDictionary<string, Alert>> FindAllAsync(Session session, IEnumerable<string> ids)
    {
        var found = new Dictionary<string, Alert>(StringComparer.Ordinal);
        foreach (var batch in ids.Chunk(BatchSize))
            foreach (var body in await session.QueryAsync<string>("SELECT body FROM alerts WHERE id IN @batch", new { batch }))
                found[Read(body).Id] = Read(body);
        return found;
    }

    public static async Task SaveAsync(Session session, Alert alert) => await session.ExecuteAsync(
        """
        INSERT INTO alerts (id, fingerprint, is_open, state, rule, severity, endpoint, body, fired_at, resolved_at)
        VALUES (@Id, @Fingerprint, @IsOpen, @State, @Rule, @Severity, @Endpoint, @Body, @FiredAt, @ResolvedAt)
        ON CONFLICT (id) DO UPDATE SET is_open = excluded.is_open, state = excluded.state, severity = excluded.severity, body = excluded.body, fired_at = excluded.fired_at, resolved_at = excluded.resolved_at
        """,
        new AlertRow
        {
            Id = alert.Id,
            Fingerprint = alert.Fingerprint,
            IsOpen = alert.IsOpen ? 1 : 0,
            State = EnumText.Write(alert.State),
            Rule = alert.Rule,
            Severity = EnumText.Write(alert.Severity),
            Endpoint = alert.Endpoint,
            Body = JsonSerializer.Serialize(alert, AlertJson.Default.Alert),
            FiredAt = alert.FiredAt?.ToUnixTimeMilliseconds(),
            ResolvedAt = alert.ResolvedAt?.ToUnixTimeMilliseconds(),
        });

    /// <summary>One that was only pending leaves nothing behind.</summary>
    public static async Task DropAsync(Session session, string id)
    {
        await session.ExecuteAsync("DELETE FROM alert_events WHERE alert = @id", new { id });
        await session.ExecuteAsync("DELETE FROM alerts WHERE id = @id", new { id });
    }

    public static Task<int> NoteAsync(Session session, string id, string alert, AlertEvent happened) => session.ExecuteAsync(
        "INSERT INTO alert_events (id, alert, at, kind, actor, note) VALUES (@id, @alert, @at, @Kind, @Actor, @Note)",
        new { id, alert, at = happened.At.ToUnixTimeMilliseconds(), happened.Kind, happened.Actor, happened.Note });

    /// <summary>How often each fired since a time, by fingerprint.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountFiringsAsync(Session session, DateTimeOffset since) =>
        (await session.QueryAsync<(string Fingerprint, long Count)>("SELECT fingerprint, COUNT(*) FROM alerts WHERE fired_at >= @since GROUP BY fingerprint", new { since = since.ToUnixTimeMilliseconds() }))
            .ToDictionary(row => row.Fingerprint, row => (int)row.Count, StringComparer.Ordinal);

    public static Alert Read(string body) => JsonSerializer.Deserialize(body, AlertJson.Default.Alert)!;
}
