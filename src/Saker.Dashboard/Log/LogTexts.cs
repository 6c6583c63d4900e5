using Saker.Dashboard.Layout;
using Saker.Platform.Monitoring.Log;

namespace Saker.Dashboard.Log;

/// <summary>Logged requests in words.</summary>
internal static class LogTexts
{
    private const int MaxId = 40;

    /// <summary>The page of one request; with its time, so that it is found without looking through the log.</summary>
    public static string Address(LoggedPrediction one) => $"{Links.LoggedRequest(one.RequestId)}?endpoint={Uri.EscapeDataString(one.Endpoint)}&at={Uri.EscapeDataString(TimeRange.Moment(one.At))}";

    /// <summary>As much of an id as tells it from others in a table.</summary>
    public static string Short(string id) => id.Length <= MaxId ? id : id[..MaxId] + "...";

    public static string Outcome(LoggedPrediction one) => one switch
    {
        { IsRefused: true, Error: { } error } => $"refused: {error}",
        { Error: { } error } => error,
        { MendedCount: > 0 } => one.MendedCount == 1 ? "1 value replaced" : $"{Format.Count(one.MendedCount)} values replaced",
        { WarningCount: > 0 } => one.WarningCount == 1 ? "1 warning" : $"{Format.Count(one.WarningCount)} warnings",
        _ => "ok",
    };

    public static string Mood(LoggedPrediction one) => one switch
    {
        { Error: not null } => "failed",
        { MendedCount: > 0 } or { WarningCount: > 0 } => "warning",
        _ => "finished",
    };
}
