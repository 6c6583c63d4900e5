using System.Globalization;
using Saker.Data;
using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Rules;

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

    /// <summary>When a rule fires.</summary>
    public static string Condition(AlertRule rule)
    {
        List<string> bounds = [];
        if (rule.Anomaly is not null)
            bounds.Add("is far from its own past");
        if (rule.Above is { } above)
            bounds.Add($"is above {Value(above, rule.Unit)}");
        if (rule.Below is { } below)
            bounds.Add($"is below {Value(below, rule.Unit)}");
        var signal = rule.Only is ["*"] ? rule.Signal : $"{rule.Signal} of {string.Join(", ", rule.Only)}";
        return $"{signal} {(bounds.Count == 0 ? "is bad by its own test" : string.Join(" or ", bounds))}{(rule.For > TimeSpan.Zero ? $" for {DurationText.Write(rule.For)}" : "")}";
    }

    private static string Value(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:G6}{(unit is "" or "count" or "flag" ? "" : " " + unit.Replace('_', ' '))}");
}
