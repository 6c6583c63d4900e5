using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Storage;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Alerts;

public abstract partial class AlertConformance
{
    [Fact]
    public async Task What_a_receiver_refuses_or_what_grows_too_old_becomes_a_dead_letter_that_can_be_sent_again()
    {
        var scene = await OpenAsync("{name: high, signal: toy.many.*, above: 5}\n    - {name: alerts-undelivered, signal: alerts.waiting, above: 1, enabled: false}", "policy: {repeat: 30d}");
        _hook.Answer = static (_, _) => 400;
        scene.Signals.Set(6, name: "toy.many.a");
        await scene.PassAsync(TimeSpan.FromSeconds(30));
        _hook.Answer = static (_, _) => 503;
        scene.Signals.Set(6, name: "toy.many.b", endpoint: "other");
        await scene.PassAsync(TimeSpan.FromDays(3) + TimeSpan.FromHours(3), TimeSpan.FromMinutes(30));

        var letters = await scene.Desk.ListDeadLettersAsync("ops", 10, Cancellation);
        Assert.Equal(["answered 503 Service Unavailable", "answered 400 Bad Request"], letters.Select(letter => letter.Error));
        Assert.Contains(await scene.Desk.ListEventsAsync(letters[1].Alerts[0], Cancellation), happened => happened is { Kind: "dead", Note: "ops: answered 400 Bad Request" });
        Assert.Equal(2, Assert.Single(await scene.Settings.ListReceiversAsync(Cancellation)).Health.DeadCount);
        Assert.Empty(_hook.Taken);

        _hook.Answer = static (_, _) => 204;
        Assert.Equal(1, await scene.Desk.ResendAsync(letters[1].Id, null, Cancellation));
        Assert.Equal(1, await scene.Desk.ResendAsync(null, "ops", Cancellation));
        await scene.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(2, _hook.Taken.Select(request => request.Headers["webhook-id"]).Intersect(letters.Select(letter => letter.Id)).Count());
        Assert.Empty(await scene.Desk.ListDeadLettersAsync(null, 10, Cancellation));
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => scene.Desk.ResendAsync(letters[0].Id, null, Cancellation))).Kind);
    }

    [Fact]
    public async Task One_that_a_receiver_always_fails_on_keeps_no_other_group_waiting()
    {
        var scene = await OpenAsync("{name: high, signal: toy.many.*, above: 5}");
        _hook.Answer = static (_, request) => request.Body.Contains("poison", StringComparison.Ordinal) ? 500 : 200;
        scene.Signals.Set(6, name: "toy.many.a", endpoint: "poison");
        await scene.PassAsync(s_minute);
        scene.Signals.Set(6, name: "toy.many.b", endpoint: "other");
        await scene.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal("other", Assert.Single(_hook.Taken).Json.GetProperty("groupLabels").GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task Secrets_are_sealed_hidden_and_kept_when_what_is_hidden_is_written_back()
    {
        var scene = await OpenAsync("{name: high, signal: toy.value, above: 5}");
        await scene.ApplyAsync($"receivers: [{{name: ops, kind: webhook, url: \"{_hook.Address}\", secret: a-secret-of-many-letters}}]");
        var stored = await scene.Database.ReadAsync(session => session.QueryAsync<string>("SELECT body || COALESCE(secrets, '') FROM alert_receivers"), Cancellation);
        Assert.DoesNotContain("a-secret", Assert.Single(stored), StringComparison.Ordinal);
        Assert.Equal("***", Assert.Single(await scene.Settings.ListReceiversAsync(Cancellation)).Body["secret"]);

        await scene.ApplyAsync($"receivers: [{{name: ops, kind: webhook, url: \"{_hook.Address}\", secret: '***', min_severity: warning}}]");
        await scene.ReopenAsync();
        scene.Signals.Set(6);
        await scene.PassAsync(s_minute);

        WebhookSignature.Check(Assert.Single(_hook.Taken), "a-secret-of-many-letters");
        var refused = await Assert.ThrowsAsync<SakerException>(() => scene.ApplyAsync("receivers: [{name: other, kind: pagerduty, routing_key: '***'}]"));
        Assert.Contains("none is; write it", refused.Message, StringComparison.Ordinal);
    }
}
