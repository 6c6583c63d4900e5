using Microsoft.Extensions.Logging;

namespace Saker.Platform.Serving;

/// <summary>What serving logs. Information is for the life of a version; what needs a person is a warning.</summary>
internal static partial class ServingLog
{
    [LoggerMessage(EventId = 2000, Level = LogLevel.Information, Message = "Endpoint {Endpoint} serves {Model} version {Version}, loaded in {Milliseconds:0} ms")]
    public static partial void Serving(this ILogger logger, string endpoint, string model, int version, double milliseconds);

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Endpoint {Endpoint}: {Model} version {Version} could not be loaded; what served before still does")]
    public static partial void LoadFailed(this ILogger logger, Exception exception, string endpoint, string model, int version);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Information, Message = "Endpoint {Endpoint} is no longer served here")]
    public static partial void Removed(this ILogger logger, string endpoint);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Debug, Message = "Unloaded {Model} version {Version}")]
    public static partial void Unloaded(this ILogger logger, string model, int version);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "Unloading {Model} version {Version} failed")]
    public static partial void UnloadFailed(this ILogger logger, Exception exception, string model, int version);

    [LoggerMessage(EventId = 2005, Level = LogLevel.Warning, Message = "Deployments could not be read; what is loaded goes on serving")]
    public static partial void RefreshFailed(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2006, Level = LogLevel.Debug, Message = "Loaded and warmed {Model} version {Version} in {Milliseconds:0} ms")]
    public static partial void Loaded(this ILogger logger, string model, int version, double milliseconds);

    [LoggerMessage(EventId = 2007, Level = LogLevel.Warning, Message = "{Model} version {Version} could not be loaded")]
    public static partial void VersionFailed(this ILogger logger, Exception exception, string model, int version);

    [LoggerMessage(EventId = 2008, Level = LogLevel.Warning, Message = "{Model} version {Version} works, but: {Warning}")]
    public static partial void WarmUpWarning(this ILogger logger, string model, int version, string warning);

    [LoggerMessage(EventId = 2009, Level = LogLevel.Information, Message = "Unloaded {Model} version {Version} to make room")]
    public static partial void Evicted(this ILogger logger, string model, int version);

    [LoggerMessage(EventId = 2011, Level = LogLevel.Warning, Message = "Endpoint {Endpoint}: its requests cannot be split; its own version answers all")]
    public static partial void SplitFailed(this ILogger logger, Exception exception, string endpoint);

    [LoggerMessage(EventId = 2012, Level = LogLevel.Warning, Message = "Endpoint {Endpoint}: copies of requests to {Model} version {Version} could not be made, run or shown to whoever compares them; further failures are only counted")]
    public static partial void ShadowFailed(this ILogger logger, Exception exception, string endpoint, string model, int version);

    [LoggerMessage(EventId = 2010, Level = LogLevel.Information, Message = "{Model} version {Version} was unloaded by request")]
    public static partial void UnloadedByRequest(this ILogger logger, string model, int version);

    [LoggerMessage(EventId = 2013, Level = LogLevel.Warning, Message = "It could not be tried whether rows of {Model} version {Version} may share runs; its requests run alone")]
    public static partial void BatchingTrialFailed(this ILogger logger, Exception exception, string model, int version);
}
