using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Storage;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Alerts;

/// <summary>What alerts do over every database.</summary>
public abstract partial class AlertConformance(TestBackend backend) : IAsyncLifetime
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly ToyHttpReceiver _hook = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _hook.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await backend.DisposeAsync();
        await _hook.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_condition_fires_when_it_held_for_long_enough_and_is_resolved_when_it_was_over_for_long_enough()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5, for: 1m, keep_for: 1m}");
        scene.Signals.Set(6);
        await scene.EvaluateAsync();
        Assert.Equal(AlertState.Pending, Assert.Single(await scene.ListAsync(new AlertFilter { IsOpen = true })).State);
        Assert.Empty(await scene.ListAsync());

        await scene.PassAsync(s_minute);
        Assert.Equal(AlertState.Firing, (await scene.SingleAsync()).State);

        scene.Signals.Set(5);
        await scene.PassAsync(TimeSpan.FromSeconds(50));
        Assert.Equal(AlertState.Firing, (await scene.SingleAsync()).State);
        await scene.PassAsync(TimeSpan.FromSeconds(30));

        var alert = await scene.SingleAsync();
        Assert.Equal((AlertState.Resolved, "churn", 3, "churn, version 3: toy.value is 6, above 5."), (alert.State, alert.Endpoint, alert.Version, alert.Summary));
        Assert.Equal(["pending", "fired", "resolved"], (await scene.Desk.ListEventsAsync(alert.Id, Cancellation)).Select(happened => happened.Kind).Where(kind => kind != "delivered"));
    }

    [Fact]
    public async Task What_was_only_pending_leaves_nothing_behind()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5, for: 1m}");
        scene.Signals.Set(6);
        await scene.EvaluateAsync();
        scene.Signals.Set(4);
        await scene.PassAsync(s_minute);

        Assert.Empty(await scene.ListAsync(new AlertFilter { IsOpen = true }));
        Assert.Empty(await scene.ListAsync());
    }

    [Fact]
    public async Task A_restart_loses_neither_how_long_a_condition_held_nor_that_it_fires()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5, for: 1m}");
        scene.Signals.Set(6);
        await scene.EvaluateAsync();
        await scene.PassAsync(TimeSpan.FromSeconds(40));
        await scene.ReopenAsync();
        await scene.PassAsync(TimeSpan.FromSeconds(20));
        var fired = await scene.SingleAsync();
        Assert.Equal((AlertState.Firing, s_minute), (fired.State, fired.FiredAt - fired.PendingAt));

        await scene.ReopenAsync();
        await scene.PassAsync(s_minute);

        Assert.Equal(fired.Id, (await scene.SingleAsync()).Id);
        Assert.Single(_hook.Taken);
    }

    [Fact]
    public async Task Replicas_that_evaluate_at_the_same_time_alert_once_and_tell_once()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5}");
        var others = new[] { await scene.OpenOtherAsync(), await scene.OpenOtherAsync() };
        scene.Signals.Set(6);
        for (var i = 0; i < 5; i++)
        {
            await Task.WhenAll(others.Append(scene.Saker).Select(scene.EvaluateAsync));
            scene.Time.Advance(TimeSpan.FromSeconds(10));
        }
        await scene.DeliverAsync();

        await scene.SingleAsync();
        Assert.Single(_hook.Taken);
    }

    [Fact]
    public async Task A_receiver_that_was_down_for_an_hour_gets_everything_afterwards_once_each_and_in_order()
    {
        var scene = await OpenAsync("{name: high, signal: toy.many.*, above: 5, keep_for: 0s}");
        await _hook.StopAsync();
        const int count = 150;
        for (var i = 0; i < count; i++)
        {
            scene.Signals.Set(6, endpoint: $"endpoint-{i % 7}", name: $"toy.many.{i}");
            if (i % 10 == 0)
                await scene.PassAsync(s_minute, s_minute);
        }
        await scene.PassAsync(TimeSpan.FromMinutes(10), s_minute);
        // Half of them are over before anybody could be told that they began.
        for (var i = 0; i < count; i += 2)
            scene.Signals.Set(0, endpoint: $"endpoint-{i % 7}", name: $"toy.many.{i}");
        await scene.PassAsync(TimeSpan.FromMinutes(35), s_minute);
        Assert.Empty(_hook.Taken);

        _hook.Start();
        await scene.PassAsync(TimeSpan.FromMinutes(10));

        var told = Told();
        Assert.Equal(count, told.Count(notice => notice.Status == "firing"));
        Assert.Equal(count, told.Where(notice => notice.Status == "firing").Select(notice => notice.Id).Distinct().Count());
        var over = told.Where(notice => notice.Status == "resolved").Select(notice => notice.Id).ToList();
        Assert.Equal((count / 2, count / 2), (over.Count, over.Distinct().Count()));
        Assert.All(over, id => Assert.True(told.FindIndex(notice => notice == ("firing", id)) < told.FindIndex(notice => notice == ("resolved", id))));
        Assert.Equal(_hook.Taken.Count, _hook.Taken.Select(request => request.Headers["webhook-id"]).Distinct().Count());
    }

    [Fact]
    public async Task Alerts_of_one_endpoint_are_told_together_and_those_of_another_apart()
    {
        var scene = await OpenAsync("{name: high, signal: toy.many.*, above: 5}");
        foreach (var name in new[] { "toy.many.a", "toy.many.b" })
        {
            scene.Signals.Set(6, endpoint: "one", name: name);
            scene.Signals.Set(6, endpoint: "two", name: name);
        }
        await scene.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal([("one", 2), ("two", 2)], _hook.Taken.Select(request => (request.Json.GetProperty("groupLabels").GetProperty("endpoint").GetString()!, request.Json.GetProperty("alerts").GetArrayLength())).Order());

        // One more of a group that was told: only it, when the interval is over.
        scene.Signals.Set(6, endpoint: "one", name: "toy.many.c");
        await scene.PassAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(2, _hook.Taken.Count);
        await scene.PassAsync(s_minute);
        Assert.Equal(1, Assert.Single(_hook.Taken.Skip(2)).Json.GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public async Task What_fires_is_told_again_after_the_cool_down_until_somebody_acknowledges_it()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5}", "policy: {repeat: 1h}");
        scene.Signals.Set(6);
        await scene.PassAsync(TimeSpan.FromMinutes(59), s_minute);
        Assert.Single(_hook.Taken);
        await scene.PassAsync(TimeSpan.FromMinutes(5), s_minute);
        Assert.Equal(2, _hook.Taken.Count);

        var alert = await scene.Desk.AcknowledgeAsync((await scene.SingleAsync()).Id, "ada", "on it", Cancellation);
        await scene.PassAsync(TimeSpan.FromHours(3), s_minute);

        Assert.Equal(2, _hook.Taken.Count);
        Assert.Equal((AlertState.Acknowledged, "ada"), ((await scene.SingleAsync()).State, alert.AcknowledgedBy));
        Assert.Contains(new AlertEvent(alert.AcknowledgedAt!.Value, "acknowledged", "ada", "on it"), await scene.Desk.ListEventsAsync(alert.Id, Cancellation));
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<SakerException>(() => scene.Desk.AcknowledgeAsync(alert.Id, "bob", null, Cancellation))).Kind);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => scene.Desk.AcknowledgeAsync("nothing", "bob", null, Cancellation))).Kind);
    }

    [Fact]
    public async Task What_was_resolved_by_hand_fires_again_only_after_its_condition_was_over_once()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5, keep_for: 0s}");
        scene.Signals.Set(6);
        await scene.PassAsync(s_minute);
        await scene.Desk.ResolveAsync((await scene.SingleAsync()).Id, "ada", null, Cancellation);
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(AlertState.Resolved, (await scene.SingleAsync()).State);
        Assert.Equal(["firing", "resolved"], Told().Select(notice => notice.Status));

        scene.Signals.Set(1);
        await scene.PassAsync(s_minute);
        scene.Signals.Set(6);
        await scene.PassAsync(s_minute);

        Assert.Equal([AlertState.Resolved, AlertState.Firing], (await scene.ListAsync()).Select(alert => alert.State));
    }

    [Fact]
    public async Task What_flaps_is_told_ever_more_seldom()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5, keep_for: 1m}", "policy: {group_interval: 0s, group_wait: 0s}");
        for (var i = 0; i < 30; i++)
        {
            scene.Signals.Set(6);
            await scene.PassAsync(TimeSpan.FromSeconds(20));
            scene.Signals.Set(1);
            await scene.PassAsync(TimeSpan.FromSeconds(100));
        }

        // Without the damping each of the 30 would have been one.
        Assert.InRange(Told().Count(notice => notice.Status == "firing"), 1, 4);
    }

    [Fact]
    public async Task Nobody_is_told_of_what_is_silenced_until_the_silence_is_over()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5}");
        await scene.Settings.AddSilenceAsync(new Dictionary<string, object?> { ["matchers"] = new List<object?> { "endpoint=chu*", "severity!=critical" }, ["for"] = "30m", ["reason"] = "moving house" }, "ada", Cancellation);
        scene.Signals.Set(6);
        await scene.PassAsync(TimeSpan.FromMinutes(29), s_minute);
        Assert.Empty(_hook.Taken);
        Assert.Equal(AlertState.Firing, (await scene.SingleAsync()).State);

        await scene.PassAsync(TimeSpan.FromMinutes(3), s_minute);

        Assert.Single(_hook.Taken);
        Assert.Empty(await scene.Settings.ListSilencesAsync(Cancellation));
    }

    [Fact]
    public async Task Less_severe_alerts_are_not_told_beside_a_critical_one_when_the_policy_says_so()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5, severity: critical}\n    - {name: flag, signal: toy.flag, verdict: true}", "policy: {inhibit: true}");
        scene.Signals.Set(6);
        scene.Signals.Set(1, name: "toy.flag", verdict: true);
        await scene.PassAsync(s_minute);

        Assert.Equal("high", Assert.Single(Assert.Single(_hook.Taken).Json.GetProperty("alerts").EnumerateArray()).GetProperty("labels").GetProperty("alertname").GetString());
    }

    [Fact]
    public async Task A_signal_that_is_not_given_any_more_ends_its_alert_after_a_while_and_so_does_the_end_of_its_rule()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5}\n    - {name: flag, signal: toy.flag, verdict: true}");
        scene.Signals.Set(6);
        await scene.PassAsync(s_minute);
        scene.Signals.Clear();
        await scene.PassAsync(TimeSpan.FromMinutes(10), s_minute);
        Assert.Equal(AlertState.Firing, (await scene.SingleAsync()).State);
        await scene.PassAsync(TimeSpan.FromMinutes(10), s_minute);
        Assert.Equal(AlertState.Resolved, (await scene.SingleAsync()).State);

        scene.Signals.Set(1, name: "toy.flag", verdict: true);
        await scene.PassAsync(s_minute);
        Assert.True(await scene.Settings.RemoveRuleAsync("flag", Cancellation));
        await scene.PassAsync(TimeSpan.FromSeconds(10));

        Assert.All(await scene.ListAsync(), alert => Assert.Equal(AlertState.Resolved, alert.State));
    }

    [Fact]
    public async Task A_file_is_applied_as_a_whole_or_not_at_all_and_prunes_what_it_does_not_name()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5}");
        await Assert.ThrowsAsync<SakerException>(() => scene.ApplyAsync("rules: [{name: good, signal: toy.value, above: 1}, {name: other, signal: toy.value, above: 1, receivers: [nobody]}]"));
        Assert.DoesNotContain(await scene.Settings.ListRulesAsync(Cancellation), rule => rule.Name == "good");

        await scene.ApplyAsync("rules: [{name: good, signal: toy.value, above: 1}, {name: errors, kind: errors, enabled: false}]", prune: true);

        var rules = await scene.Settings.ListRulesAsync(Cancellation);
        Assert.Equal(["errors", "good"], rules.Where(rule => !rule.IsBuiltIn).Select(rule => rule.Name));
        Assert.Contains(rules, rule => rule is { Name: "version-failed", IsBuiltIn: true });
        Assert.Empty(await scene.Settings.ListReceiversAsync(Cancellation));
        Assert.True(await scene.Settings.RemoveRuleAsync("errors", Cancellation));
        Assert.Contains(await scene.Settings.ListRulesAsync(Cancellation), rule => rule is { Name: "errors", IsBuiltIn: true, IsEnabled: true });
    }

    [Fact]
    public async Task What_fires_is_listed_by_severity_whatever_is_newer_or_only_pending()
    {
        var scene = await OpenAsync("{name: bad, signal: toy.value, above: 5, severity: critical}\n    - {name: high, signal: toy.many.*, above: 5, severity: info}\n    - {name: later, signal: toy.flag, above: 0, for: 1h, severity: critical}");
        scene.Signals.Set(6);
        await scene.EvaluateAsync();
        scene.Signals.Set(6, name: "toy.many.a");
        scene.Signals.Set(6, name: "toy.many.b");
        scene.Signals.Set(1, name: "toy.flag");
        await scene.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("bad", Assert.Single(await scene.Desk.ListActiveAsync(1, Cancellation)).Rule);
        await scene.Desk.AcknowledgeAsync((await scene.Desk.ListActiveAsync(1, Cancellation))[0].Id, "ada", null, Cancellation);
        Assert.Equal(["high", "high", "bad"], (await scene.Desk.ListActiveAsync(10, Cancellation)).Select(alert => alert.Rule));
    }

    [Fact]
    public async Task Lists_are_paged_and_filtered()
    {
        var scene = await OpenAsync("{name: high, signal: toy.many.*, above: 5}\n    - {name: low, signal: toy.value, below: 0, severity: info}");
        for (var i = 0; i < 5; i++)
            scene.Signals.Set(6, name: $"toy.many.{i}");
        scene.Signals.Set(-1, endpoint: "other");
        await scene.PassAsync(s_minute);

        var first = await scene.Desk.ListAsync(new AlertFilter { Rule = "high" }, null, 3, Cancellation);
        var second = await scene.Desk.ListAsync(new AlertFilter { Rule = "high" }, first.NextPageToken, 3, Cancellation);

        Assert.Equal((3, 2, 5), (first.Items.Count, second.Items.Count, first.Items.Concat(second.Items).Select(alert => alert.Id).Distinct().Count()));
        Assert.Null(second.NextPageToken);
        Assert.Equal("low", Assert.Single(await scene.ListAsync(new AlertFilter { Severity = Severity.Info })).Rule);
        Assert.Equal("low", Assert.Single(await scene.ListAsync(new AlertFilter { Endpoint = "other", State = AlertState.Firing, IsOpen = true })).Rule);
    }

    [Fact]
    public async Task An_anomaly_is_told_of_by_its_own_past_which_a_restart_does_not_lose()
    {
        var scene = await OpenAsync("{name: odd, kind: anomaly, signal: toy.value, every: 1m, history: 3h, keep_for: 0s}");
        for (var i = 0; i < 60; i++)
        {
            scene.Signals.Set(100 + (i % 7));
            await scene.PassAsync(s_minute, s_minute);
        }
        Assert.Empty(await scene.ListAsync());
        await scene.ReopenAsync();

        scene.Signals.Set(160);
        await scene.PassAsync(s_minute, s_minute);

        Assert.Contains("usual is 103", (await scene.SingleAsync()).Summary, StringComparison.Ordinal);
        scene.Signals.Set(103);
        await scene.PassAsync(s_minute * 2, s_minute);
        Assert.Equal(AlertState.Resolved, (await scene.SingleAsync()).State);
    }

    [Fact]
    public async Task Context_and_link_reach_the_receiver()
    {
        var scene = new AlertScene(backend, new AlertOptions { PublicUrl = new Uri("https://saker.example.org") });
        await scene.OpenAsync(File("{name: flag, kind: threshold, signal: toy.flag, verdict: true, labels: {team: risk}}", ""));
        scene.Signals.Set(1, name: "toy.flag", label: "age", verdict: true, context: new SignalContext { Summary = "age moved", MovedColumns = [new MovedColumn("age", "psi", 0.5)], RequestIds = ["r-1", "r-2"] });
        await scene.PassAsync(s_minute);

        var alert = Assert.Single(Assert.Single(_hook.Taken).Json.GetProperty("alerts").EnumerateArray());
        var (labels, notes) = (alert.GetProperty("labels"), alert.GetProperty("annotations"));
        Assert.Equal(("risk", "age", "3"), (labels.GetProperty("team").GetString(), labels.GetProperty("label").GetString(), labels.GetProperty("version").GetString()));
        Assert.Equal(("churn, version 3, age: age moved", "age (psi 0.5)", "r-1, r-2"), (notes.GetProperty("summary").GetString(), notes.GetProperty("moved_columns").GetString(), notes.GetProperty("request_ids").GetString()));
        Assert.Equal($"https://saker.example.org/alerts/{notes.GetProperty("alert_id").GetString()}", alert.GetProperty("generatorURL").GetString());
    }

    private List<(string Status, string Id)> Told() =>
    [
        .. _hook.Taken.SelectMany(request => request.Json.GetProperty("alerts").EnumerateArray())
            // A receiver that is down is an alert of its own.
            .Where(alert => alert.GetProperty("labels").GetProperty("alertname").GetString() != "alerts-undelivered")
            .Select(alert => (alert.GetProperty("status").GetString()!, alert.GetProperty("annotations").GetProperty("alert_id").GetString()!)),
    ];

    private Task<AlertScene> OpenAsync(string rule, string further = "") => new AlertScene(backend).OpenAsync(File(rule, further));

    private string File(string rule, string further) =>
        $"alerts:\n  rules:\n    - {rule}\n  receivers:\n    - {{name: ops, kind: webhook, url: \"{_hook.Address}\"}}\n{(further.Length > 0 ? $"  {further}\n" : "")}";
}
