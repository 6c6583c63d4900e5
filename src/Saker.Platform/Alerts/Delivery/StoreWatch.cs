using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts.Delivery;

/// <summary>
/// Tells receivers when the database cannot be written, as on a full disk: then no alert could be stored, and nothing that waits would be
/// looked for. It holds the receivers in memory, as they were when the database could last be used, and tells each once that it began and once
/// that it is over. Every replica does so by itself; receivers that know alerts by a key see one.
/// </summary>
internal sealed partial class StoreWatch(
    Database database, ReceiverFactory factory, ReceiverSecrets secrets, AlertOptions options, SakerHome home, Ids ids, TimeProvider time, ILogger<StoreWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(30);

    // One failure may be a writer that took too long.
    private const int MinFailures = 2;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private IReadOnlyList<(Receiver Settings, IReceiver Sender)> _receivers = [];
    private bool _areKnown;
    private Alert? _alert;
    private int _failures;

    /// <summary>Looks once.</summary>
    /// <param name="probe">Writes something; throws when that is not possible.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LookAsync(Func<CancellationToken, Task> probe, CancellationToken cancellationToken)
    {
        try
        {
            await probe(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // After a start on a full disk nobody is known yet; what cannot be written can often still be read.
            if (!_areKnown)
                await TryLearnAsync(cancellationToken);
            await FailAsync(exception, cancellationToken);
            return;
        }
        await RecoverAsync(cancellationToken);
        await LearnAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_interval, time);
        try
        {
            do
                await TryLookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // This is how it ends.
        }
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(ProbeAsync, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotLooked(exception);
        }
    }

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        _receivers = await OpenAsync(cancellationToken);
        _areKnown = true;
    }

    private async Task TryLearnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LearnAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotLooked(exception);
        }
    }

    /// <summary>A row that differs every time, so that a page has to be written.</summary>
    private Task ProbeAsync(CancellationToken cancellationToken) => database.WriteAsync(
        session => session.ExecuteAsync(
            "INSERT INTO alert_series (fingerprint, body, changed_at) VALUES (@id, '', @at) ON CONFLICT (fingerprint) DO UPDATE SET changed_at = excluded.changed_at",
            new { id = $"probe {home.Id}", at = time.GetUtcNow().ToUnixTimeMilliseconds() }),
        cancellationToken);

    private async Task FailAsync(Exception exception, CancellationToken cancellationToken)
    {
        if (++_failures < MinFailures)
            return;
        var now = time.GetUtcNow();
        if (_alert is null)
            LogUnwritable(exception);
        _alert ??= new Alert
        {
            Id = $"store-unwritable-{home.Id}",
            Fingerprint = home.Id,
            Rule = "store-unwritable",
            Severity = Severity.Critical,
            State = AlertState.Firing,
            Signal = "store",
            Endpoint = "",
            Value = 1,
            Summary = $"The database cannot be written: {exception.Message} Models are served, but nothing is stored, and other alerts are not told.",
            PendingAt = now,
            FiredAt = now,
            SeenAt = now,
        };
        await TellAsync(NoticeStatus.Firing, _receivers.Where(receiver => !_told.Contains(receiver.Settings.Name)), name => _told.Add(name), cancellationToken);
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        _failures = 0;
        if (_alert is null)
            return;
        _alert = _alert with { State = AlertState.Resolved, ResolvedAt = _alert.ResolvedAt ?? time.GetUtcNow() };
        await TellAsync(NoticeStatus.Resolved, _receivers.Where(receiver => _told.Contains(receiver.Settings.Name)), name => _told.Remove(name), cancellationToken);
        // Who could not be told of the end is told the next time.
        if (_receivers.Any(receiver => _told.Contains(receiver.Settings.Name)))
            return;
        _told.Clear();
        _alert = null;
        LogWritable();
    }

    private async Task TellAsync(NoticeStatus status, IEnumerable<(Receiver Settings, IReceiver Sender)> receivers, Action<string> taken, CancellationToken cancellationToken)
    {
        foreach (var (receiver, sender) in receivers.ToList())
        {
            var link = options.PublicUrl?.AbsoluteUri;
            var outcome = await sender.SendAsync(
                new Notification
                {
                    Id = ids.NewUlid(),
                    Receiver = receiver.Name,
                    Group = "{}",
                    GroupLabels = new Dictionary<string, string>(),
                    IsFiring = status == NoticeStatus.Firing,
                    Notices = [new Notice(status, _alert!, link)],
                    At = time.GetUtcNow(),
                    ValidUntil = time.GetUtcNow() + TimeSpan.FromHours(1),
                    Link = link,
                },
                cancellationToken);
            if (outcome.IsDelivered || outcome.IsRefused)
                taken(receiver.Name);
        }
    }

    private async Task<IReadOnlyList<(Receiver Settings, IReceiver Sender)>> OpenAsync(CancellationToken cancellationToken)
    {
        List<(Receiver, IReceiver)> opened = [];
        foreach (var row in await database.ReadAsync(SettingRows.ReceiverRowsAsync, cancellationToken))
        {
            var receiver = SettingRows.ToReceiver(row);
            if (!receiver.IsEnabled)
                continue;
            try
            {
                opened.Add((receiver, factory.Create(receiver, secrets.Open(receiver.Name, row.Secrets))));
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Its secrets are not here, or it is damaged: the delivery says so.
            }
        }
        return opened;
    }

    [LoggerMessage(EventId = 2730, Level = LogLevel.Critical, Message = "The database cannot be written; receivers of alerts are told")]
    private partial void LogUnwritable(Exception exception);

    [LoggerMessage(EventId = 2731, Level = LogLevel.Information, Message = "The database can be written again")]
    private partial void LogWritable();

    [LoggerMessage(EventId = 2732, Level = LogLevel.Warning, Message = "Whether the database can be written could not be looked at")]
    private partial void LogNotLooked(Exception exception);
}
