using Microsoft.Extensions.Logging;
using Saker.Platform.Audit;

namespace Saker.Server.Hosting;

/// <summary>What the server logs. Information is for its life; a single request is Debug; a fault of ours is Error.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(EventId = 1000, Level = LogLevel.Information, Message = "Listening on {Address}, for gRPC on {GrpcAddress}, home {Home}")]
    public static partial void Listening(this ILogger logger, Uri address, Uri grpcAddress, string home);

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Stopping; requests under way may take {MaxStopDelay} to finish")]
    public static partial void Stopping(this ILogger logger, TimeSpan maxStopDelay);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Information, Message = "Stopped")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "What was begun before the start failed could not be ended")]
    public static partial void NotEnded(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Debug, Message = "At rest: {Mebibytes:0.0} MiB of memory given back in {Milliseconds:0.0} ms")]
    public static partial void MemoryGivenBack(this ILogger logger, double mebibytes, double milliseconds);

    [LoggerMessage(EventId = 1100, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(EventId = 1101, Level = LogLevel.Debug, Message = "{Method} {Path} refused with {Status}: {Reason}")]
    public static partial void RequestRefused(this ILogger logger, string method, string path, int status, string reason);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Information, Message = "Endpoint {Endpoint} now serves {Model} version {Version}")]
    public static partial void Deployed(this ILogger logger, string endpoint, string model, int version);

    [LoggerMessage(EventId = 1106, Level = LogLevel.Information, Message = "Endpoint {Endpoint} has other settings: {Changes}")]
    public static partial void SettingsChanged(this ILogger logger, string endpoint, string changes);

    [LoggerMessage(EventId = 1107, Level = LogLevel.Information, Message = "Endpoint {Endpoint} is watched otherwise: {Changes}")]
    public static partial void MonitorChanged(this ILogger logger, string endpoint, string changes);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "Listening on {Address} with access off: everybody who reaches this server may do everything")]
    public static partial void OpenToEveryone(this ILogger logger, Uri address);

    [LoggerMessage(EventId = 1110, Level = LogLevel.Error, Message = "{Actor} did {Act} on {Target} ({Outcome}), and the audit could not be written")]
    public static partial void ActNotNoted(this ILogger logger, Exception exception, string actor, string act, string target, AuditOutcome outcome);

    [LoggerMessage(EventId = 1111, Level = LogLevel.Warning, Message = "Refused attempts come faster than the audit notes them: {Act} on {Path}")]
    public static partial void RefusalNotNoted(this ILogger logger, string act, string path);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Information, Message = "Endpoint {Endpoint} was removed")]
    public static partial void Undeployed(this ILogger logger, string endpoint);

    [LoggerMessage(EventId = 1104, Level = LogLevel.Information, Message = "Imported {Model} version {Version}, {Bytes} bytes")]
    public static partial void Imported(this ILogger logger, string model, int version, long bytes);

    [LoggerMessage(EventId = 1105, Level = LogLevel.Information, Message = "Alias {Alias} of {Model} points at version {Version}")]
    public static partial void AliasMoved(this ILogger logger, string alias, string model, int version);
}
