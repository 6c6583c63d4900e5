using Microsoft.Extensions.Logging;

namespace Saker.Platform.Monitoring.Windows;

internal static partial class WindowLog
{
    [LoggerMessage(EventId = 7101, Level = LogLevel.Warning, Message = "Profiles of requests take more than {MaxShare:P1} of the processors: one row of {Step} goes into them now. Counts stay exact")]
    public static partial void Thinned(this ILogger logger, int step, double maxShare);

    [LoggerMessage(EventId = 7105, Level = LogLevel.Warning, Message = "The profile that {Version} brings along cannot be read; its bins are not counted for now")]
    public static partial void ReferenceUnread(this ILogger logger, Exception exception, string version);

    [LoggerMessage(EventId = 7102, Level = LogLevel.Warning, Message = "{Count} windows could not be written; they are kept and tried again")]
    public static partial void WriteFailed(this ILogger logger, Exception exception, int count);

    [LoggerMessage(EventId = 7103, Level = LogLevel.Warning, Message = "The windows of {Endpoint} ({Model}/{Version}) from {From} on cannot be merged; they are left as they are, and the others are merged")]
    public static partial void MergeFailed(this ILogger logger, Exception exception, string endpoint, string model, int version, DateTimeOffset from);

    [LoggerMessage(EventId = 7104, Level = LogLevel.Warning, Message = "Windows of {Endpoint} ({Model}/{Version}) from {From} on have other columns: {Count} rows are left out of the profile. Counts stay exact")]
    public static partial void ColumnsDiffer(this ILogger logger, string endpoint, string model, int version, DateTimeOffset from, long count);
}
