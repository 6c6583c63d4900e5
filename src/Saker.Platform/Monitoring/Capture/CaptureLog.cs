using Microsoft.Extensions.Logging;

namespace Saker.Platform.Monitoring.Capture;

internal static partial class CaptureLog
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "Requests are not captured: {Dropped} were dropped so far, because captured ones used up {Bytes} bytes before they could be worked on. Predictions are not affected")]
    public static partial void OutOfMemory(this ILogger logger, long dropped, long bytes);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Warning, Message = "'{Sink}' does not keep up: it did not get {Dropped} requests so far. Predictions are not affected")]
    public static partial void SinkIsBehind(this ILogger logger, string sink, long dropped);

    [LoggerMessage(EventId = 7003, Level = LogLevel.Error, Message = "'{Sink}' failed to take captured requests, {Failed} so far. Predictions are not affected")]
    public static partial void SinkFailed(this ILogger logger, Exception exception, string sink, long failed);

    [LoggerMessage(EventId = 7004, Level = LogLevel.Error, Message = "A request to '{Endpoint}' could not be captured, and further ones may not be. Predictions are not affected")]
    public static partial void CaptureFailed(this ILogger logger, Exception exception, string endpoint);

    [LoggerMessage(EventId = 7005, Level = LogLevel.Warning, Message = "What to capture of '{Endpoint}' could not be read; it stays as it was")]
    public static partial void ScopeUnknown(this ILogger logger, Exception exception, string endpoint);

    [LoggerMessage(EventId = 7006, Level = LogLevel.Warning, Message = "What was captured last could not be made durable within {Delay}")]
    public static partial void StoppedLate(this ILogger logger, TimeSpan delay);

    [LoggerMessage(EventId = 7007, Level = LogLevel.Error, Message = "Captured requests could not be made into blocks")]
    public static partial void RoundFailed(this ILogger logger, Exception exception);
}
