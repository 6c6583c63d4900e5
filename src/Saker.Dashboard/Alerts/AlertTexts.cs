using System.Globalization;
using Saker.Platform.Alerts;

namespace Saker.Dashboard.Alerts;

/// <summary>Alerts in words.</summary>
internal static class AlertTexts
{
    public static string Subject(Alert alert)
    {
        if (alert.Endpoint.Length == 0)
            return "the server";
        var version = alert.Version is { } number ? string.Create(CultureInfo.InvariantCulture, $"{alert.Endpoint}, version {number}") : alert.Endpoint;
        return alert.Label.Length == 0 ? version : $"{version}, {alert.Label}";
    }

    /// <summary>One line that says how much needs attention.</summary>
    public static string Count(IReadOnlyList<Alert> firing)
    {
        var parts = firing.GroupBy(alert => alert.Severity).OrderByDescending(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));
        return $"{string.Join(", ", parts)} {(firing.Count == 1 ? "alert fires" : "alerts fire")}";
    }
}
