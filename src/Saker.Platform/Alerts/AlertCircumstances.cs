using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Monitoring.Log;
using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Alerts;

/// <summary>
/// Finds a few requests that show what an alert tells of: those that failed, were refused or took long, those that another answered, or those that a window was made of.
/// It looks at a bounded stretch of the prediction log for a bounded time; an alert is never kept back for it.
/// </summary>
internal sealed partial class AlertCircumstances(IPredictionLog log, TimeProvider time, ILogger<AlertCircumstances> logger)
{
    private const int MaxRequests = 5;

    // What fires together has one cause; more would keep the evaluation busy.
    private const int MaxAlerts = 20;

    // A quantile is known within 7%.
    private const double NearlyAsSlow = 0.9;

    // The last minutes, of which signals of traffic tell, and one for what ended meanwhile.
    private static readonly TimeSpan s_recent = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan s_window = TimeSpan.FromDays(1);

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);

    /// <returns>Ids of requests by the fingerprint of the alert; those without any are left out.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> FindAsync(IReadOnlyList<Alert> firing, IReadOnlyList<Signal> signals, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        using var limit = new CancellationTokenSource(s_limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            foreach (var alert in firing.Where(alert => alert.Endpoint.Length > 0 && alert.Context.RequestIds.Count == 0).Take(MaxAlerts))
            {
                var signal = signals.FirstOrDefault(own => own.Name == alert.Signal && own.Endpoint == alert.Endpoint && own.Version == alert.Version && own.Label == alert.Label);
                if (FilterOf(alert, signal?.At ?? now, now) is { } filter && await log.QueryAsync(filter, both.Token) is { Predictions.Count: > 0 } page)
                    found[alert.Fingerprint] = [.. page.Predictions.Select(prediction => prediction.RequestId)];
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogLate(s_limit);
        }
        catch (Exception exception) when (exception is SakerException or IOException)
        {
            // The log cannot be read, which may be what the alert is about.
            LogUnread(exception);
        }
        return found;
    }

    /// <returns>Null where no requests show it.</returns>
    private static LogFilter? FilterOf(Alert alert, DateTimeOffset at, DateTimeOffset now)
    {
        var recent = new LogFilter { Endpoint = alert.Endpoint, Version = alert.Version, From = now - s_recent, MaxCount = MaxRequests };
        return alert.Signal switch
        {
            "errors.rate" or "errors.count" => recent with { Error = "*", Where = "refused = 0" },
            "refused.rate" => recent with { Where = "refused = 1" },
            "fallback.share" => recent with { Where = "step != 'primary'" },
            "requests.rate" => recent,
            "silence" => recent with { From = now - s_recent - TimeSpan.FromSeconds(Math.Min(alert.Value, TimeSpan.FromDays(31).TotalSeconds)) },
            var name when name.StartsWith("latency.", StringComparison.Ordinal) => recent with { Where = FormattableString.Invariant($"latency_ms >= {alert.Value * 1_000 * NearlyAsSlow:0.######}") },
            var name when IsOfWindow(name) => recent with { From = at - s_window, To = at, SampledOnly = true },
            _ => null,
        };
    }

    private static bool IsOfWindow(string signal) => new[] { "drift.", "quality.", "score.", "decay" }.Any(start => signal.StartsWith(start, StringComparison.Ordinal));

    [LoggerMessage(EventId = 2712, Level = LogLevel.Debug, Message = "Requests that show what fired were not found within {Limit}")]
    private partial void LogLate(TimeSpan limit);

    [LoggerMessage(EventId = 2713, Level = LogLevel.Debug, Message = "Requests that show what fired could not be read")]
    private partial void LogUnread(Exception exception);
}
