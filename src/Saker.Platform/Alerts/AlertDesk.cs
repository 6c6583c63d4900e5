using Saker.Data;
using Saker.Platform.Alerts.Delivery;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Search;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts;

/// <summary>What people see of alerts, and what they do about them. Thread-safe, and safe between processes.</summary>
public sealed class AlertDesk
{
    private const int MaxPage = 1_000;
    private const int MaxNoteLength = 1_000;

    private readonly Database _database;
    private readonly AlertOutbox _outbox;
    private readonly ReceiverFactory _factory;
    private readonly ReceiverSecrets _secrets;
    private readonly AlertOptions _options;
    private readonly HomeOptions _home;
    private readonly Ids _ids;
    private readonly TimeProvider _time;

    internal AlertDesk(Database database, AlertOutbox outbox, ReceiverFactory factory, ReceiverSecrets secrets, AlertOptions options, HomeOptions home, Ids ids, TimeProvider time) =>
        (_database, _outbox, _factory, _secrets, _options, _home, _ids, _time) = (database, outbox, factory, secrets, options, home, ids, time);

    /// <summary>Alerts, the newest first. Pending ones are among them only when asked for by their state or as open ones.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">The id of an alert: only older ones.</param>
    /// <param name="max">1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The page's next begins before its last one; null when this is the last.</returns>
    public Task<SearchPage<Alert>> ListAsync(AlertFilter filter, string? before, int max, CancellationToken cancellationToken)
    {
        if (max is < 1 or > MaxPage)
            throw new SakerException(ErrorKind.InvalidInput, $"{max} alerts cannot be listed at once; ask for 1 to {MaxPage}.", "max");
        List<string> where = [];
        if (before is not null)
            where.Add("id < @before");
        if (filter.State is not null)
            where.Add("state = @state");
        else if (filter.IsOpen is null)
            where.Add("state <> 'pending'");
        if (filter.IsOpen is { } isOpen)
            where.Add(isOpen ? "state <> 'resolved'" : "state = 'resolved'");
        if (filter.Severity is not null)
            where.Add("severity = @severity");
        if (filter.Endpoint is not null)
            where.Add("endpoint = @Endpoint");
        if (filter.Rule is not null)
            where.Add("rule = @Rule");
        var condition = where.Count == 0 ? "" : $"WHERE {string.Join(" AND ", where)}";
        return _database.ReadAsync(
            async session =>
            {
                var bodies = await session.QueryAsync<string>(
                    $"SELECT body FROM alerts {condition} ORDER BY id DESC LIMIT @count",
                    new { before, state = filter.State?.ToString().ToLowerInvariant(), severity = filter.Severity?.ToString().ToLowerInvariant(), filter.Endpoint, filter.Rule, count = max + 1 });
                var alerts = bodies.Take(max).Select(AlertRows.Read).ToList();
                return new SearchPage<Alert>(alerts, bodies.Count > max ? alerts[^1].Id : null);
            },
            cancellationToken);
    }

    /// <summary>What fires: what nobody looks at before what somebody does, the most severe first, then the newest.</summary>
    /// <param name="max">1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<Alert>> ListActiveAsync(int max, CancellationToken cancellationToken) => max is < 1 or > MaxPage
        ? throw new SakerException(ErrorKind.InvalidInput, $"{max} alerts cannot be listed at once; ask for 1 to {MaxPage}.", "max")
        : _database.ReadAsync<IReadOnlyList<Alert>>(
            async session => [.. (await session.QueryAsync<string>(
                """
                SELECT body FROM alerts WHERE state IN ('firing', 'acknowledged')
                ORDER BY CASE state WHEN 'firing' THEN 0 ELSE 1 END, CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, id DESC LIMIT @max
                """,
                new { max })).Select(AlertRows.Read)],
            cancellationToken);

    /// <summary>Null when there is none.</summary>
    public Task<Alert?> FindAsync(string id, CancellationToken cancellationToken) => _database.ReadAsync(session => AlertRows.FindAsync(session, id), cancellationToken);

    /// <summary>What happened to an alert, the oldest first.</summary>
    public Task<IReadOnlyList<AlertEvent>> ListEventsAsync(string id, CancellationToken cancellationToken) => _database.ReadAsync<IReadOnlyList<AlertEvent>>(
        async session => [.. (await session.QueryAsync<(long At, string Kind, string? Actor, string? Note)>("SELECT at, kind, actor, note FROM alert_events WHERE alert = @id ORDER BY id", new { id }))
            .Select(row => new AlertEvent(DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Kind, row.Actor, row.Note))],
        cancellationToken);

    /// <summary>What changes whenever something happened to any alert; costs nothing however many there are.</summary>
    public Task<string> GetLastEventAsync(CancellationToken cancellationToken) =>
        _database.ReadAsync(async session => await session.ScalarAsync<string?>("SELECT MAX(id) FROM alert_events") ?? "", cancellationToken);

    /// <summary>Says that somebody looks at an alert that fires: it is not repeated to anybody.</summary>
    /// <param name="id">The alert.</param>
    /// <param name="by">Who; null for the user of this process.</param>
    /// <param name="note">What there is to say of it; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">There is no such alert (not found), or it does not fire (conflict).</exception>
    public Task<Alert> AcknowledgeAsync(string id, string? by, string? note, CancellationToken cancellationToken) => ChangeAsync(
        id, by, note, "acknowledged",
        (alert, who, now) => alert.State == AlertState.Firing
            ? alert with { State = AlertState.Acknowledged, AcknowledgedAt = now, AcknowledgedBy = who }
            : throw new SakerException(ErrorKind.Conflict, $"The alert is {alert.State.ToString().ToLowerInvariant()}; only one that fires can be acknowledged.", "alert"),
        cancellationToken);

