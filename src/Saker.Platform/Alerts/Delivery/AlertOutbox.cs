using System.Text.Json;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts.Delivery;

/// <summary>Notifications that wait for their receivers, and those that were given up. Thread-safe, and safe between processes.</summary>
internal sealed class AlertOutbox(Database database, AlertOptions options, Ids ids, TimeProvider time)
{
    /// <summary>
    /// The first of every stream that waits for a receiver: what was tried least before what was tried more, then the oldest. So the order
    /// within a stream is kept, and one that a receiver cannot take keeps no other stream from being tried.
    /// </summary>
    public Task<OutboxRow?> FindNextAsync(string receiver, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync<OutboxRow>(
            $"""
            SELECT {OutboxRow.Columns} FROM alert_outbox o WHERE receiver = @receiver AND state = 'waiting'
            AND NOT EXISTS (SELECT 1 FROM alert_outbox e WHERE e.receiver = o.receiver AND e.state = 'waiting' AND e.stream = o.stream AND e.id < o.id)
            ORDER BY attempts, id LIMIT 1
            """,
            new { receiver }),
        cancellationToken);

    /// <summary>It was taken: it is gone from here, and noted with its alerts.</summary>
    /// <param name="row">What was taken.</param>
    /// <param name="notification">As it was read.</param>
    /// <param name="error">Who of several could not be told, and why; null when all were.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task EndAsync(OutboxRow row, Notification notification, string? error, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var now = time.GetUtcNow();
            if (await session.ExecuteAsync("DELETE FROM alert_outbox WHERE id = @Id", new { row.Id }) == 0)
                return;
            await session.ExecuteAsync(
                "UPDATE alert_receivers SET failures = 0, failing_since = NULL, next_at = 0, last_error = @error, delivered_at = @at WHERE name = @Receiver", new { row.Receiver, error, at = now.ToUnixTimeMilliseconds() });
            await NoteAsync(session, notification, new AlertEvent(now, "delivered", null, row.Receiver));
        },
        cancellationToken);

    /// <summary>It will never be taken.</summary>
    public Task GiveUpAsync(OutboxRow row, Notification notification, string error, CancellationToken cancellationToken) => database.WriteAsync(
        session => BuryAsync(session, row, notification, error), cancellationToken);

    /// <summary>The receiver did not take it now. What is too old by now is given up.</summary>
    public Task PostponeAsync(OutboxRow row, Notification notification, string error, Func<long, TimeSpan> delayAfter, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            await session.ExecuteAsync("UPDATE alert_outbox SET attempts = attempts + 1, last_error = @error WHERE id = @Id", new { row.Id, error });
            var failures = await session.ScalarAsync<long?>("SELECT failures FROM alert_receivers WHERE name = @Receiver", new { row.Receiver }) ?? 0;
            await session.ExecuteAsync(
                "UPDATE alert_receivers SET failures = failures + 1, failing_since = COALESCE(failing_since, @now), next_at = @next, last_error = @error WHERE name = @Receiver",
                new { row.Receiver, now, next = now + (long)delayAfter(failures + 1).TotalMilliseconds, error });
            if (now - row.CreatedAt > options.MaxDeliveryAge.TotalMilliseconds)
                await BuryAsync(session, row, notification, error);
        },
        cancellationToken);

    /// <summary>Dead letters, the newest first.</summary>
    public Task<IReadOnlyList<DeadLetter>> ListDeadAsync(string? receiver, int max, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DeadLetter>>(
        async session => [.. (await session.QueryAsync<OutboxRow>(
            $"SELECT {OutboxRow.Columns} FROM alert_outbox WHERE state = 'dead' {(receiver is null ? "" : "AND receiver = @receiver")} ORDER BY id DESC LIMIT @max", new { receiver, max })).Select(ToLetter)],
        cancellationToken);

    /// <summary>Lets dead letters wait again: one of them, or all of a receiver. Gives how many.</summary>
    public Task<int> ResendAsync(string? id, string? receiver, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var count = await session.ExecuteAsync(
                $"UPDATE alert_outbox SET state = 'waiting', attempts = 0, created_at = @now, dead_at = NULL WHERE state = 'dead' AND {(id is null ? "receiver = @receiver" : "id = @id")} AND receiver IN (SELECT name FROM alert_receivers)",
                new { id, receiver, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
            await session.ExecuteAsync("UPDATE alert_receivers SET next_at = 0 WHERE name IN (SELECT receiver FROM alert_outbox WHERE state = 'waiting' AND attempts = 0)");
            return count;
        },
        cancellationToken);

    /// <summary>How many wait for each receiver, and how long the oldest does.</summary>
    public Task<IReadOnlyList<(string Receiver, long Count, long OldestAt)>> CountWaitingAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync<(string Receiver, long Count, long OldestAt)>("SELECT receiver, COUNT(*), MIN(created_at) FROM alert_outbox WHERE state = 'waiting' GROUP BY receiver"), cancellationToken);

    public static Notification Read(OutboxRow row) => JsonSerializer.Deserialize(row.Body, AlertJson.Default.Notification)!;

    private async Task BuryAsync(Session session, OutboxRow row, Notification notification, string error)
    {
        var now = time.GetUtcNow();
        await session.ExecuteAsync(
            "UPDATE alert_outbox SET state = 'dead', attempts = attempts + 1, dead_at = @at, last_error = @error WHERE id = @Id", new { row.Id, at = now.ToUnixTimeMilliseconds(), error });
        await session.ExecuteAsync("UPDATE alert_receivers SET last_error = @error WHERE name = @Receiver", new { row.Receiver, error });
        await NoteAsync(session, notification, new AlertEvent(now, "dead", null, $"{row.Receiver}: {error}"));
        await session.ExecuteAsync(
            "DELETE FROM alert_outbox WHERE state = 'dead' AND id NOT IN (SELECT id FROM alert_outbox WHERE state = 'dead' ORDER BY id DESC LIMIT @max)", new { max = options.MaxDeadLetterCount });
    }

    private async Task NoteAsync(Session session, Notification notification, AlertEvent happened)
    {
        foreach (var notice in notification.Notices)
            // A test tells of an alert that there is not.
            if (await session.ScalarAsync<long?>("SELECT CAST(1 AS BIGINT) FROM alerts WHERE id = @Id", new { notice.Alert.Id }) is not null)
                await AlertRows.NoteAsync(session, ids.NewUlid(), notice.Alert.Id, happened with { Note = happened.Kind == "delivered" ? $"{happened.Note} was told: {notice.Status.ToString().ToLowerInvariant()}" : happened.Note });
    }

    private static DeadLetter ToLetter(OutboxRow row)
    {
        var notification = Read(row);
        return new DeadLetter
        {
            Id = row.Id,
            Receiver = row.Receiver,
            Alerts = [.. notification.Notices.Select(notice => notice.Alert.Id)],
            Headline = NotificationText.Headline(notification),
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt),
            DeadAt = DateTimeOffset.FromUnixTimeMilliseconds(row.DeadAt ?? row.CreatedAt),
            AttemptCount = row.Attempts,
            Error = row.LastError,
        };
    }
}
