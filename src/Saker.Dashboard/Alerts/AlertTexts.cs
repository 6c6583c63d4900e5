using System.Globalization;
using System.Text.RegularExpressions;
using Saker.Data;
using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Rules;

namespace Saker.Dashboard.Alerts;

/// <summary>Alerts in words.</summary>
internal static partial class AlertTexts
{
    /// <summary>The time that a text names, such as <c>churn/1 since 2026-05-03T12:00:00Z, following champion</c>, with what stands before and after it; null where it names none.</summary>
    public static (string Before, DateTimeOffset At, string After)? FindMoment(string text) =>
        Moment().Match(text) is { Success: true } found && DateTimeOffset.TryParse(found.Value, CultureInfo.InvariantCulture, out var at)
            ? (text[..found.Index], at, text[(found.Index + found.Length)..])
            : null;

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

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();
}
