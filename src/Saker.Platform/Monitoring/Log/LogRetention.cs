using Microsoft.Extensions.Logging;
using Saker.Platform.Jobs;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Removes what endpoints' settings do not keep any longer: by age, then the oldest until the rest is small enough. What went is noted.</summary>
internal sealed partial class LogRetention(SegmentStore segments, BlobRemovals removals, ILogPolicy policy, ILogger<LogRetention> logger) : IRecurringJob
{
    public string Name => "log-retention";

    public TimeSpan Interval => TimeSpan.FromMinutes(10);

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var endpoint in (await segments.ListAsync(null, 0, long.MaxValue, sealedSince: 0, cancellationToken)).GroupBy(row => row.Endpoint))
        {
            var settings = await policy.GetAsync(endpoint.Key, cancellationToken);
            var before = (now - settings.Keep).ToUnixTimeMilliseconds();
            var bytes = 0L;
            // The latest first.
            foreach (var row in endpoint)
            {
                bytes += row.ByteCount + row.IndexByteCount;
                var rule = row.LastAt < before ? "age" : bytes > settings.MaxBytes ? "size" : null;
                if (rule is null || !await segments.RemoveAsync(row.Id, rule, cancellationToken))
                    continue;
                await removals.RemoveAsync([row], cancellationToken);
                LogRemoved(row.RequestCount, endpoint.Key, rule);
            }
        }
    }

    [LoggerMessage(EventId = 7230, Level = LogLevel.Debug, Message = "Removed {Requests} requests of endpoint {Endpoint} from the prediction log, by {Rule}")]
    private partial void LogRemoved(long requests, string endpoint, string rule);
}
