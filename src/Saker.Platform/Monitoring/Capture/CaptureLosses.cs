using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>What capture lost in the last minutes in this process: no memory for it, or a sink that was too slow or failed. Thread-safe.</summary>
internal sealed class CaptureLosses(CaptureRunner runner, TimeProvider time)
{
    private const string Log = "log";

    private readonly Lock _lock = new();
    private readonly RecentDrops _all = new();
    private readonly RecentDrops _ofLog = new();
    private long _seen;
    private long _seenOfLog;

    /// <summary>Requests of the last minutes that some of watching did not get, counted once for each sink that did not, and those of them that are in no log for it.</summary>
    public (long All, long OfLog) Count()
    {
        var (status, now) = (runner.Status, time.GetUtcNow());
        var all = status.DroppedCount + status.Sinks.Sum(LostBy);
        var ofLog = status.DroppedCount + status.Sinks.Where(sink => sink.Name == Log).Sum(LostBy);
        lock (_lock)
        {
            _all.Add(now, all - _seen);
            _ofLog.Add(now, ofLog - _seenOfLog);
            (_seen, _seenOfLog) = (all, ofLog);
            return (_all.Count(now), _ofLog.Count(now));
        }
    }

    private static long LostBy(SinkStatus sink) => sink.DroppedCount + sink.FailedCount;
}
