using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts.Delivery;

/// <summary>
/// Delivers what waits: at least once, each with an idempotency key, and once where the receiver says that it took it. Receivers do not wait
/// for each other. One that fails is left alone for a while that doubles with every failure, up to a limit, less a part that chance decides,
/// so that not all who were refused come back together.
/// </summary>
internal sealed partial class AlertDelivery(
    Database database, AlertOutbox outbox, ReceiverFactory factory, ReceiverSecrets secrets, AlertOptions options, TimeProvider time, ILogger<AlertDelivery> logger)
{
    // Nobody else's turn is taken by one receiver for longer than this; what is left waits for the next run.
    private static readonly TimeSpan s_longestRun = TimeSpan.FromSeconds(15);

    /// <summary>Tries what is due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var rows = await database.ReadAsync(
            session => session.QueryAsync<string>("SELECT name FROM alert_receivers r WHERE next_at <= @now AND EXISTS (SELECT 1 FROM alert_outbox o WHERE o.receiver = r.name AND o.state = 'waiting')", new { now }),
            cancellationToken);
        await Task.WhenAll(rows.Select(name => DrainAsync(name, cancellationToken)));
    }

    private async Task DrainAsync(string name, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(session => SettingRows.FindReceiverAsync(session, name), cancellationToken) is not { } row)
            return;
        var receiver = SettingRows.ToReceiver(row);
        if (!receiver.IsEnabled)
            return;
        var (told, fault) = await OpenAsync(receiver, row, cancellationToken);
        var begun = time.GetTimestamp();
        while (time.GetElapsedTime(begun) < s_longestRun && await outbox.FindNextAsync(name, cancellationToken) is { } waiting)
        {
            var notification = AlertOutbox.Read(waiting);
            var outcome = told is null ? DeliveryOutcome.Unavailable(fault!) : await told.SendAsync(notification, cancellationToken);
            // What was taken is noted, whatever happens: else it would be told again.
            if (outcome.IsDelivered)
            {
                if (outcome.Error is { } partly)
                    LogPartly(name, partly);
                await outbox.EndAsync(waiting, notification, outcome.Error, CancellationToken.None);
                if (row.Failures > 0)
                    LogBack(name);
                row = row with { Failures = 0 };
            }
            else if (outcome.IsRefused)
            {
                LogRefused(name, waiting.Id, outcome.Error!);
                await outbox.GiveUpAsync(waiting, notification, outcome.Error!, CancellationToken.None);
            }
            else
            {
                if (row.Failures == 0)
                    LogFailed(name, outcome.Error!);
                await outbox.PostponeAsync(waiting, notification, outcome.Error!, failures => Delay(name, failures, outcome.RetryAfter), CancellationToken.None);
                return;
            }
        }
    }

    private async Task<(IReceiver? Receiver, string? Fault)> OpenAsync(Receiver receiver, SettingRow row, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> opened;
        IReceiver made;
        bool isOutdated;
        try
        {
            opened = secrets.Open(receiver.Name, row.Secrets);
            made = factory.Create(receiver, opened);
            isOutdated = secrets.IsOutdated(row.Secrets);
        }
        catch (SakerException exception)
        {
            return (null, exception.Message);
        }
        catch (Exception exception)
        {
            // Whatever is wrong with one of them is told as its fault, and keeps no other from being told.
            LogNotOpened(receiver.Name, exception);
            return (null, "its settings or secrets cannot be read; write it again");
        }
        // Keys that were rotated may be removed one day.
        if (isOutdated)
            await database.WriteAsync(
                session => session.ExecuteAsync("UPDATE alert_receivers SET secrets = @after WHERE name = @Name AND secrets = @before", new { receiver.Name, before = row.Secrets, after = secrets.Seal(receiver.Name, opened) }), cancellationToken);
        return (made, null);
    }

    private TimeSpan Delay(string name, long failures, TimeSpan? asked)
    {
        var delay = options.DelayAfter(failures);
        // Seeded by who waits and how often it failed: different from receiver to receiver and from time to time.
        var seed = name.Aggregate((int)failures, (hash, letter) => unchecked((hash * 31) + letter));
        var share = (new Random(seed).NextDouble() / 2) + 0.5;
        var chosen = delay * share;
        return asked is { } least && least > chosen ? TimeSpan.FromTicks(Math.Min(least.Ticks, TimeSpan.TicksPerHour)) : chosen;
    }

    [LoggerMessage(EventId = 2720, Level = LogLevel.Warning, Message = "Receiver {Receiver} of alerts does not take them: {Error}. They wait, and are tried again")]
    private partial void LogFailed(string receiver, string error);

    [LoggerMessage(EventId = 2721, Level = LogLevel.Information, Message = "Receiver {Receiver} of alerts takes them again")]
    private partial void LogBack(string receiver);

    [LoggerMessage(EventId = 2722, Level = LogLevel.Warning, Message = "Receiver {Receiver} refused notification {Notification}, which is a dead letter now: {Error}")]
    private partial void LogRefused(string receiver, string notification, string error);

    [LoggerMessage(EventId = 2724, Level = LogLevel.Warning, Message = "Receiver {Receiver} of alerts told not everybody who was to be told: {Error}")]
    private partial void LogPartly(string receiver, string error);

    [LoggerMessage(EventId = 2723, Level = LogLevel.Warning, Message = "Receiver {Receiver} of alerts cannot be made of what was written")]
    private partial void LogNotOpened(string receiver, Exception exception);
}
