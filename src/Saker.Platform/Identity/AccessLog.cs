using Microsoft.Extensions.Logging;

namespace Saker.Platform.Identity;

/// <summary>What access logs. Never a credential.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(EventId = 2500, Level = LogLevel.Warning, Message = "Keys and usage could not be read or stored; what is known stays in force and it is tried again")]
    public static partial void StoreNotReached(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 2501, Level = LogLevel.Warning, Message = "The signing keys of {Issuer} could not be fetched: {Reason}")]
    public static partial void IssuerNotReached(this ILogger logger, string issuer, string reason);

    [LoggerMessage(EventId = 2502, Level = LogLevel.Debug, Message = "A token was refused: {Reason}")]
    public static partial void TokenRefused(this ILogger logger, string reason);
}
