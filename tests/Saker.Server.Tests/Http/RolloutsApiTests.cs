using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Platform.Audit;
using Saker.Testing;

namespace Saker.Server.Tests.Http;

/// <summary>Rollouts as a running server has them: asked for over HTTP, decided by requests, shown, and acted upon.</summary>
public sealed class RolloutsApiTests : IAsyncLifetime
{
    private readonly RolloutServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_candidate_that_fails_goes_back_by_itself_while_everybody_is_answered_and_all_doors_tell_why()
    {
        var rollout = await _server.StartAsync(RolloutServer.OnlyErrors, "500 <b>more</b> customers");
        Assert.Equal(("running", "canary", 0.5, 1, 2), (rollout.State, rollout.Strategy, rollout.Step!.Share, rollout.Step.Number, rollout.Step.Count));
        Assert.Equal(["churn/1", "churn/2"], rollout.Arms.Select(arm => arm.Version));
        _server.FailsEvery = 2;
        while ((await _server.Rollouts.GetAsync(rollout.Id, Token)).State == "running")
            await _server.AskAsync(20);

        rollout = await _server.UntilAsync(rollout.Id, known => known.State == "rolled-back");
        Assert.NotNull(rollout.EndedAt);
        var last = rollout.Decisions![^1];
        Assert.Equal(("roll-back", true, "saker", 0.0), (last.Kind, last.Automatic, last.By, last.Shares["candidate"]));
        var guard = Assert.Single(last.Evidence!);
        Assert.Equal(("error_rate", "candidate", "harmful"), (guard.Name, guard.Arm, guard.Outcome));
        Assert.True(Math.Exp(guard.LogEvidence) >= guard.Threshold && guard.Threshold >= 20 && guard.Candidate.Hits > guard.Control.Hits, guard.Words);
        Assert.Contains(Assert.Single(rollout.Guards!).Trail!, point => point.Count > 0);
        Assert.True(rollout.Arms[1].ErrorCount > 0 && rollout.Arms[0].ErrorCount == 0);

        // From the next request on nobody gets the candidate.
        _server.FailsEvery = 0;
        Assert.DoesNotContain("2", (await _server.AskAsync(40)).Keys);
        Assert.Equal("1", (await _server.Inner.Client.GetEndpointAsync("churn", Token)).Version);
        var acts = await _server.Inner.Server.Services.GetRequiredService<IAuditStore>().ListAsync(null, 100, Token);
        Assert.Contains(acts, entry => entry.Act == AuditActs.RolloutStarted && entry.Target == "churn to churn/2" && entry.Detail!.Contains(rollout.Id, StringComparison.Ordinal));
        Assert.Contains(acts, entry => entry.Act == AuditActs.RolloutRolledBack && entry.Actor == "saker" && entry.Detail!.Contains("error_rate", StringComparison.Ordinal));
        await Eventually.IsSoAsync(async () => (await _server.Inner.Client.Alerts.ListAsync(new AlertQuery { State = "firing", Rule = "rollout-rolled-back" }, Token)).Alerts.Any(alert => alert.Summary.Contains(rollout.Id, StringComparison.Ordinal)));

        var page = await _server.Http.GetStringAsync($"/rollouts/{rollout.Id}", Token);
        Assert.Contains("500 &lt;b&gt;more&lt;/b&gt; customers", page, StringComparison.Ordinal);
        Assert.Contains("data-outcome=\"harmful\"", page, StringComparison.Ordinal);
        Assert.Contains("error_rate: effect within its confidence sequence", page, StringComparison.Ordinal);
        Assert.DoesNotContain("formaction", page, StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<SakerClientException>(() => _server.StartAsync(RolloutServer.OnlyErrors));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("was rolled back", refused.Message, StringComparison.Ordinal);
        Assert.Equal("running", (await _server.StartAsync(RolloutServer.OnlyErrors, retry: "the disk was full")).State);
    }

    [Fact]
    public async Task People_hold_resume_promote_and_roll_back_with_reasons_and_who_saw_an_older_one_is_refused()
    {
        var rollout = await _server.StartAsync(RolloutServer.OnlyErrors);
        var conflict = await Assert.ThrowsAsync<SakerClientException>(() => _server.Rollouts.StartAsync("churn", new StartRolloutRequest { Model = "churn@challenger", Settings = JsonNode.Parse("""{"strategy":"canary"}""")!.AsObject() }, Token));
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains(rollout.Id, conflict.Message, StringComparison.Ordinal);

        var held = await _server.Rollouts.HoldAsync(rollout.Id, new RolloutActRequest { Reason = "lunch", Revision = rollout.Revision }, Token);
        Assert.Equal(("held", rollout.Revision + 1), (held.State, held.Revision));
        var stale = await Assert.ThrowsAsync<SakerClientException>(() => _server.Rollouts.ResumeAsync(rollout.Id, new RolloutActRequest { Revision = rollout.Revision }, Token));
        Assert.Equal((HttpStatusCode.Conflict, true), (stale.Status, stale.Message.Contains("has changed", StringComparison.Ordinal)));
        Assert.Equal("running", (await _server.Rollouts.ResumeAsync(rollout.Id, new RolloutActRequest(), Token)).State);
        Assert.Equal(1.0, (await _server.Rollouts.PromoteAsync(rollout.Id, new RolloutActRequest { Reason = "all is well" }, Token)).Step!.Share);
        Assert.Equal(["2"], (await _server.AskAsync(10)).Keys);
        var unknown = await Assert.ThrowsAsync<SakerClientException>(() => _server.Rollouts.ConcludeAsync(rollout.Id, new RolloutActRequest { Arm = "nobody" }, Token));
        Assert.Equal((HttpStatusCode.BadRequest, true), (unknown.Status, unknown.Message.Contains("control (churn/1), candidate (churn/2)", StringComparison.Ordinal)));
        var back = await _server.Rollouts.RollBackAsync(rollout.Id, new RolloutActRequest { Reason = "they complain" }, Token);
        Assert.Equal("rolled-back", back.State);
        Assert.Equal(["open", "begin", "hold", "resume", "promote-step", "roll-back"], back.Decisions!.Select(decision => decision.Kind));
        Assert.EndsWith("they complain", back.Decisions![^1].Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("2", (await _server.AskAsync(10)).Keys);
        Assert.Equal(HttpStatusCode.Conflict, (await Assert.ThrowsAsync<SakerClientException>(() => _server.Rollouts.HoldAsync(rollout.Id, new RolloutActRequest(), Token))).Status);

        var acts = (await _server.Inner.Server.Services.GetRequiredService<IAuditStore>().ListAsync(null, 100, Token)).Where(entry => entry.Act.StartsWith("rollout.", StringComparison.Ordinal) && entry.Outcome == AuditOutcome.Done && entry.Actor != "saker");
        Assert.Equal([AuditActs.RolloutRolledBack, AuditActs.RolloutPromoted, AuditActs.RolloutResumed, AuditActs.RolloutHeld, AuditActs.RolloutStarted], acts.Select(entry => entry.Act));
        var again = await _server.StartAsync(RolloutServer.OnlyErrors, retry: "they were wrong");
        var kept = await _server.Rollouts.ConcludeAsync(again.Id, new RolloutActRequest { Arm = "control" }, Token);
        Assert.Equal("kept", kept.State);
        var third = await _server.StartAsync(RolloutServer.OnlyErrors);
        Assert.Equal("cancelled", (await _server.Rollouts.CancelAsync(third.Id, new RolloutActRequest(), Token)).State);
        var fourth = await _server.StartAsync(RolloutServer.OnlyErrors);
        Assert.Equal(("promoted", "candidate"), await ConcludeAsync(fourth.Id));
        Assert.Equal("2", (await _server.Inner.Client.GetEndpointAsync("churn", Token)).Version);
        Assert.Equal([fourth.Id, third.Id], (await _server.Rollouts.ListAsync(new RolloutSelection { Endpoint = "churn", Max = 2 }, Token)).Rollouts.Select(one => one.Id));
    }

    [Fact]
    public async Task Rollouts_are_listed_by_endpoint_and_state_page_by_page_and_what_is_not_there_is_said()
    {
        var first = await _server.StartAsync(RolloutServer.OnlyErrors);
        await _server.Rollouts.CancelAsync(first.Id, new RolloutActRequest(), Token);
        var second = await _server.StartAsync(RolloutServer.OnlyErrors);
        var page = await _server.Rollouts.ListAsync(new RolloutSelection { Max = 1 }, Token);
        Assert.Equal(second.Id, Assert.Single(page.Rollouts).Id);
        Assert.Equal(first.Id, (await _server.Rollouts.ListAsync(new RolloutSelection { Max = 1, PageToken = page.NextPageToken }, Token)).Rollouts.Single().Id);
        Assert.Equal([second.Id], (await _server.Rollouts.ListAsync(new RolloutSelection { Open = true }, Token)).Rollouts.Select(one => one.Id));
        Assert.DoesNotContain(second.Id, (await _server.Rollouts.ListAsync(new RolloutSelection { Open = false }, Token)).Rollouts.Select(one => one.Id));
        Assert.Contains(second.Id, await _server.Http.GetStringAsync("/api/endpoints/churn/rollouts?open=true", Token), StringComparison.Ordinal);
        foreach (var path in new[] { "/api/rollouts/none", "/api/endpoints/none/rollouts", "/api/endpoints/none/rollout-policy", "/rollouts/none" })
        {
            using var missing = await _server.Http.GetAsync(path, Token);
            Assert.True(missing.StatusCode == HttpStatusCode.NotFound, path);
        }
        foreach (var (body, part) in new[] { ("{}", "model"), ("""{"model":"churn/2","models":["churn/2"]}""", "give one of them"), ("""{"modell":"churn/2"}""", "is not known here"), ("""{"model":"churn/2","settings":{"strategy":"cannary","minTime":"soon"}}""", "minTime") })
        {
            using var wrong = await _server.Http.PostJsonAsync("/api/endpoints/churn/rollouts", body);
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains(part, await wrong.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        using var many = await _server.Http.GetAsync("/api/rollouts?max=0", Token);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
    }

    [Fact]
    public async Task A_policy_says_how_versions_come_where_nobody_does_and_a_request_changes_only_what_it_names()
    {
        Assert.Null((await _server.Rollouts.GetPolicyAsync("churn", Token)).Settings);
        using (var set = await _server.Http.PutAsync("/api/endpoints/churn/rollout-policy", new StringContent("strategy: canary\nsteps: [50, 100]\nmin_time: 2h\nguards: {defaults: false, error_rate: {tolerance: 0.5}}", Encoding.UTF8, "application/yaml"), Token))
            Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync(Token));
        var policy = await _server.Rollouts.GetPolicyAsync("churn", Token);
        Assert.Equal(("canary", "2h", "local"), (policy.Settings!["strategy"]!.GetValue<string>(), policy.Settings["minTime"]!.GetValue<string>(), policy.SetBy));
        using (var asYaml = new HttpRequestMessage(HttpMethod.Get, "/api/endpoints/churn/rollout-policy"))
        {
            asYaml.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/yaml"));
            using var yaml = await _server.Http.SendAsync(asYaml, Token);
            Assert.Contains("min_time: 2h", await yaml.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        var rollout = await _server.StartAsync("""{"minRequests":7}""");
        Assert.Equal(("canary", "2h", 7L), (rollout.Strategy, rollout.Step!.MinTime, rollout.Step.MinRequests));
        Assert.Equal(0.5, rollout.Settings!["guards"]!["errorRate"]!["tolerance"]!.GetValue<double>());
        Assert.Contains("Where nobody says otherwise, versions come by canary", await _server.Http.GetStringAsync("/endpoints/churn", Token), StringComparison.Ordinal);

        using (var wrong = await _server.Http.PutAsync("/api/endpoints/churn/rollout-policy", new StringContent("""{"risk":2,"often":1,"steps":[]}""", Encoding.UTF8, "application/json"), Token))
        {
            var answer = await wrong.Content.ReadAsStringAsync(Token);
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.All(new[] { "risk", "often", "steps" }, key => Assert.Contains(key, answer, StringComparison.Ordinal));
        }
        await _server.Rollouts.RemovePolicyAsync("churn", Token);
        Assert.Null((await _server.Rollouts.GetPolicyAsync("churn", Token)).Settings);
    }

    [Fact]
    public async Task Buttons_of_the_pages_act_with_the_reason_and_only_from_this_server()
    {
        var rollout = await _server.StartAsync(RolloutServer.OnlyErrors);
        var page = await _server.Http.GetStringAsync($"/rollouts/{rollout.Id}", Token);
        foreach (var act in new[] { "promote", "hold", "conclude", "rollback", "cancel" })
            Assert.Contains($"formaction=\"/api/rollouts/{rollout.Id}/{act}\"", page, StringComparison.Ordinal);
        Assert.Contains($"name=\"revision\" value=\"{rollout.Revision}\"", page, StringComparison.Ordinal);
        Assert.Contains(rollout.Id, await _server.Http.GetStringAsync("/", Token), StringComparison.Ordinal);
        Assert.Contains(rollout.Id, await _server.Http.GetStringAsync("/endpoints/churn", Token), StringComparison.Ordinal);
        using (var foreign = await PostFormAsync($"/api/rollouts/{rollout.Id}/rollback", "https://elsewhere.example.org", ("reason", "x")))
            Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        var own = _server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        using (var held = await PostFormAsync($"/api/rollouts/{rollout.Id}/hold", own, ("reason", " by hand "), ("revision", $"{rollout.Revision}"), ("arm", "")))
            Assert.Equal($"/rollouts/{rollout.Id}", held.RequestMessage!.RequestUri!.AbsolutePath);
        var after = await _server.Rollouts.GetAsync(rollout.Id, Token);
        Assert.Equal(("held", "local held it: by hand"), (after.State, after.Note));
        using (var stale = await PostFormAsync($"/api/rollouts/{rollout.Id}/resume", own, ("revision", $"{rollout.Revision}")))
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        using (var odd = await PostFormAsync($"/api/rollouts/{rollout.Id}/resume", own, ("revision", "many")))
            Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
    }

    private async Task<(string State, string? Winner)> ConcludeAsync(string id)
    {
        var rollout = await _server.Rollouts.ConcludeAsync(id, new RolloutActRequest(), Token);
        return (rollout.State, rollout.Winner);
    }

    private async Task<HttpResponseMessage> PostFormAsync(string path, string origin, params (string Key, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Key, field.Value))) };
        request.Headers.Add("Origin", origin);
        return await _server.Http.SendAsync(request, Token);
    }

    private static long FirstShareOf(string html)
    {
        var first = System.Text.RegularExpressions.Regex.Match(html, "data-chart=\"shares\"[^>]*data-first=\"([^\"]*)\"").Groups[1].Value;
        using var drawn = System.Text.Json.JsonDocument.Parse(WebUtility.HtmlDecode(first));
        return drawn.RootElement.GetProperty("parts").GetProperty("shares")[0].GetProperty("points")[0][0].GetInt64();
    }

    [Fact]
    public async Task A_timeline_is_paged_from_its_end()
    {
        var rollout = await _server.StartAsync(RolloutServer.OnlyErrors);
        for (var i = 0; i < 101; i++)
        {
            await _server.Rollouts.HoldAsync(rollout.Id, new RolloutActRequest { Reason = $"{i}" }, Token);
            await _server.Rollouts.ResumeAsync(rollout.Id, new RolloutActRequest(), Token);
        }
        var newest = await _server.Rollouts.ListDecisionsAsync(rollout.Id, null, Token);
        var before = await _server.Rollouts.ListDecisionsAsync(rollout.Id, newest.NextPageToken, Token);
        Assert.Equal((200, null), (newest.Decisions.Count, before.NextPageToken));
        var all = before.Decisions.Concat(newest.Decisions).Select(decision => decision.Revision).ToList();
        Assert.Equal(Enumerable.Range(1, all.Count).Select(revision => (long)revision), all);
        Assert.Equal("open", before.Decisions[0].Kind);
        var page = await _server.Http.GetStringAsync($"/rollouts/{rollout.Id}", Token);
        Assert.Contains($"?before={newest.Decisions[0].Revision}#timeline", page, StringComparison.Ordinal);
        var earlier = await _server.Http.GetStringAsync($"/rollouts/{rollout.Id}?before={newest.Decisions[0].Revision}", Token);
        Assert.Contains("Newest decisions", earlier, StringComparison.Ordinal);
        // The picture of shares begins with the first decision, whichever the timeline shows.
        Assert.All([page, earlier], html => Assert.Equal(before.Decisions[0].At.ToUnixTimeMilliseconds(), FirstShareOf(html)));
        var refused = await Assert.ThrowsAsync<SakerClientException>(() => _server.Rollouts.ListDecisionsAsync(rollout.Id, "yesterday", Token));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
    }

    [Fact]
    public async Task A_simulation_is_asked_for_over_http_and_says_what_is_missing()
    {
        var missing = await Assert.ThrowsAsync<SakerClientException>(() => _server.Rollouts.SimulateAsync("churn", new SimulateRolloutRequest { Model = "churn/9" }, Token));
        Assert.Equal((HttpStatusCode.NotFound, true), (missing.Status, missing.Message.Contains("churn", StringComparison.Ordinal)));
        var nothing = await Assert.ThrowsAsync<SakerClientException>(() => _server.Rollouts.SimulateAsync("churn", new SimulateRolloutRequest { Model = "churn/2" }, Token));
        Assert.Equal((HttpStatusCode.NotFound, true), (nothing.Status, nothing.Message.Contains("prediction log", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_form_of_the_page_starts_a_rollout_as_it_was_planned()
    {
        var start = "/rollouts/start?endpoint=churn&model=churn%2F2&strategy=canary&steps=10,50&min_time=0s&min_requests=1000000&tolerance.error_rate=0.2&without.latency_p50=true&plan=1";
        var page = await _server.Http.GetStringAsync(start, Token);
        Assert.Contains("id=\"plan-panel\"", page, StringComparison.Ordinal);
        Assert.Contains("must be", await _server.Http.GetStringAsync(start.Replace("10,50", "50,10", StringComparison.Ordinal), Token), StringComparison.Ordinal);
        var fields = new Dictionary<string, string>
        {
            ["endpoint"] = "churn", ["model"] = "churn/2", ["strategy"] = "canary", ["steps"] = "10,50", ["min_time"] = "0s", ["min_requests"] = "1000000", ["tolerance.error_rate"] = "0.2", ["without.latency_p50"] = "true", ["reason"] = "by hand", ["risk"] = "",
        };
        var (status, refused) = await SendFormAsync(new(fields) { ["model"] = "churn/9" });
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("role=\"alert\"", refused, StringComparison.Ordinal);
        Assert.Contains("value=\"churn/9\"", refused, StringComparison.Ordinal);
        Assert.Contains("value=\"by hand\"", refused, StringComparison.Ordinal);
        await SendFormAsync(fields);
        var rollout = Assert.Single((await _server.Rollouts.ListAsync(new RolloutSelection { Endpoint = "churn", Open = true }, Token)).Rollouts);
        Assert.Equal("by hand", rollout.Reason);
        var settings = (await _server.Rollouts.GetAsync(rollout.Id, Token)).Settings!.ToJsonString();
        Assert.Contains("\"steps\":[10,50]", settings, StringComparison.Ordinal);
        Assert.Contains("0.2", settings, StringComparison.Ordinal);

        await _server.Rollouts.RollBackAsync(rollout.Id, new RolloutActRequest { Reason = "they complain" }, Token);
        (status, refused) = await SendFormAsync(fields);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("href=\"#why-again\"", refused, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Page)> SendFormAsync(Dictionary<string, string> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/rollouts/start") { Content = form };
        request.Headers.Add("Origin", _server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));
        using var response = await _server.Http.SendAsync(request, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task An_alias_that_moves_by_mlflow_brings_back_what_was_rolled_back_where_a_header_says_why()
    {
        await _server.Rollouts.StartAsync("churn", new StartRolloutRequest { Model = "churn@champion" }, Token);
        await _server.Rollouts.SetPolicyAsync("churn", JsonNode.Parse(RolloutServer.OnlyErrors)!.AsObject(), Token);
        await MoveAsync(retry: null);
        var rollout = Assert.Single((await OpenAsync()).Rollouts);
        await _server.Rollouts.RollBackAsync(rollout.Id, new RolloutActRequest { Reason = "they complain" }, Token);

        await MoveAsync(retry: null);
        Assert.Empty((await OpenAsync()).Rollouts);
        await MoveAsync("they were wrong");

        var again = await _server.Rollouts.GetAsync(Assert.Single((await OpenAsync()).Rollouts).Id, Token);
        Assert.Equal(["churn/1", "churn/2"], again.Arms.Select(arm => arm.Version));
        Assert.NotEqual(rollout.Id, again.Id);

        Task<RolloutList> OpenAsync() => _server.Rollouts.ListAsync(new RolloutSelection { Endpoint = "churn", Open = true }, Token);

        async Task MoveAsync(string? retry)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/2.0/mlflow/registered-models/alias") { Content = new StringContent("""{"name":"churn","alias":"champion","version":"2"}""", Encoding.UTF8, "application/json") };
            if (retry is not null)
                request.Headers.Add("Saker-Retry", retry);
            using var answer = await _server.Http.SendAsync(request, Token);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        }
    }

    [Theory]
    [InlineData("application/yaml", "queue: {max_queued_calls: 77}\nrollout: {strategy: canary, min_time: 3h}")]
    [InlineData("application/json", """{"queue":{"maxQueuedCalls":77},"rollout":{"strategy":"canary","minTime":"3h"}}""")]
    public async Task Settings_of_an_endpoint_say_how_versions_come_to_it_too(string type, string body)
    {
        using (var set = await PutAsync(body))
            Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync(Token));
        Assert.Equal(77, (await _server.Inner.Client.GetEndpointSettingsAsync("churn", Token)).Queue!.MaxQueuedCalls);
        Assert.Equal("3h", (await _server.Rollouts.GetPolicyAsync("churn", Token)).Settings!["minTime"]!.GetValue<string>());

        foreach (var (act, detail) in new[] { ("endpoint.settings", "queue.max_queued_calls"), ("rollout.policy", "canary") })
            Assert.Contains(detail, await _server.Http.GetStringAsync($"/api/audit?act={act}", Token), StringComparison.Ordinal);

        // What is refused of one part leaves both as they are, and what says nothing of a part leaves that.
        using (var wrong = await PutAsync(body.Replace("77", "78", StringComparison.Ordinal).Replace("canary", "cannary", StringComparison.Ordinal)))
        {
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            Assert.Contains("rollout.strategy", await wrong.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        Assert.Equal(77, (await _server.Inner.Client.GetEndpointSettingsAsync("churn", Token)).Queue!.MaxQueuedCalls);
        using (var without = await PutAsync("{}"))
            Assert.True(without.IsSuccessStatusCode, await without.Content.ReadAsStringAsync(Token));
        Assert.Equal("canary", (await _server.Rollouts.GetPolicyAsync("churn", Token)).Strategy);

        Task<HttpResponseMessage> PutAsync(string text) => _server.Http.PutAsync("/api/endpoints/churn/settings", new StringContent(text, Encoding.UTF8, type), Token);
    }

    [Fact]
    public async Task What_is_empty_or_no_json_is_refused_by_its_place()
    {
        foreach (var (body, part) in new[] { ("", "empty"), ("{\n \"strategy\" canary}", "line 2, column ") })
        {
            using var refused = await _server.Http.PutAsync("/api/endpoints/churn/rollout-policy", new StringContent(body, Encoding.UTF8, "application/json"), Token);
            var answer = await refused.Content.ReadAsStringAsync(Token);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(part, answer, StringComparison.Ordinal);
            Assert.DoesNotContain("isFinalBlock", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("BytePosition", answer, StringComparison.Ordinal);
        }
        using var lost = await _server.Http.PutAsync("/api/endpoints/churn/rollout-policy", new StringContent("", Encoding.UTF8, "application/yaml"), Token);
        Assert.Contains("The body is empty", await lost.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var text = await _server.Http.PostAsync("/api/endpoints/churn/rollouts", new StringContent("""{"model":"churn/2","settings":"canary"}""", Encoding.UTF8, "application/json"), Token);
        Assert.Contains("settings: an object is needed here.", await text.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var page = await _server.Http.GetAsync("/api/rollouts?pageToken=foo", Token);
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Equal("blue-green", (await _server.Rollouts.GetPolicyAsync("churn", Token)).Strategy);
    }
}