    /// <summary>Says that an alert is over. While its condition holds it does not fire again; once that was over, it does.</summary>
    /// <param name="id">The alert.</param>
    /// <param name="by">Who; null for the user of this process.</param>
    /// <param name="note">What there is to say of it; null for nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">There is no such alert (not found), or it is not firing or acknowledged (conflict).</exception>
    public Task<Alert> ResolveAsync(string id, string? by, string? note, CancellationToken cancellationToken) => ChangeAsync(
        id, by, note, "resolved",
        (alert, _, now) => alert.IsActive
            ? alert with { State = AlertState.Resolved, ResolvedAt = now, IsHeld = true, ClearSince = null }
            : throw new SakerException(ErrorKind.Conflict, $"The alert is {alert.State.ToString().ToLowerInvariant()}; only one that fires can be resolved.", "alert"),
        cancellationToken);

    /// <summary>Notifications that were given up, the newest first.</summary>
    /// <param name="receiver">Only of this receiver; null for all.</param>
    /// <param name="max">1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(string? receiver, int max, CancellationToken cancellationToken) => max is < 1 or > MaxPage
        ? throw new SakerException(ErrorKind.InvalidInput, $"{max} dead letters cannot be listed at once; ask for 1 to {MaxPage}.", "max")
        : _outbox.ListDeadAsync(receiver, max, cancellationToken);

    /// <summary>Lets a dead letter, or all of a receiver, be tried again.</summary>
    /// <returns>How many wait again.</returns>
    /// <exception cref="SakerException">There is none (not found), or its receiver was removed.</exception>
    public async Task<int> ResendAsync(string? id, string? receiver, CancellationToken cancellationToken)
    {
        var count = await _outbox.ResendAsync(id, receiver, cancellationToken);
        return count > 0 ? count : throw new SakerException(
            ErrorKind.NotFound, id is not null ? $"There is no dead letter '{id}' whose receiver is still there." : $"There is no dead letter of receiver '{receiver}', or no such receiver.", id is not null ? "id" : "receiver");
    }

    /// <summary>Sends a test to a receiver, now, once; where that makes an incident, it is ended at once.</summary>
    /// <returns>What went wrong; null when the receiver took it.</returns>
    /// <exception cref="SakerException">There is no such receiver, or a secret of it is not there.</exception>
    public async Task<string?> TestAsync(string receiver, CancellationToken cancellationToken)
    {
        var row = await _database.ReadAsync(session => SettingRows.FindReceiverAsync(session, receiver), cancellationToken)
            ?? throw new SakerException(ErrorKind.NotFound, $"There is no receiver '{receiver}'. `saker alerts receivers` lists them.", "receiver");
        var known = SettingRows.ToReceiver(row);
        var told = _factory.Create(known, _secrets.Open(receiver, row.Secrets));
        var test = TestNotification(receiver);
        var outcome = await told.SendAsync(test, cancellationToken);
        // What made an incident ends it too.
        if (outcome.IsDelivered && known.TakesSingleAlerts)
            outcome = await told.SendAsync(test with { Id = _ids.NewUlid(), Notices = [test.Notices[0] with { Status = NoticeStatus.Resolved }] }, cancellationToken);
        return outcome.Error;
    }

    private async Task<Alert> ChangeAsync(string id, string? by, string? note, string kind, Func<Alert, string, DateTimeOffset, Alert> change, CancellationToken cancellationToken)
    {
        if (note?.Length > MaxNoteLength)
            throw new SakerException(ErrorKind.InvalidInput, $"The note has {note.Length} characters; at most {MaxNoteLength} are kept.", "note");
        return await _database.WriteAsync(
            async session =>
            {
                var alert = await AlertRows.FindAsync(session, id) ?? throw new SakerException(ErrorKind.NotFound, $"There is no alert '{id}'. `saker alerts` lists them.", "alert");
                var (who, now) = (by ?? _home.Actor, _time.GetUtcNow());
                var changed = change(alert, who, now);
                await AlertRows.SaveAsync(session, changed);
                await AlertRows.NoteAsync(session, _ids.NewUlid(), id, new AlertEvent(now, kind, who, note));
                return changed;
            },
            cancellationToken);
    }

    private Notification TestNotification(string receiver)
    {
        var now = _time.GetUtcNow();
        var alert = new Alert
        {
            Id = _ids.NewUlid(),
            Fingerprint = "0000000000000000",
            Rule = "test",
            Severity = Severity.Info,
            State = AlertState.Resolved,
            Signal = "test",
            Endpoint = "",
            Value = 0,
            Summary = "This is a test: alerts of Saker arrive here.",
            PendingAt = now,
            FiredAt = now,
            ResolvedAt = now,
            SeenAt = now,
        };
        var link = _options.PublicUrl is { } url ? new Uri(url, "/alerts").AbsoluteUri : null;
        return new Notification
        {
            Id = alert.Id,
            Receiver = receiver,
            Group = "{}",
            GroupLabels = new Dictionary<string, string>(),
            IsFiring = false,
            // Over from the beginning, so that it wakes nobody for longer than it takes to read.
            Notices = [new Notice(NoticeStatus.Firing, alert, link)],
            At = now,
            ValidUntil = now,
            Link = link,
        };
    }
}
