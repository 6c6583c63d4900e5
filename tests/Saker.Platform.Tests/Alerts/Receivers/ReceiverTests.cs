using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Alerts;
using Saker.Platform.Alerts.Receivers;
using Saker.Platform.Alerts.Rules;
using Saker.Platform.Monitoring.Signals;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Platform.Tests.Alerts.Receivers;

public sealed class ReceiverTests : IAsyncLifetime
{
    private readonly EmbeddedBackend _backend = new();
    private readonly ToyHttpReceiver _hook = new();
    private AlertScene _scene = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hook.Start();
        _scene = await new AlertScene(_backend, new AlertOptions { PublicUrl = new Uri("https://saker.example.org"), MaxAttempt = TimeSpan.FromSeconds(5) }).OpenAsync(
            "{rules: [{name: high, signal: toy.value, above: 5, severity: critical, keep_for: 0s}], policy: {group_wait: 0s, group_interval: 0s}}");
    }

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        await _hook.DisposeAsync();
    }

    [Fact]
    public async Task PagerDuty_is_told_of_begin_acknowledgement_and_end_of_one_incident()
    {
        await _scene.ApplyAsync($"receivers: [{{name: pager, kind: pagerduty, url: \"{_hook.Address}v2/enqueue\", routing_key: R0123456789}}]");
        var alert = await LiveAsync();

        var events = _hook.Taken.Select(request => request.Json).ToList();
        Assert.Equal(["trigger", "acknowledge", "resolve"], events.Select(one => one.GetProperty("event_action").GetString()));
        Assert.All(events, one => Assert.Equal(("R0123456789", $"saker-{alert.Id}"), (one.GetProperty("routing_key").GetString(), one.GetProperty("dedup_key").GetString())));
        var payload = events[0].GetProperty("payload");
        Assert.Equal(
            ("churn, version 3: toy.value is 6, above 5.", "churn", "critical", "high"),
            (payload.GetProperty("summary").GetString(), payload.GetProperty("source").GetString(), payload.GetProperty("severity").GetString(), payload.GetProperty("class").GetString()));
        Assert.Equal($"https://saker.example.org/alerts/{alert.Id}", events[0].GetProperty("links")[0].GetProperty("href").GetString());
    }

    [Fact]
    public async Task Opsgenie_makes_acknowledges_and_closes_by_the_alias()
    {
        await _scene.ApplyAsync($"receivers: [{{name: genie, kind: opsgenie, url: \"{_hook.Address}\", api_key: K0123456789}}]");
        var alert = await LiveAsync();

        Assert.Equal(["/v2/alerts", $"/v2/alerts/saker-{alert.Id}/acknowledge?identifierType=alias", $"/v2/alerts/saker-{alert.Id}/close?identifierType=alias"], _hook.Taken.Select(request => request.Path));
        Assert.All(_hook.Taken, request => Assert.Equal("GenieKey K0123456789", request.Headers["authorization"]));
        var made = _hook.Taken[0].Json;
        Assert.Equal(($"saker-{alert.Id}", "P1", "high: churn"), (made.GetProperty("alias").GetString(), made.GetProperty("priority").GetString(), made.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Slack_gets_words_whose_signs_mention_nobody()
    {
        await _scene.ApplyAsync($"{{rules: [{{name: high, signal: toy.value, above: 5, severity: critical, keep_for: 0s, summary: \"<!channel> & more\"}}], receivers: [{{name: chat, kind: slack, url: \"{_hook.Address}services/T/B/secret\"}}]}}");
        await LiveAsync();

        var first = _hook.Taken[0].Json;
        Assert.Equal("/services/T/B/secret", _hook.Taken[0].Path);
        Assert.Equal("[Critical] high for churn", first.GetProperty("text").GetString());
        Assert.Equal(("&lt;!channel&gt; &amp; more", "#e01e5a"), (first.GetProperty("attachments")[0].GetProperty("text").GetString(), first.GetProperty("attachments")[0].GetProperty("color").GetString()));
        Assert.Equal("#2eb67d", _hook.Taken[^1].Json.GetProperty("attachments")[0].GetProperty("color").GetString());
        Assert.Equal(("127.0.0.1", "***"), ((await _scene.Settings.ListReceiversAsync(Cancellation))[0].Target is "Slack" ? "127.0.0.1" : "", (await _scene.Settings.ListReceiversAsync(Cancellation))[0].Body["url"]));
    }

    [Fact]
    public async Task Webhooks_have_the_shape_of_Alertmanagers_and_a_signature_that_receivers_can_check()
    {
        var encoded = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
        await _scene.ApplyAsync($"receivers: [{{name: ops, kind: webhook, url: \"{_hook.Address}hook?a=b\", secret: {encoded}, token: bearer-token}}]");
        await LiveAsync();

        Assert.Equal(["firing", "resolved"], _hook.Taken.Select(request => request.Json.GetProperty("status").GetString()));
        foreach (var request in _hook.Taken)
        {
            WebhookSignature.Check(request, encoded);
            Assert.Equal(("/hook?a=b", "Bearer bearer-token", "application/json"), (request.Path, request.Headers["authorization"], request.Headers["content-type"]));
            Assert.Equal(_scene.Time.GetUtcNow().ToUnixTimeSeconds(), long.Parse(request.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture), 60.0);
        }
        var body = _hook.Taken[0].Json;
        Assert.Equal(["version", "groupKey", "truncatedAlerts", "status", "receiver", "groupLabels", "commonLabels", "commonAnnotations", "externalURL", "alerts"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint"], body.GetProperty("alerts")[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(("4", "0001-01-01T00:00:00+00:00"), (body.GetProperty("version").GetString(), body.GetProperty("alerts")[0].GetProperty("endsAt").GetString()));
    }

    [Fact]
    public async Task Nobody_is_followed_to_where_a_receiver_sends_elsewhere()
    {
        await using var elsewhere = new ToyHttpReceiver().Start();
        (_hook.Answer, _hook.Location) = (static (_, _) => 307, elsewhere.Address);
        await _scene.ApplyAsync($"receivers: [{{name: ops, kind: webhook, url: \"{_hook.Address}\"}}]");

        Assert.Equal("answered 307 Temporary Redirect", await _scene.Desk.TestAsync("ops", Cancellation));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task A_secret_may_come_from_the_environment_and_is_not_stored_then()
    {
        var name = $"SAKER_ALERT_TEST_{Guid.CreateVersion7():N}";
        await _scene.ApplyAsync($"receivers: [{{name: pager, kind: pagerduty, url: \"{_hook.Address}\", routing_key: env:{name}}}]");
        Assert.Equal($"env:{name}", (await _scene.Settings.ListReceiversAsync(Cancellation))[0].Body["routing_key"]);
        Assert.Contains(name, (await Assert.ThrowsAsync<Data.SakerException>(() => _scene.Desk.TestAsync("pager", Cancellation))).Message, StringComparison.Ordinal);

        Environment.SetEnvironmentVariable(name, "from-outside");
        try
        {
            Assert.Null(await _scene.Desk.TestAsync("pager", Cancellation));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        // A test of what makes incidents ends its own.
        Assert.Equal(["trigger", "resolve"], _hook.Taken.Select(request => request.Json.GetProperty("event_action").GetString()));
        Assert.All(_hook.Taken, request => Assert.Equal("from-outside", request.Json.GetProperty("routing_key").GetString()));
    }

    [Theory]
    [InlineData("abc\ndef", false)]
    [InlineData("abc\r\n", true)]
    public async Task A_secret_with_a_line_break_keeps_no_other_receiver_waiting_and_one_at_its_end_does_not_matter(string secret, bool isTold)
    {
        var name = $"SAKER_ALERT_TEST_{Guid.CreateVersion7():N}";
        Environment.SetEnvironmentVariable(name, secret);
        try
        {
            await _scene.ApplyAsync($"receivers: [{{name: a, kind: webhook, url: \"{_hook.Address}a\", token: env:{name}}}, {{name: b, kind: webhook, url: \"{_hook.Address}b\"}}]");
            _scene.Signals.Set(6);
            await _scene.PassAsync(TimeSpan.FromSeconds(20));

            Assert.Single(_hook.Taken, request => request.Path == "/b");
            Assert.Equal(isTold ? ["Bearer abc"] : [], _hook.Taken.Where(request => request.Path == "/a").Select(request => request.Headers["authorization"]));
            var health = (await _scene.Settings.ListReceiversAsync(Cancellation)).Single(receiver => receiver.Name == "a").Health;
            Assert.Equal(isTold, health is { FailureCount: 0, WaitingCount: 0 });
            Assert.DoesNotContain("def", health.LastError ?? "", StringComparison.Ordinal);
            if (isTold)
                return;
            await _scene.PassAsync(TimeSpan.FromDays(3) + TimeSpan.FromHours(1), TimeSpan.FromHours(1));
            Assert.NotEmpty(await _scene.Desk.ListDeadLettersAsync("a", 10, Cancellation));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public async Task A_fault_that_nobody_thought_of_is_an_attempt_that_failed_and_names_no_secret()
    {
        var notification = new Notification
        {
            Id = "1",
            Receiver = "ops",
            Group = "{}",
            GroupLabels = new Dictionary<string, string>(),
            IsFiring = true,
            Notices = [],
            At = default,
            ValidUntil = default,
        };

        var outcome = await new GuardedReceiver(new FaultyReceiver(new FormatException("The value 'hunter2' is invalid.")), ["hunter2"]).SendAsync(notification, Cancellation);

        Assert.Equal((false, false, "The value '***' is invalid."), (outcome.IsDelivered, outcome.IsRefused, outcome.Error));
        await Assert.ThrowsAsync<OperationCanceledException>(() => new GuardedReceiver(new FaultyReceiver(new OperationCanceledException()), []).SendAsync(notification, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Receivers_read_no_variable_that_is_not_theirs_and_take_no_secret_in_several_lines()
    {
        var refused = await Assert.ThrowsAsync<Data.SakerException>(() => _scene.ApplyAsync(
            $"receivers: [{{name: a, kind: webhook, url: \"{_hook.Address}\", token: env:SAKER_DATABASE_PASSWORD}}, {{name: b, kind: pagerduty, routing_key: \"R0123456789\\nX\"}}]"));

        Assert.Contains("begins with SAKER_ALERT_", refused.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("line break", refused.Problems[1].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("R0123456789", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_secret_is_not_kept_for_another_address_than_it_was_written_for()
    {
        await using var elsewhere = new ToyHttpReceiver().Start();
        await _scene.ApplyAsync($"receivers: [{{name: ops, kind: webhook, url: \"{_hook.Address}\", token: first-token}}, {{name: mail, kind: email, host: mail.example.org, user: saker, password: hunter22, from: saker@example.org, to: ops@example.org}}]");

        var refused = await Assert.ThrowsAsync<Data.SakerException>(() => _scene.ApplyAsync(
            $"receivers: [{{name: ops, kind: webhook, url: \"{elsewhere.Address}\", token: '***'}}, {{name: mail, kind: email, host: mail.example.org, tls: implicit, user: saker, password: '***', from: saker@example.org, to: ops@example.org}}]"));
        Assert.Equal(["receiver ops", "receiver mail"], refused.Problems.Select(problem => problem.Field));
        Assert.All(refused.Problems, problem => Assert.Contains("is another than the one", problem.Message, StringComparison.Ordinal));

        await _scene.ApplyAsync($"receivers: [{{name: ops, kind: webhook, url: \"{_hook.Address}\", token: '***', min_severity: warning}}]");
        Assert.Null(await _scene.Desk.TestAsync("ops", Cancellation));
        Assert.Equal("Bearer first-token", Assert.Single(_hook.Taken).Headers["authorization"]);
        await _scene.ApplyAsync($"receivers: [{{name: ops, kind: webhook, url: \"{elsewhere.Address}\", token: second-token}}]");
        Assert.Null(await _scene.Desk.TestAsync("ops", Cancellation));
        Assert.Equal("Bearer second-token", Assert.Single(elsewhere.Requests).Headers["authorization"]);
    }

    [Fact]
    public async Task An_address_that_is_gone_for_good_makes_dead_letters_and_one_that_asks_for_time_gets_it()
    {
        await _scene.ApplyAsync($"receivers: [{{name: ops, kind: webhook, url: \"{_hook.Address}\"}}]");
        (_hook.Answer, _hook.RetryAfter) = (static (_, _) => 503, (_scene.Time.GetUtcNow() + TimeSpan.FromMinutes(30)).ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        _scene.Signals.Set(6);
        await _scene.PassAsync(TimeSpan.FromSeconds(20));
        var health = Assert.Single(await _scene.Settings.ListReceiversAsync(Cancellation)).Health;
        Assert.InRange(health.NextAt!.Value - _scene.Time.GetUtcNow(), TimeSpan.FromMinutes(29), TimeSpan.FromMinutes(30));

        (_hook.Answer, _hook.RetryAfter) = (static (_, _) => 410, null);
        await _scene.PassAsync(TimeSpan.FromMinutes(31), TimeSpan.FromMinutes(1));

        Assert.Equal("answered 410 Gone", (await _scene.Desk.ListDeadLettersAsync("ops", 10, Cancellation))[^1].Error);
    }

    [Fact]
    public async Task An_address_that_a_mail_server_does_not_take_keeps_the_others_from_nothing()
    {
        await using var mail = new ToyMailServer { Unknown = "gone@example.org" };
        await _scene.ApplyAsync($"receivers: [{{name: mail, kind: email, host: 127.0.0.1, port: {mail.Port}, tls: none, from: saker@example.org, to: [gone@example.org, ada@example.org]}}]");
        _scene.Signals.Set(6);
        await _scene.PassAsync(TimeSpan.FromSeconds(20));

        Assert.Single(mail.Messages);
        var health = (await _scene.Settings.ListReceiversAsync(Cancellation))[0].Health;
        Assert.Equal((0, 0), (health.WaitingCount, health.FailureCount));
        Assert.Contains("RCPT gone@example.org with 550", health.LastError, StringComparison.Ordinal);

        await _scene.ApplyAsync($"receivers: [{{name: mail, kind: email, host: 127.0.0.1, port: {mail.Port}, tls: none, from: saker@example.org, to: gone@example.org}}]");
        Assert.Contains("with 550", await _scene.Desk.TestAsync("mail", Cancellation), StringComparison.Ordinal);
        Assert.Single(mail.Messages);
    }

    [Fact]
    public async Task Mail_is_written_as_mail_programs_read_it()
    {
        await using var mail = new ToyMailServer { Offers = ["AUTH PLAIN LOGIN"] };
        await _scene.ApplyAsync(
            $"{{rules: [{{name: high, signal: toy.value, above: 5, keep_for: 0s, summary: \"Zu viele Ausfälle\\n.\\nund mehr\"}}], receivers: [{{name: mail, kind: email, host: 127.0.0.1, port: {mail.Port}, tls: none, user: saker, password: hunter2, from: saker@example.org, to: [ops@example.org, ada@example.org]}}]}}");
        _scene.Signals.Set(6, endpoint: "abwanderung-ä");
        await _scene.PassAsync(TimeSpan.FromSeconds(20));

        var message = Assert.Single(mail.Messages);
        var (head, body) = (message[..message.IndexOf("\n\n", StringComparison.Ordinal)], message[(message.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]);
        Assert.Contains("Subject: =?utf-8?B?", head, StringComparison.Ordinal);
        Assert.Contains("To: ops@example.org,\n ada@example.org", head, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", head, StringComparison.Ordinal);
        Assert.All(message.Split('\n'), line => Assert.InRange(line.Length, 0, 998));
        Assert.Contains("Zu viele Ausfälle", Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Contains("AUTH PLAIN " + Convert.ToBase64String("\0saker\0hunter2"u8), mail.Commands);
        Assert.Equal(["RCPT TO:<ops@example.org>", "RCPT TO:<ada@example.org>"], mail.Commands.Where(command => command.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Mail_is_not_sent_in_the_clear_nor_to_a_server_that_cannot_prove_who_it_is()
    {
        await using var mail = new ToyMailServer();
        await _scene.ApplyAsync($"receivers: [{{name: mail, kind: email, host: 127.0.0.1, port: {mail.Port}, user: saker, password: hunter2, from: saker@example.org, to: ops@example.org}}]");
        Assert.Contains("does not offer STARTTLS", await _scene.Desk.TestAsync("mail", Cancellation), StringComparison.Ordinal);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=elsewhere.example.org", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        (mail.Offers, mail.Certificate) = (["STARTTLS"], X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null));

        Assert.Contains("certificate", await _scene.Desk.TestAsync("mail", Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain(mail.Commands, command => command.StartsWith("AUTH", StringComparison.Ordinal) || command.StartsWith("MAIL", StringComparison.Ordinal));
        Assert.Empty(mail.Messages);
    }

    [Theory]
    [InlineData("554 no", true)]
    [InlineData("451 later", false)]
    public async Task What_a_mail_server_will_never_take_is_a_dead_letter_and_what_it_may_take_later_waits(string verdict, bool isDead)
    {
        await using var mail = new ToyMailServer { Verdict = verdict };
        await _scene.ApplyAsync($"receivers: [{{name: mail, kind: email, host: 127.0.0.1, port: {mail.Port}, tls: none, from: saker@example.org, to: ops@example.org}}]");
        _scene.Signals.Set(6);
        await _scene.PassAsync(TimeSpan.FromSeconds(20));

        var health = (await _scene.Settings.ListReceiversAsync(Cancellation))[0].Health;
        Assert.Equal(isDead ? (1, 0) : (0, 1), (health.DeadCount, health.WaitingCount));
    }

    [Fact]
    public async Task A_real_Alertmanager_takes_what_fires_and_what_is_over()
    {
        Assert.SkipWhen(AlertmanagerServer.Missing is not null, AlertmanagerServer.Missing ?? "");
        await using var server = await AlertmanagerServer.StartNewAsync();
        // Its clock is the real one, and ours must not be ahead of it: what is over lies in the past.
        _scene.Time.Advance(TimeProvider.System.GetUtcNow() - _scene.Time.GetUtcNow() - TimeSpan.FromSeconds(10));
        await _scene.ApplyAsync($"receivers: [{{name: am, kind: alertmanager, url: \"{server.Address}\"}}]");
        _scene.Signals.Set(6, context: new SignalContext { RequestIds = ["r-1"] });
        await _scene.PassAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        var shown = Assert.Single(System.Text.Json.JsonElement.Parse(await server.Http.GetStringAsync("api/v2/alerts", Cancellation)).EnumerateArray());
        Assert.Equal(("high", "critical", "churn", "active"), (
            shown.GetProperty("labels").GetProperty("alertname").GetString(), shown.GetProperty("labels").GetProperty("severity").GetString(),
            shown.GetProperty("labels").GetProperty("endpoint").GetString(), shown.GetProperty("status").GetProperty("state").GetString()));
        Assert.Equal("r-1", shown.GetProperty("annotations").GetProperty("request_ids").GetString());

        _scene.Signals.Set(1);
        await _scene.PassAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.Empty(System.Text.Json.JsonElement.Parse(await server.Http.GetStringAsync("api/v2/alerts", Cancellation)).EnumerateArray());
    }

    [Fact]
    public async Task An_Alertmanager_that_forgets_is_told_again_every_minute_but_nothing_piles_up_while_it_is_down()
    {
        await _scene.ApplyAsync($"{{rules: [{{name: alerts-undelivered, signal: alerts.waiting, above: 900, enabled: false}}], receivers: [{{name: am, kind: alertmanager, url: \"{_hook.Address}\"}}]}}");
        _scene.Signals.Set(6);
        await _scene.PassAsync(TimeSpan.FromMinutes(5));
        Assert.InRange(_hook.Taken.Count, 4, 6);
        await _hook.StopAsync();
        await _scene.PassAsync(TimeSpan.FromMinutes(30));

        Assert.Equal(1, (await _scene.Settings.ListReceiversAsync(Cancellation))[0].Health.WaitingCount);
    }

    /// <summary>The toy's alert fires, is acknowledged, and is over.</summary>
    private async Task<Alert> LiveAsync()
    {
        _scene.Signals.Set(6);
        await _scene.PassAsync(TimeSpan.FromSeconds(20));
        var alert = await _scene.Desk.AcknowledgeAsync((await _scene.SingleAsync()).Id, "ada", null, Cancellation);
        await _scene.PassAsync(TimeSpan.FromSeconds(20));
        _scene.Signals.Set(1);
        await _scene.PassAsync(TimeSpan.FromSeconds(20));
        return alert;
    }
}
