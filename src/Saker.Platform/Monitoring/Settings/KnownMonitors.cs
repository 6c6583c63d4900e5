using Microsoft.Extensions.Logging;
using Saker.Platform.Monitoring.Capture;

namespace Saker.Platform.Monitoring.Settings;

/// <summary>
/// How endpoints are watched, as it was a few seconds ago, for those who may not wait for the database: one query for all endpoints, in the background, while somebody
/// asks. While the database is away, what was known last goes on holding. Thread-safe.
/// </summary>
internal sealed partial class KnownMonitors(IMonitorStore monitors, TimeProvider time, ILogger<KnownMonitors> logger) : IDisposable
{
    private static readonly TimeSpan ListEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxListing = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly RareLog _whenFailed = new();

    // Also of endpoints that are gone: requests from before are still to be treated by their rules.
    private readonly Dictionary<string, MonitorSettings> _known = new(StringComparer.Ordinal);
    private DateTimeOffset _beganAt = DateTimeOffset.MinValue;
    private DateTimeOffset _knownAt = DateTimeOffset.MinValue;
    private Task<bool> _listing = Task.FromResult(false);

    /// <summary>Says at once what is known of an endpoint; null while nothing is.</summary>
    public MonitorSettings? Find(string endpoint)
    {
        lock (_lock)
        {
            ListWhenDue_NeedsLock();
            return _known.GetValueOrDefault(endpoint);
        }
    }

    /// <summary>Says what is known of an endpoint; of one that was not asked for yet, or not for a while, after at most a second. Null when that could not be found out.</summary>
    public async ValueTask<MonitorSettings?> FindAsync(string endpoint, CancellationToken cancellationToken)
    {
        Task<bool> listing;
        TimeSpan wait;
        lock (_lock)
        {
            ListWhenDue_NeedsLock();
            var now = time.GetUtcNow();
            if (_known.TryGetValue(endpoint, out var known) && now - _knownAt < MaxAge)
                return known;
            // It may be newer than the list. While lists fail, the next one is not asked for earlier than else.
            if (HasSucceeded(_listing))
                List_NeedsLock();
            (listing, wait) = (_listing, _beganAt + MaxWait - now);
        }
        if (wait > TimeSpan.Zero)
            await Task.WhenAny(listing, Task.Delay(wait, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_known.TryGetValue(endpoint, out var known))
                return known;
            // No endpoint, but a model that is asked by its own name.
            return HasSucceeded(listing) ? _known[endpoint] = MonitorSettings.Default : null;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private static bool HasSucceeded(Task<bool> listing) => listing is { IsCompletedSuccessfully: true, Result: true };

    private void ListWhenDue_NeedsLock()
    {
        if (_listing.IsCompleted && time.GetUtcNow() - _beganAt >= ListEvery)
            List_NeedsLock();
    }

    private void List_NeedsLock()
    {
        var now = _beganAt = time.GetUtcNow();
        var cancellationToken = _stop.Token;
        _listing = Task.Run(() => ListAsync(now, cancellationToken), CancellationToken.None);
    }

    private async Task<bool> ListAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var found = await monitors.ListAsync(cancellationToken).WaitAsync(MaxListing, time, cancellationToken);
            lock (_lock)
            {
                foreach (var monitor in found)
                    _known[monitor.Endpoint] = monitor.Settings;
                _knownAt = now;
            }
            return true;
        }
        catch (Exception e)
        {
            if (!cancellationToken.IsCancellationRequested && _whenFailed.IsDue(now))
                LogUnknown(e);
            return false;
        }
    }

    [LoggerMessage(EventId = 7020, Level = LogLevel.Warning, Message = "How endpoints are watched could not be read; what was known last goes on holding. Of endpoints of which nothing was known only the facts of requests are kept")]
    private partial void LogUnknown(Exception exception);
}
