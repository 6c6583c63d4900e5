using System.Text.Json;
using Saker.Client;
using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Server.Http;

/// <summary>Windows as wire records.</summary>
internal static class WindowWire
{
    public static WindowInfo ToInfo(WindowSummary window) => new()
    {
        Endpoint = window.Endpoint,
        Model = window.Model,
        Version = window.Version,
        From = window.From,
        To = window.To,
        WriterCount = window.WriterCount,
        RequestCount = window.Facts.RequestCount,
        RowCount = window.Facts.RowCount,
        ProfiledRowCount = window.Facts.ProfiledRowCount,
        Errors = window.Facts.Errors,
        RefusedCount = window.Facts.RefusedCount,
        CacheHitCount = window.Facts.CacheHitCount,
        Steps = window.Facts.Steps,
        WarnedCount = window.Facts.WarnedCount,
        WarningCount = window.Facts.WarningCount,
        MendedCount = window.Facts.MendedCount,
        Total = ToInfo(window.Facts.Total),
        Queue = ToInfo(window.Facts.Queue),
        Compute = ToInfo(window.Facts.Compute),
    };

    public static WindowProfileInfo ToInfo(Window window) => new()
    {
        Window = ToInfo(window.Summary),
        Inputs = ToJson(window.Inputs),
        Outputs = ToJson(window.Outputs),
        Bins = window.Bins.ToDictionary(bins => bins.Key, bins => new WindowBinsInfo(bins.Value.Reference, bins.Value.Counts), StringComparer.Ordinal),
    };

    private static WindowLatencyInfo ToInfo(LatencyCounts latencies) => new(latencies.Quantile(0.5), latencies.Quantile(0.95), latencies.Quantile(0.99));

    private static JsonElement? ToJson(Profile? profile)
    {
        if (profile is null)
            return null;
        using var document = JsonDocument.Parse(profile.ToJson());
        return document.RootElement.Clone();
    }
}
