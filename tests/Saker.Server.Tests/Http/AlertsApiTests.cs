using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Learning.Models;
using Saker.Platform.Alerts;
using Saker.Platform.Jobs;
using Saker.Platform.Monitoring.Signals;
using Saker.Platform.Serving;
using Saker.Testing;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

/// <summary>Alerts from a signal to a receiver and back to people, by the server's own jobs and doors.</summary>
public sealed class AlertsApiTests : IAsyncLifetime
{
    private readonly ToyHttpReceiver _hook = new();
    private readonly ToySignal _signal = new();
    private readonly TestServer _server;

    public AlertsApiTests() => _server = new TestServer
    {
        Services = services => services.AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn())).AddSingleton<ISignalSource>(_signal)
            // As the server makes them, but in a hurry.
            .AddSingleton(new AlertOptions { Interval = TimeSpan.FromMilliseconds(200), DeliveryInterval = TimeSpan.FromMilliseconds(200), PublicUrl = new Uri("https://saker.example.org") })
            .AddSingleton(new JobOptions { PollInterval = TimeSpan.FromMilliseconds(100) }),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AlertsClient Alerts => _server.Client.Alerts;

    public async ValueTask InitializeAsync()
    {
        _hook.Start();
        await _server.StartAsync(options => options, hasModel: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _hook.DisposeAsync();
    }

    [Fact]
    public async Task What_a_signal_says_reaches_a_receiver_and_what_people_do_reaches_the_alert()
    {
        var settings = await Alerts.ApplyAsync(
            JsonNode.Parse($$"""{"policy":{"group_wait":"0s"},"rules":[{"name":"toy","signal":"toy.value","above":5,"severity":"critical"}],"receivers":[{"name":"ops","kind":"webhook","url":"{{_hook.Address}}","secret":"a-secret-of-many-letters"}]}""")!.AsObject(),
            prune: false, Token);
        Assert.Equal("***", settings.Receivers[0].Receiver["secret"]!.GetValue<string>());
        Assert.Contains(settings.Rules, rule => rule is { Name: "errors", BuiltIn: true });
        Assert.Contains(settings.Signals, signal => signal.Name == "errors.rate");
        Assert.True((await Alerts.TestAsync("ops", Token)).Delivered);

        _signal.Value = 7;
        await Eventually.IsSoAsync(() => Task.FromResult(_hook.Taken.Count == 2));

        var alert = Assert.Single((await Alerts.ListAsync(new AlertQuery { State = "firing", Endpoint = "churn" }, Token)).Alerts);
        Assert.Equal(("toy", "critical", "churn: toy.value is 7, above 5."), (alert.Rule, alert.Severity, alert.Summary));
        Assert.StartsWith("churn/1 since ", alert.Deployed, StringComparison.Ordinal);
        Assert.Equal($"https://saker.example.org/alerts/{alert.Id}", _hook.Taken[1].Json.GetProperty("alerts")[0].GetProperty("generatorURL").GetString());

        Assert.Equal("acknowledged", (await Alerts.AcknowledgeAsync(alert.Id, "on it", Token)).State);
        var conflict = await Assert.ThrowsAsync<SakerClientException>(() => Alerts.AcknowledgeAsync(alert.Id, null, Token));
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Equal("resolved", (await Alerts.ResolveAsync(alert.Id, null, Token)).State);
        var events = (await Alerts.GetAsync(alert.Id, Token)).Events!;
        Assert.Equal(["fired", "acknowledged", "resolved"], events.Select(happened => happened.Kind).Where(kind => kind != "delivered"));
        Assert.Contains(events, happened => happened is { Kind: "acknowledged", Note: "on it" });

        var audit = await _server.Http.GetStringAsync("/api/audit", Token);
        foreach (var act in new[] { "alert.settings", "alert.test", "alert.acknowledge", "alert.resolve" })
            Assert.Contains($"\"{act}\"", audit, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", audit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_receivers_and_silences_are_written_one_by_one_and_removed()
    {
        using (var put = await _server.Http.PutAsync("/api/alerts/rules/slow", Json("""{"kind":"latency","above":"250ms"}"""), Token))
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        using (var put = await _server.Http.PutAsync("/api/alerts/receivers/chat", Json("""{"kind":"slack","url":"https://hooks.example.org/services/secret-part"}"""), Token))
            Assert.DoesNotContain("secret-part", await put.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using (var bad = await _server.Http.PutAsync("/api/alerts/rules/bad", Json("""{"signal":"nothing.here","fro":"5m"}"""), Token))
        {
            Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
            var text = await bad.Content.ReadAsStringAsync(Token);
            Assert.Contains("there is no signal 'nothing.here'", text, StringComparison.Ordinal);
            Assert.Contains("this key is not known", text, StringComparison.Ordinal);
        }
        var silence = await Alerts.SilenceAsync(JsonNode.Parse("""{"matchers":["endpoint=churn"],"for":"2h","reason":"moving"}""")!.AsObject(), Token);
        Assert.True(silence.Active);

        var settings = await Alerts.GetSettingsAsync(Token);
        Assert.Contains(settings.Rules, rule => rule is { Name: "slow", BuiltIn: false });
        Assert.Equal(("chat", "slack", "hooks.example.org"), (settings.Receivers[0].Name, settings.Receivers[0].Kind, settings.Receivers[0].Target is "Slack" ? "hooks.example.org" : settings.Receivers[0].Target));
        Assert.Equal(silence.Id, Assert.Single(settings.Silences).Id);

        await Alerts.RemoveRuleAsync("slow", Token);
        await Alerts.RemoveReceiverAsync("chat", Token);
        await Alerts.EndSilenceAsync(silence.Id, Token);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<SakerClientException>(() => Alerts.RemoveRuleAsync("slow", Token))).Status);
        Assert.Empty((await Alerts.GetSettingsAsync(Token)).Silences);
    }

    [Fact]
    public async Task Dead_letters_are_listed_and_sent_again()
    {
        _hook.Answer = static (_, _) => 400;
        await Alerts.ApplyAsync(
            JsonNode.Parse($$"""{"policy":{"group_wait":"0s"},"rules":[{"name":"toy","signal":"toy.value","above":5}],"receivers":[{"name":"ops","kind":"webhook","url":"{{_hook.Address}}"}]}""")!.AsObject(), prune: false, Token);
        _signal.Value = 7;
        await Eventually.IsSoAsync(async () => (await Alerts.ListDeadLettersAsync("ops", Token)).Count == 1);

        _hook.Answer = static (_, _) => 200;
        Assert.Equal(1, await Alerts.ResendAsync(new ResendRequest { Receiver = "ops" }, Token));
        await Eventually.IsSoAsync(() => Task.FromResult(_hook.Taken.Count == 1));
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<SakerClientException>(() => Alerts.ResendAsync(new ResendRequest(), Token))).Status);
    }

    [Fact]
    public async Task Pages_show_what_fires_and_their_buttons_act_only_from_this_server()
    {
        await Alerts.ApplyAsync(JsonNode.Parse("""{"rules":[{"name":"toy","signal":"toy.value","above":5,"severity":"critical"}]}""")!.AsObject(), prune: false, Token);
        _signal.Value = 7;
        await Eventually.IsSoAsync(async () => (await Alerts.ListAsync(new AlertQuery { State = "firing", Rule = "toy" }, Token)).Alerts.Count == 1);
        var id = (await Alerts.ListAsync(new AlertQuery { Rule = "toy" }, Token)).Alerts[0].Id;

        Assert.Contains($"href=\"/alerts/{id}\"", await _server.Http.GetStringAsync("/", Token), StringComparison.Ordinal);
        Assert.Contains($"/api/alerts/{id}/acknowledge", await _server.Http.GetStringAsync("/alerts", Token), StringComparison.Ordinal);
        Assert.Contains("Timeline", await _server.Http.GetStringAsync($"/alerts/{id}", Token), StringComparison.Ordinal);
        using (var foreign = await PostFormAsync($"/api/alerts/{id}/acknowledge", "https://elsewhere.example.org", ("note", "x")))
            Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using (var own = await PostFormAsync($"/api/alerts/{id}/acknowledge", _server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), ("note", "seen")))
            Assert.Equal($"/alerts/{id}", own.RequestMessage!.RequestUri!.AbsolutePath);
        using (var own = await PostFormAsync($"/api/alerts/{id}/silence", _server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), ("for", "4h"), ("reason", "later")))
            Assert.True(own.IsSuccessStatusCode);

        Assert.Equal(("acknowledged", "later"), ((await Alerts.GetAsync(id, Token)).State, (await Alerts.GetSettingsAsync(Token)).Silences[0].Silence["reason"]!.GetValue<string>()));
        Assert.DoesNotContain($"/alerts/{id}", await _server.Http.GetStringAsync("/", Token), StringComparison.Ordinal);

        var page = await _server.Http.GetStringAsync($"/alerts/{id}", Token);
        foreach (var act in new[] { "resolve", "silence" })
            Assert.Contains($"action=\"/api/alerts/{id}/{act}\"", page, StringComparison.Ordinal);
        using (var own = await PostFormAsync($"/api/alerts/{id}/resolve", _server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), ("note", "moved back")))
            page = await own.Content.ReadAsStringAsync(Token);
        Assert.Contains("moved back", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Do something about it", page, StringComparison.Ordinal);
        Assert.Equal("resolved", (await Alerts.GetAsync(id, Token)).State);
    }

    private async Task<HttpResponseMessage> PostFormAsync(string path, string origin, params (string Key, string Value)[] fields)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value))) };
        message.Headers.Add("Origin", origin);
        return await _server.Http.SendAsync(message, Token);
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}
