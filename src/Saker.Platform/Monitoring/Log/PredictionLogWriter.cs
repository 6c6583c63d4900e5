using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Monitoring.Capture;

namespace Saker.Platform.Monitoring.Log;

/// <summary>
/// Writes what was captured to the journal. Serving never waits for it: when the disk is full or fails, what comes is dropped, counted and
/// told, and it goes on by itself once writing is possible again. Thread-safe.
/// </summary>
internal sealed partial class PredictionLogWriter(
    Journal journal, JournalFiles files, Redactor redactor, ILogPolicy policy, PredictionLogOptions options, TimeProvider time, ILogger<PredictionLogWriter> logger, CallCapture? capture = null) : ICaptureSink
{
    private static readonly TimeSpan WarnEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MeasureEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly CapturedRows _rows = new(new MinuteSampler());
    private readonly RecentDrops _recent = new();
    private DateTimeOffset? _notWritingSince;
    private DateTimeOffset _warnedAt;
    private DateTimeOffset _measuredAt;
    private bool _isFull;
    private string? _reason;
    private long _written;
    private long _dropped;
    private long _droppedSinceWarning;

    public string Name => "log";

    /// <summary>Since when nothing can be written, and why; null while all is well.</summary>
    public (DateTimeOffset Since, string Reason)? Failure
    {
        get
        {
            lock (_lock)
                return _notWritingSince is { } since ? (since, _reason!) : null;
        }
    }

    /// <summary>Requests written.</summary>
    public long WrittenCount => Interlocked.Read(ref _written);

    /// <summary>Requests that could not be written.</summary>
    public long DroppedCount => Interlocked.Read(ref _dropped);

    /// <summary>Requests that could not be written in the last minutes.</summary>
    public long RecentlyDroppedCount
    {
        get
        {
            lock (_lock)
                return _recent.Count(time.GetUtcNow());
        }
    }

    public async ValueTask TakeAsync(CapturedBlock captured, CancellationToken cancellationToken)
    {
        if (captured.Requests.Count == 0)
            return;
        var settings = await policy.GetAsync(captured.Endpoint, cancellationToken);
        var block = _rows.Take(captured, settings);
        // Rows above need not be copied any more when they are captured.
        if (block.Minutes is [.., var latest])
            capture?.Tell(block.Endpoint, new RowThreshold(block.Model, block.Version, latest.Minute, latest.Threshold));
        try
        {
            block = await redactor.RedactAsync(block, settings, cancellationToken);
        }
        catch (SakerException e)
        {
            // Rows that cannot be redacted are not kept; that they were asked is.
            LogNotRedacted(block.Endpoint, e.Message, e);
            block = block with { RowRequests = [], RowNumbers = [], Inputs = null, Outputs = null, Minutes = [.. block.Minutes.Select(minute => minute with { Threshold = 0 })] };
        }
        Write(block);
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return ValueTask.CompletedTask;
    }

    /// <summary>Forces what was written to the disk.</summary>
    public void Flush()
    {
        try
        {
            journal.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e.Message, 0);
        }
    }

    private void Write(LogBlock block)
    {
        try
        {
            if (IsFull())
            {
                Fail($"{options.MaxUnsealedBytes} bytes wait to be sealed, which is the most that may", block.Requests.Length);
                return;
            }
            journal.Append(block);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SakerException)
        {
            Fail(e.Message, block.Requests.Length);
            return;
        }
        Interlocked.Add(ref _written, block.Requests.Length);
        Recover();
    }

    private bool IsFull()
    {
        var now = time.GetUtcNow();
        if (now - _measuredAt >= MeasureEvery)
            (_measuredAt, _isFull) = (now, files.ByteCount() >= options.MaxUnsealedBytes);
        return _isFull;
    }

    private void Fail(string reason, int requests)
    {
        Interlocked.Add(ref _dropped, requests);
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _notWritingSince ??= now;
            _reason = reason;
            _recent.Add(now, requests);
            _droppedSinceWarning += requests;
            if (now - _warnedAt < WarnEvery)
                return;
            LogNotWriting(_notWritingSince.Value, reason, _droppedSinceWarning);
            (_warnedAt, _droppedSinceWarning) = (now, 0);
        }
    }

    private void Recover()
    {
        lock (_lock)
        {
            if (_notWritingSince is not { } since)
                return;
            LogWritingAgain(since, DroppedCount);
            (_notWritingSince, _reason, _warnedAt) = (null, null, default);
        }
    }

    [LoggerMessage(EventId = 7200, Level = LogLevel.Warning, Message = "The prediction log cannot be written since {Since}: {Reason}. Serving goes on; {Dropped} more requests are in no log")]
    private partial void LogNotWriting(DateTimeOffset since, string reason, long dropped);

    [LoggerMessage(EventId = 7201, Level = LogLevel.Information, Message = "The prediction log is written again; it was not since {Since}. {Dropped} requests since the start of this process are in no log")]
    private partial void LogWritingAgain(DateTimeOffset since, long dropped);

    [LoggerMessage(EventId = 7202, Level = LogLevel.Warning, Message = "Rows of endpoint {Endpoint} are not kept, because they cannot be redacted: {Reason}")]
    private partial void LogNotRedacted(string endpoint, string reason, Exception exception);
}
