using System.Text.Json;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts.Delivery;

/// <summary>Writes into the outbox what receivers are to be told now, within the change that made it so.</summary>
internal static class AlertNotices
{
    public static async Task WriteAsync(Session session, AlertSettings said, AlertOptions options, Ids ids, DateTimeOffset now)
    {
        if (said.Receivers.Count == 0)
            return;
        var open = await AlertRows.ListOpenAsync(session);
        var notifier = new GroupNotifier(said.Policy, said.Silences, options, ids, now);
        foreach (var receiver in said.Receivers)
        {
            var groups = (await session.QueryAsync<(string Id, string Body)>("SELECT id, body FROM alert_groups WHERE receiver = @Name", new { receiver.Name }))
                .ToDictionary(row => row.Id, row => JsonSerializer.Deserialize(row.Body, AlertJson.Default.GroupState)!, StringComparer.Ordinal);
            var active = open.Where(alert => alert.IsActive).Select(alert => alert.Id).ToHashSet(StringComparer.Ordinal);
            var ended = await AlertRows.FindAllAsync(session, groups.Values.SelectMany(group => group.Told.Keys).Where(id => !active.Contains(id)));
            var waiting = (await session.QueryAsync<string>("SELECT DISTINCT stream FROM alert_outbox WHERE receiver = @Name AND state = 'waiting'", new { receiver.Name })).ToHashSet(StringComparer.Ordinal);
            await SaveAsync(session, receiver, notifier.Plan(receiver, open, ended, groups, waiting), now);
        }
    }

    private static async Task SaveAsync(Session session, Receiver receiver, GroupPlan plan, DateTimeOffset now)
    {
        foreach (var (id, group) in plan.Groups)
            await session.ExecuteAsync(
                "INSERT INTO alert_groups (receiver, id, body) VALUES (@Name, @id, @body) ON CONFLICT (receiver, id) DO UPDATE SET body = excluded.body",
                new { receiver.Name, id, body = JsonSerializer.Serialize(group, AlertJson.Default.GroupState) });
        foreach (var id in plan.Ended)
            await session.ExecuteAsync("DELETE FROM alert_groups WHERE receiver = @Name AND id = @id", new { receiver.Name, id });
        foreach (var notification in plan.Notifications)
            await session.ExecuteAsync(
                "INSERT INTO alert_outbox (id, receiver, stream, body, state, created_at) VALUES (@Id, @Receiver, @stream, @body, 'waiting', @at)",
                new
                {
                    notification.Id,
                    notification.Receiver,
                    stream = receiver.TakesSingleAlerts ? notification.Notices[0].Alert.Id : notification.Group,
                    body = JsonSerializer.Serialize(notification, AlertJson.Default.Notification),
                    at = now.ToUnixTimeMilliseconds(),
                });
    }
}
