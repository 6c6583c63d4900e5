using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Alerts.Rules;

/// <summary>What a rule says of a signal.</summary>
internal static class RuleJudgement
{
    private const int FingerprintLength = 16;

    public static bool Concerns(AlertRule rule, Signal signal) =>
        rule.IsEnabled && SignalPattern.Matches(rule.Signal, signal.Name) && SignalPattern.MatchesAny(rule.Endpoints, signal.Endpoint) && SignalPattern.MatchesAny(rule.Only, signal.Label);

    /// <summary>Whether the condition holds; null when the signal says nothing.</summary>
    public static bool? Holds(AlertRule rule, Signal signal, AnomalyHistory? history)
    {
        if (signal.Count < rule.MinCount)
            return null;
        if (rule.Anomaly is not null)
            return history is null || double.IsNaN(history.Reach) ? null : history.IsAnomaly;
        if (rule.Above is null && rule.Below is null)
            return signal.Verdict;
        return double.IsNaN(signal.Value) ? null : signal.Value > rule.Above || signal.Value < rule.Below;
    }

    public static string Fingerprint(AlertRule rule, Signal signal)
    {
        var version = signal.Version?.ToString(CultureInfo.InvariantCulture) ?? "";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', rule.Name, signal.Name, signal.Endpoint, version, signal.Label))))[..FingerprintLength];
    }

    /// <summary>One sentence that says what is wrong.</summary>
    public static string Describe(AlertRule rule, Signal signal, AnomalyHistory? history)
    {
        if (rule.Summary is { Length: > 0 } own)
            return own;
        var subject = Subject(signal);
        if (signal.Context.Summary is { Length: > 0 } said)
            return $"{subject}: {said}";
        var value = Text(signal.Value, rule.Unit);
        if (rule.Anomaly is not null && history is not null)
            return $"{subject}: {signal.Name} is {value}; usual is {Text(history.Middle, rule.Unit)}, give or take {Text(history.Reach, rule.Unit)}.";
        if (signal.Value > rule.Above)
            return $"{subject}: {signal.Name} is {value}, above {Text(rule.Above.Value, rule.Unit)}.";
        if (signal.Value < rule.Below)
            return $"{subject}: {signal.Name} is {value}, below {Text(rule.Below.Value, rule.Unit)}.";
        return $"{subject}: {signal.Name} is {value}.";
    }

    private static string Subject(Signal signal)
    {
        var subject = signal.Endpoint.Length == 0 ? "This server" : signal.Version is { } version ? $"{signal.Endpoint}, version {version.ToString(CultureInfo.InvariantCulture)}" : signal.Endpoint;
        return signal.Label.Length == 0 ? subject : $"{subject}, {signal.Label}";
    }

    /// <summary>The value as people read its unit.</summary>
    private static string Text(double value, string unit) => unit switch
    {
        "share" => $"{Number(value * 100)}%",
        "seconds" => Math.Abs(value) switch
        {
            > 0 and < 1e-3 => $"{Number(value * 1e6)} \u00b5s",
            > 0 and < 1 => $"{Number(value * 1e3)} ms",
            _ => $"{Number(value)} s",
        },
        "per_second" => $"{Number(value)} per second",
        _ => Number(value),
    };

    // Three digits tell what there is to tell, and no value is told as a zero that it is not.
    private static string Number(double value) => value.ToString(Math.Abs(value) is > 0 and < 0.01 ? "0.###e0" : Math.Abs(value) < 10 ? "0.###" : "0.#", CultureInfo.InvariantCulture);
}
