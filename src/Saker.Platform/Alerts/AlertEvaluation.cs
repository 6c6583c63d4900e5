using System.Text.Json;
using Microsoft.Extensions.Logging;
using Saker.Platform.Alerts.Delivery;
using Saker.Platform.Alerts.Rules;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Serving;
using Saker.Platform.Storage;

namespace Saker.Platform.Alerts;

/// <summary>
/// Evaluates the rules: what becomes of alerts, and who is told, is one change of the database, so that nothing is told that did not happen,
/// and nothing happens that is not told. Several that evaluate at the same time, which the lease of the job prevents, would still alert once.
/// </summary>
internal sealed partial class AlertEvaluation(
    Database database, SignalReader signals, AlertSettingsStore settings, IEndpointStore endpoints, AlertCircumstances circumstances, AlertOptions options, Ids ids, ILogger<AlertEvaluation> logger)
{
    private static readonly TimeSpan s_flapWindow = TimeSpan.FromHours(1);

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var read = await signals.ReadAsync(now, cancellationToken);
        // Before the change: the log may be slow, and others wait for a change of the database.
        var firing = await database.ReadAsync(session => RehearseAsync(session, read, now), cancellationToken);
        var found = new Circumstances(
            (await endpoints.ListAsync(cancellationToken)).ToDictionary(endpoint => endpoint.Name, Describe, StringComparer.Ordinal),
            firing.Count == 0 ? new Dictionary<string, IReadOnlyList<string>>() : await circumstances.FindAsync(firing, read, now, cancellationToken));
        var (changes, leftOut) = await database.WriteAsync(session => EvaluateAsync(session, read, found, now), cancellationToken);
        foreach (var change in changes.Where(change => change.Kind is "fired" or "resolved"))
            LogChanged(change.Alert.Rule, change.Alert.Endpoint is { Length: > 0 } endpoint ? endpoint : "the server", change.Kind!, change.Alert.Severity, change.Alert.Summary);
        if (leftOut > 0)
            LogLeftOut(leftOut, options.MaxOpenCount);
    }

    /// <summary>What is going to fire.</summary>
    private async Task<IReadOnlyList<Alert>> RehearseAsync(Session session, IReadOnlyList<Signal> read, DateTimeOffset now)
    {
        var said = await settings.LoadAsync(session);
        var histories = await ReadHistoriesAsync(session, said.Rules, read, keeps: false, now);
        var machine = new AlertMachine(said.Rules, await AlertRows.ListOpenAsync(session), new Dictionary<string, int>(), options, ids, now);
        return [.. machine.Step(read, fingerprint => histories.GetValueOrDefault(fingerprint)).Where(change => change.Kind == "fired").Select(change => change.Alert)];
    }

    private async Task<(IReadOnlyList<AlertChange> Changes, int LeftOut)> EvaluateAsync(Session session, IReadOnlyList<Signal> read, Circumstances found, DateTimeOffset now)
    {
        var said = await settings.LoadAsync(session);
        var histories = await ReadHistoriesAsync(session, said.Rules, read, keeps: true, now);
        var open = await AlertRows.ListOpenAsync(session);
        var machine = new AlertMachine(said.Rules, open, await AlertRows.CountFiringsAsync(session, now - s_flapWindow), options, ids, now);
        var changes = machine.Step(read, fingerprint => histories.GetValueOrDefault(fingerprint)).Select(change => change.Kind == "fired" ? change with { Alert = found.Add(change.Alert) } : change).ToList();
        foreach (var change in changes)
            await SaveAsync(session, change, now);
        await AlertNotices.WriteAsync(session, said, options, ids, now);
        await ForgetAsync(session, now);
        return (changes, machine.LeftOutCount);
    }

    private static string Describe(Endpoint endpoint)
    {
        var follows = endpoint.Follows is { } alias ? $", following {alias}" : "";
        var beside = endpoint.Split is { SwitchesAtOnce: false } split ? $", in rollout {split.RolloutId} beside {string.Join(", ", split.Arms.Where(arm => (arm.Model, arm.Version) != (endpoint.Model, endpoint.Version)).Select(arm => FormattableString.Invariant($"{arm.Model}/{arm.Version} at {arm.Weight / 100.0:0.##}%")))}" : "";
        return FormattableString.Invariant($"{endpoint.Model}/{endpoint.Version} since {endpoint.DeployedAt:yyyy-MM-dd'T'HH:mm:ss'Z'}{follows}{beside}");
    }

    private async Task ForgetAsync(Session session, DateTimeOffset now)
    {
        var before = (now - options.Retention).ToUnixTimeMilliseconds();
        await session.ExecuteAsync("DELETE FROM alert_events WHERE alert IN (SELECT id FROM alerts WHERE is_open = 0 AND resolved_at < @before)", new { before });
        await session.ExecuteAsync("DELETE FROM alerts WHERE is_open = 0 AND resolved_at < @before", new { before });
        await session.ExecuteAsync("DELETE FROM alert_series WHERE changed_at < @before", new { before });
    }

    private async Task SaveAsync(Session session, AlertChange change, DateTimeOffset now)
    {
        if (change.IsDropped)
        {
            await AlertRows.DropAsync(session, change.Alert.Id);
            return;
        }
        await AlertRows.SaveAsync(session, change.Alert);
        if (change.Kind is { } kind)
            await AlertRows.NoteAsync(session, ids.NewUlid(), change.Alert.Id, new AlertEvent(now, kind, null, change.Note));
    }

    private static async Task<Dictionary<string, AnomalyHistory>> ReadHistoriesAsync(Session session, IReadOnlyList<AlertRule> rules, IReadOnlyList<Signal> read, bool keeps, DateTimeOffset now)
    {
        var histories = new Dictionary<string, AnomalyHistory>(StringComparer.Ordinal);
        foreach (var rule in rules.Where(rule => rule.Anomaly is not null))
            foreach (var signal in read.Where(signal => RuleJudgement.Concerns(rule, signal) && !double.IsNaN(signal.Value) && !(signal.Count < rule.MinCount)))
            {
                var fingerprint = RuleJudgement.Fingerprint(rule, signal);
                var body = await session.ScalarAsync<string>("SELECT body FROM alert_series WHERE fingerprint = @fingerprint", new { fingerprint });
                var before = body is null ? AnomalyHistory.Empty : JsonSerializer.Deserialize(body, AlertJson.Default.AnomalyHistory)!;
                var after = AnomalyDetector.Add(before, rule.Anomaly!, signal.At, signal.Value);
                histories[fingerprint] = after;
                if (keeps && !ReferenceEquals(before, after))
                    await session.ExecuteAsync(
                        "INSERT INTO alert_series (fingerprint, body, changed_at) VALUES (@fingerprint, @body, @at) ON CONFLICT (fingerprint) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at",
                        new { fingerprint, body = JsonSerializer.Serialize(after, AlertJson.Default.AnomalyHistory), at = now.ToUnixTimeMilliseconds() });
            }
        return histories;
    }

    [LoggerMessage(EventId = 2710, Level = LogLevel.Information, Message = "Alert {Rule} of {Endpoint} {Change} ({Severity}): {Summary}")]
    private partial void LogChanged(string rule, string endpoint, string change, Severity severity, string summary);

    [LoggerMessage(EventId = 2711, Level = LogLevel.Warning, Message = "{Count} more alerts would fire than the {Limit} that are watched at a time; they are left out")]
    private partial void LogLeftOut(int count, int limit);

    /// <summary>What was found out about what is going to fire.</summary>
    /// <param name="Deployed">What each endpoint serves, in words.</param>
    /// <param name="Requests">Ids of requests by the alert's fingerprint.</param>
    private sealed record Circumstances(Dictionary<string, string> Deployed, IReadOnlyDictionary<string, IReadOnlyList<string>> Requests)
    {
        public Alert Add(Alert alert) => alert with
        {
            Deployed = Deployed.GetValueOrDefault(alert.Endpoint),
            Context = Requests.TryGetValue(alert.Fingerprint, out var ids) ? alert.Context with { RequestIds = ids } : alert.Context,
        };
    }
}
