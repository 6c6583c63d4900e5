using Saker.Data;
using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Alerts.Rules;

/// <summary>The rules that come with Saker. A rule of the same name that somebody writes takes the place of one of them; <c>enabled: false</c> turns it off.</summary>
internal static class DefaultRules
{
    private const string Text =
        """
        rules:
          - {name: errors, kind: errors, above: 0.05, for: 1m, severity: critical}
          - {name: refused, signal: refused.rate, above: 0.2, min_count: 20, for: 5m}
          - {name: fallback, signal: fallback.share, above: 0.1, min_count: 20, for: 5m}
          - {name: version-failed, signal: endpoint.failed, above: 0, for: 30s, severity: critical}
          - {name: version-degraded, signal: endpoint.degraded, above: 0, for: 5m}
          - {name: drift, kind: drift}
          - {name: prediction-drift, kind: drift, signal: drift.prediction}
          - {name: quality, kind: quality}
          - {name: decay, kind: decay, severity: critical}
          - {name: capture-dropped, signal: capture.dropped, above: 0}
          - {name: log-dropped, signal: log.dropped, above: 0}
          - {name: log-failed, signal: log.failed, above: 0, for: 30s, severity: critical}
          - {name: retraining-failed, signal: retraining.failed, above: 0}
          - {name: rollout-rolled-back, signal: rollout.rolled_back, verdict: true}
          - {name: rollout-waiting, signal: rollout.waiting, verdict: true}
          - {name: rollout-held, signal: rollout.held, verdict: true}
          - {name: disk-low, signal: disk.free, below: 0.05, for: 1m}
          - {name: disk-full, signal: disk.free, below: 0.01, severity: critical}
          - {name: signals-failed, signal: signals.failed, above: 0, for: 5m}
          - {name: alerts-undelivered, signal: alerts.waiting, above: 900, for: 1m}
        """;

    /// <summary>Those whose signals somebody gives.</summary>
    public static IReadOnlyList<AlertRule> List(IReadOnlyList<SignalDefinition> definitions)
    {
        var rules = new List<AlertRule>();
        foreach (var section in new Settings(YamlText.Parse(Text).Values, "", new List<Problem>()).Sections("rules"))
        {
            var problems = new List<Problem>();
            // A signal that nobody gives in this composition is no mistake of anybody's.
            var rule = RuleText.Read(new Settings(section.Keys().ToDictionary(key => key, section.Value, StringComparer.Ordinal), "", problems), definitions);
            if (problems.Count == 0)
                rules.Add(rule with { IsBuiltIn = true });
        }
        return rules;
    }
}
