using Saker.Data;
using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Rules;
using Saker.Platform.Monitoring.Signals;

namespace Saker.Platform.Tests.Alerts.Rules;

public sealed class RuleTextTests
{
    private static readonly SignalDefinition[] s_signals =
    [
        new("errors.rate", "share", ""), new("latency.p95", "seconds", ""), new("latency.p99", "seconds", ""), new("silence", "seconds", ""), new("drift.share", "share", ""),
        new("decay", "score", ""), new("quality.*", "share", ""), new("score.*", "score", ""),
    ];

    [Fact]
    public void Every_kind_knows_its_signal_and_its_bound()
    {
        var rules = Parse(
            """
            alerts:
              rules:
                - {name: a, kind: errors, above: 0.1}
                - {name: b, kind: latency, quantile: p95, above: 250ms, for: 5m}
                - {name: c, kind: silence, after: 10m, endpoints: [churn*]}
                - {name: d, kind: drift}
                - {name: e, kind: decay, severity: critical}
                - {name: f, kind: quality, above: 0.2}
                - {name: g, signal: score.roc_auc, below: 0.7, min_count: 100}
                - {name: h, kind: anomaly, signal: errors.rate, false_alarms: 2, per: 30d, every: 10m, season: 1d, sides: above}
            """).Rules;

        Assert.Equal(["errors.rate", "latency.p95", "silence", "drift.share", "decay", "quality.*", "score.roc_auc", "errors.rate"], rules.Select(rule => rule.Signal));
        Assert.Equal([0.1, 0.25, 600, null, null, 0.2, null, null], rules.Select(rule => rule.Above));
        Assert.Equal((20, 0.7, 100), (rules[0].MinCount, rules[6].Below, rules[6].MinCount));
        var anomaly = rules[7].Anomaly!;
        Assert.Equal((TimeSpan.FromDays(4), true, false), (anomaly.History, anomaly.CountsHigh, anomaly.CountsLow));
        Assert.Equal(2.0 / (30 * 24 * 6), anomaly.Chance, 12);
    }

    [Fact]
    public void Every_problem_of_a_file_is_told_at_once_with_its_line_and_without_secrets()
    {
        var problem = Assert.Throws<SakerException>(() => Parse(
            """
            alerts:
              policy: {repeat: soon}
              rules:
                - {name: a, signal: eror.rate, above: 1}
                - {name: a, kind: latency}
                - {name: b, kind: threshold, signal: errors.rate}
                - {name: "c d", kind: wrong, severity: bad, labels: {endpoint: x}, fro: 5m}
              receivers:
                - {name: r, kind: webhook, url: "ftp://host", secret: short-secret}
                - {name: s, kind: email, host: mail.example.org, from: nobody, to: [ops@example.org], user: u, tls: none, password: hunter2-hunter2}
                - {name: t, kind: webhook, url: "https://user:hunter2@host/"}
              silences:
                - {name: x, matchers: ["endpoint"], reason: r}
                - {name: y, matchers: ["alertname=~("], for: 2h, weekly: {days: [someday], from: "25:00", to: "06:00", zone: Nowhere/Here}, reason: r}
            """));

        var all = string.Join('\n', problem.Problems);
        foreach (var expected in new[]
        {
            "line 2, alerts.policy.repeat: 'soon' is no duration", "line 4, alerts.rules[0].signal: there is no signal 'eror.rate'; there are: errors.rate", "alerts.rules: 'a' is there 2 times",
            "line 5, alerts.rules[1].above: this is missing", "line 6, alerts.rules[2].above: a bound is missing", "line 7, alerts.rules[3].name", "line 7, alerts.rules[3].kind: 'wrong'", "line 7, alerts.rules[3].severity: 'bad'",
            "alerts.rules[3].labels.endpoint: every alert has this label", "alerts.rules[3].fro: this key is not known", "line 9, alerts.receivers[0].url: 'ftp://host' is no address", "alerts.receivers[0].secret: it has 12 characters",
            "alerts.receivers[1].tls: without TLS the password could be read", "alerts.receivers[1].from: 'nobody' is no mail address", "alerts.receivers[2].url: an address with a password",
            "alerts.silences[0].matchers: 'endpoint' is no matcher", "alerts.silences[0].for: this is missing", "alerts.silences[1].matchers: '(' is no regular expression", "weekly.days: 'someday' is no day",
            "weekly.from: '25:00' is no time", "weekly.zone: 'Nowhere/Here'",
        })
            Assert.Contains(expected, all, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem.Message + all, StringComparison.Ordinal);
        Assert.DoesNotContain("short-secret", problem.Message + all, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rules_that_come_with_Saker_are_all_valid_where_their_signals_are_given()
    {
        SignalDefinition[] all =
        [
            .. s_signals, new("refused.rate", "share", ""), new("fallback.share", "share", ""), new("endpoint.failed", "flag", ""), new("endpoint.degraded", "flag", ""),
            new("log.dropped", "count", ""), new("disk.free", "share", ""), new("signals.failed", "flag", ""), new("alerts.waiting", "seconds", ""),
        ];

        Assert.Equal(13, DefaultRules.List(all).Count);
        Assert.Equal(["decay", "drift", "errors", "quality"], DefaultRules.List(s_signals).Select(rule => rule.Name).Order());
    }

    [Theory]
    [InlineData("endpoint=churn*", "churn-eu", true)]
    [InlineData("endpoint=churn", "churn-eu", false)]
    [InlineData("endpoint!=churn*", "churn-eu", false)]
    [InlineData("endpoint=~churn-(eu|us)", "churn-eu", true)]
    [InlineData("endpoint=~churn", "churn-eu", false)]
    [InlineData("endpoint!~churn-.*", "fraud", true)]
    [InlineData("team=", "churn", true)]
    public void Matchers_match_whole_values(string text, string endpoint, bool matches) =>
        Assert.Equal(matches, LabelMatcher.Parse(text).Matches(new Dictionary<string, string> { ["endpoint"] = endpoint }));

    [Theory]
    // A Monday; the window begins on Mondays at 22:00 in Berlin, which is 21:00 UTC in winter.
    [InlineData("2026-03-02T20:59:00Z", false)]
    [InlineData("2026-03-02T21:00:00Z", true)]
    [InlineData("2026-03-03T04:59:00Z", true)]
    [InlineData("2026-03-03T05:00:00Z", false)]
    [InlineData("2026-03-03T21:30:00Z", false)]
    // In summer it is an hour earlier.
    [InlineData("2026-07-06T20:30:00Z", true)]
    public void A_window_of_the_week_keeps_to_the_time_of_its_zone_and_reaches_over_midnight(string at, bool contains)
    {
        var window = new WeeklyWindow { Days = [DayOfWeek.Monday], From = new TimeOnly(22, 0), To = new TimeOnly(6, 0), Zone = "Europe/Berlin" };

        Assert.Equal(contains, window.Contains(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static AlertFile Parse(string text) => AlertFile.Parse(text, s_signals, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
}
