using Microsoft.Extensions.Logging;

namespace Saker.Server.Telemetry;

/// <summary>What telemetry logs.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(EventId = 1200, Level = LogLevel.Warning, Message = "The metrics of {Source} could not be collected")]
    public static partial void SourceFailed(this ILogger logger, Exception exception, string source);

    [LoggerMessage(EventId = 1205, Level = LogLevel.Information, Message = "Traces, logs and metrics are sent to {Address} by OTLP ({Protocol}), {Share} of the traces that begin here")]
    public static partial void Exporting(this ILogger logger, Uri address, OtlpProtocol protocol, double share);

    [LoggerMessage(EventId = 1206, Level = LogLevel.Warning, Message = "Metrics cannot be sent to {Address}: {Reason}. All of them are sent again with the next ones")]
    public static partial void MetricsNotSent(this ILogger logger, Uri address, string reason);

    [LoggerMessage(EventId = 1210, Level = LogLevel.Information, Message = "Request {RequestId} to {Endpoint}: {Outcome} by {Model} version {Version} ({Step}), {Rows} rows in {Milliseconds} ms, {QueueMilliseconds} ms of them waiting; trace {TraceId}, cache {FromCache}, warnings {Warnings}, features {FeaturesHash}, answer {AnswerHash}")]
    public static partial void RequestEnded(
        this ILogger logger, string requestId, string? traceId, string endpoint, string model, int version, string step, string outcome, int rows, double milliseconds, double queueMilliseconds, bool fromCache, int warnings,
        string? featuresHash, string? answerHash);
}
