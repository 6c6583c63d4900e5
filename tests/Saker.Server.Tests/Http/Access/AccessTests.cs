using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.OpenInference.Calls;
using Saker.Platform.Identity;
using Saker.Server.Hosting;
using Saker.Testing.Issuers;

namespace Saker.Server.Tests.Http.Access;

public sealed class AccessTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    private const string Predict = "/api/endpoints/churn/predict";
    private const string Row = """{"rows":[{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}]}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refusal_is_in_the_words_of_the_door()
    {
        using var api = await server.Anonymous.GetAsync("/api/models", Cancellation);
        Assert.Equal("Bearer realm=\"saker\"", api.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
        Assert.Equal(401, (await api.JsonAsync()).GetProperty("status").GetInt32());

        using var infer = await server.Anonymous.GetAsync("/v2/models/churn", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, infer.StatusCode);
        Assert.Contains("x-api-key", (await infer.JsonAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);

        using var viewer = server.As(Role.Viewer);
        using var forbidden = await viewer.PostJsonAsync(Predict, Row);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal("This needs the role 'user'; 'viewer' has the role 'viewer'.", (await forbidden.JsonAsync()).GetProperty("detail").GetString());

        using var wrong = server.With("saker_nonsense");
        using var unknown = await wrong.GetAsync("/api/models", Cancellation);
        Assert.Contains("invalid_token", unknown.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_taken_as_bearer_as_password_and_as_api_key_and_from_nowhere_else()
    {
        var key = server.Key(Role.Viewer).Text;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("Authorization", "Bearer " + key));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("authorization", "bearer  " + key));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("X-Api-Key", key));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("anybody:" + key))));
        foreach (var (header, value) in new[] { ("Authorization", "Basic " + key), ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":"))), ("Authorization", "Basic " + new string('A', 10_000)), ("Authorization", key), ("Authorization", "Bearer "), ("X-Api-Key", ""), ("Cookie", "saker_session=" + key), ("X-Key", key) })
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(header, value));
        using var twice = new HttpRequestMessage(HttpMethod.Get, "/api/models");
        twice.Headers.TryAddWithoutValidation("X-Api-Key", [key, key]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous.SendAsync(twice, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Anonymous.GetAsync($"/api/models?key={key}", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Outcomes_show_rows_of_people_and_are_for_those_who_may_read_the_log()
    {
        using var viewer = server.As(Role.Viewer);
        using var deployer = server.As(Role.Deployer);
        foreach (var path in (string[])["/api/outcomes", "/api/outcomes/order-1"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync(path, Cancellation)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await deployer.GetAsync(path, Cancellation)).StatusCode);
        }
    }

    [Fact]
    public async Task Audit_is_verified_over_HTTP_by_an_admin()
    {
        using var admin = server.As(Role.Admin);
        using var made = await admin.PostJsonAsync("/api/keys", """{"name":"chained","role":"viewer"}""");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var client = new SakerClient(admin);
        var found = await client.VerifyAuditAsync(null, Cancellation);
        Assert.True(found.IsWhole, string.Join(' ', found.Faults));
        Assert.True((await client.VerifyAuditAsync(found.Anchor, Cancellation)).IsWhole);
        Assert.Contains("written anew", Assert.Single((await client.VerifyAuditAsync("1:" + new string('0', 64), Cancellation)).Faults), StringComparison.Ordinal);
        using var viewer = server.As(Role.Viewer);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.GetAsync("/api/audit/verification", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData(null, "16")]
    [InlineData(Role.Viewer, "7")]
    public async Task A_refused_grpc_call_ends_with_a_grpc_status(Role? role, string status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, InferenceMethods.ModelInfer.Path) { Content = new ByteArrayContent([0, 0, 0, 0, 0]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        if (role is { } known)
            request.Headers.Add("x-api-key", server.Key(known).Text);
        using var response = await server.Anonymous.SendAsync(request, Cancellation);
        Assert.Equal((HttpStatusCode.OK, "application/grpc"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(status, Assert.Single(response.Headers.GetValues("grpc-status")));
        Assert.NotEmpty(response.Headers.GetValues("grpc-message"));
    }

    [Fact]
    public async Task A_key_made_over_http_works_at_once_is_limited_and_ends_when_revoked()
    {
        using var http = server.As(Role.Admin);
        var admin = new SakerClient(http);
        var made = await admin.CreateKeyAsync(new CreateKeyRequest("limited", "user") { Policy = new KeyPolicyInfo { RequestsPerSecond = 0.01, Burst = 2 } }, Cancellation);
        using var user = server.With(made.Secret);
        Assert.Equal(HttpStatusCode.OK, (await user.PostJsonAsync(Predict, Row)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await user.PostJsonAsync("/api/endpoints/churn/predict", Row)).StatusCode);
        using var limited = await user.PostJsonAsync(Predict, Row);
        Assert.Equal(HttpStatusCode.TooManyRequests, limited.StatusCode);
        Assert.InRange(int.Parse(limited.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 100);
        Assert.Equal(["- requestsPerSecond"], (await limited.JsonAsync()).Errors());

        Assert.Equal("limited", Assert.Single(await admin.ListKeysAsync(Cancellation), key => key.Id == made.Key.Id).Name);
        Assert.DoesNotContain(made.Secret[^52..], await http.GetStringAsync("/api/keys", Cancellation), StringComparison.Ordinal);
        Assert.Equal("revoked", (await admin.RevokeKeyAsync(made.Key.Id, Cancellation)).State);
        Assert.Equal(HttpStatusCode.Unauthorized, (await user.GetAsync("/api/models", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<SakerClientException>(() => admin.RevokeKeyAsync("nobody", Cancellation))).Status);
        var failure = await Assert.ThrowsAsync<SakerClientException>(() => admin.CreateKeyAsync(new CreateKeyRequest("", "emperor"), Cancellation));
        Assert.Equal(["name", "role"], failure.Errors.Select(error => error.Field));
        // A limit that is misspelt must not be a key without one.
        using var misspelt = await http.PostJsonAsync("/api/keys", """{"name":"typo","role":"user","rowsPerDay":5,"policy":{"rowsPerDayy":5}}""");
        Assert.Equal(["- rowsPerDay", "- policy.rowsPerDayy"], (await misspelt.JsonAsync()).Errors());
    }

    [Fact]
    public async Task Limits_on_rows_and_scores_hold_for_tensors_as_for_rows()
    {
        using var http = server.As(Role.Admin);
        var admin = new SakerClient(http);
        var made = await admin.CreateKeyAsync(new CreateKeyRequest("meter", "user") { Policy = new KeyPolicyInfo { RowsPerDay = 5, DistinctRowsPerDay = 2, ScoreDecimals = 1 } }, Cancellation);
        using var user = server.With(made.Secret);
        using (var first = await user.PostJsonAsync("/v2/models/churn/infer", Tensors(3)))
            Assert.Matches("^0\\.[0-9]$", (await first.JsonAsync()).GetProperty("outputs")[1].GetProperty("data")[0].GetRawText());
        Assert.Equal(HttpStatusCode.OK, (await user.PostJsonAsync("/v2/models/churn/infer", Tensors(3))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await user.PostJsonAsync("/v2/models/churn/infer", Tensors(4))).StatusCode);
        using (var third = await user.PostJsonAsync("/v2/models/churn/infer", Tensors(5)))
            await AssertLimitedAsync(third, "different rows");
        using var many = await user.PostJsonAsync("/v2/models/churn/infer", Tensors(3, 3, 3, 3, 3));
        await AssertLimitedAsync(many, "rows");
    }

    [Fact]
    public async Task The_request_in_the_documentation_makes_a_key_as_it_says()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Cli.CliFolder.Checkout, "docs", "access.md"), Cancellation);
        var body = lines[Array.FindIndex(lines, line => line.Trim() == "POST /api/keys") + 1].Trim();
        using var admin = server.As(Role.Admin);
        using var made = await admin.PostJsonAsync("/api/keys", body);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var key = (await made.JsonAsync()).GetProperty("key");
        Assert.Equal(("web-shop", "user", 2), (key.GetProperty("name").GetString(), key.GetProperty("role").GetString(), key.GetProperty("policy").GetProperty("scoreDecimals").GetInt32()));
    }

    [Fact]
    public async Task Acts_are_noted_with_who_what_and_how_it_ended_and_reading_is_not()
    {
        using var deployer = server.As(Role.Deployer);
        using var user = server.As(Role.User);
        const string deployment = """{"name":"audited","model":"churn@champion"}""";
        using var done = await deployer.PostJsonAsync("/api/endpoints", deployment);
        using var failed = await deployer.PostJsonAsync("/api/endpoints", """{"name":"audited","model":"none"}""");
        using var refused = await user.PostJsonAsync("/api/endpoints", deployment);
        using var nobody = await server.Anonymous.PostJsonAsync("/api/endpoints", deployment);
        await user.GetAsync("/api/endpoints", Cancellation);
        using var http = server.As(Role.Admin);
        var page = await new SakerClient(http).ListAuditAsync(null, 1000, Cancellation);
        var ids = new[] { done, failed, refused, nobody }.Select(response => response.Headers.GetValues("X-Request-Id").Single()).ToArray();
        var entries = page.Entries.Where(entry => ids.Contains(entry.RequestId)).Reverse().ToList();
        Assert.Equal(ids, entries.Select(entry => entry.RequestId));
        Assert.Equal(["deployer done", "deployer failed", "user refused", "anonymous refused"], entries.Select(entry => $"{entry.Actor} {entry.Outcome}"));
        Assert.All(entries, entry => Assert.Equal(AuditActs.Deployed, entry.Act));
        Assert.Equal("audited to churn@champion", entries[0].Target);
        Assert.Equal(server.Key(Role.Deployer).Key.Id, entries[0].KeyId);
        Assert.DoesNotContain(page.Entries, entry => entry.Actor == "user" && entry.Outcome == "done");
        Assert.Equal(page.Entries[1].Id, (await new SakerClient(http).ListAuditAsync(page.Entries[0].Id, 1, Cancellation)).Next);
    }

    [Fact]
    public async Task A_browser_signs_in_with_a_key_and_gets_a_cookie_that_only_pages_of_ours_can_use()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var browser = new HttpClient(handler) { BaseAddress = server.Anonymous.BaseAddress };
        using var page = await SendAsync(browser, HttpMethod.Get, "/keys?x=1", ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
        Assert.Contains("value=\"/keys?x=1\"", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        using var foreign = await SignInAsync(browser, "/settings/keys", ("Origin", "https://evil.example"));
        using var silent = await SignInAsync(browser, "/settings/keys");
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], new[] { foreign.StatusCode, silent.StatusCode });
        using var signedIn = await SignInAsync(browser, "/keys?x=1", ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal((HttpStatusCode.SeeOther, "/keys?x=1"), (signedIn.StatusCode, signedIn.Headers.Location?.OriginalString));
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        Assert.All(new[] { "httponly", "samesite=strict", "path=/", "max-age" }, part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(server.Key(Role.Admin).Text[^52..], cookie, StringComparison.Ordinal);

        var session = ("Cookie", cookie.Split(';')[0]);
        using var keys = await SendAsync(browser, HttpMethod.Get, "/settings/keys", session);
        var html = await keys.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("Sign out", html, StringComparison.Ordinal);
        Assert.Contains(server.Key(Role.Viewer).Key.Id, html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(browser, HttpMethod.Get, "/audit", session)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(browser, HttpMethod.Delete, "/api/keys/none", session)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(browser, HttpMethod.Delete, "/api/keys/none", session, ("Sec-Fetch-Site", "same-site"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(browser, HttpMethod.Delete, "/api/keys/none", session, ("Sec-Fetch-Site", "same-origin"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(browser, HttpMethod.Get, "/settings/keys", ("Cookie", session.Item2 + "0"))).StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("")]
    public async Task Signing_in_leads_nowhere_else(string back)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var browser = new HttpClient(handler) { BaseAddress = server.Anonymous.BaseAddress };
        using var signedIn = await SignInAsync(browser, back, ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal("/", signedIn.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Tokens_of_an_issuer_get_in_with_the_role_of_their_claim()
    {
        using var issuer = new LocalIssuer();
        issuer.AddRsa("one");
        await using var inner = new TestServer();
        await inner.StartAsync(options => options with { Auth = AuthMode.On, Oidc = new OidcOptions { Issuer = issuer.Address, Audience = "saker", MaxFetchTime = TimeSpan.FromMinutes(2) } }, hasModel: true);
        var claims = new JsonObject { ["iss"] = issuer.Address, ["aud"] = "saker", ["sub"] = "alice", ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(), ["roles"] = "user" };
        inner.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Sign("one", "RS256", claims));
        Assert.Equal(HttpStatusCode.OK, (await inner.Http.PostJsonAsync(Predict, Row)).StatusCode);
        using var forbidden = await inner.Http.PostJsonAsync("/api/keys", "{}");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal("alice", (await inner.Server.Services.GetRequiredService<IAuditStore>().ListAsync(null, 1, Cancellation))[0].Actor);
        claims["aud"] = "another";
        inner.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Sign("one", "RS256", claims));
        using var wrong = await inner.Http.GetAsync("/api/models", Cancellation);
        Assert.Contains("audience", (await wrong.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_access_is_off_acts_are_local_and_the_sign_in_leads_home()
    {
        await using var inner = new TestServer();
        await inner.InitializeAsync();
        Assert.Equal(HttpStatusCode.OK, (await inner.Http.PostJsonAsync("/api/endpoints", """{"name":"a","model":"churn"}""")).StatusCode);
        var entry = Assert.Single(await inner.Server.Services.GetRequiredService<IAuditStore>().ListAsync(null, 10, Cancellation));
        Assert.Equal(("local", AuditOutcome.Done, "a to churn"), (entry.Actor, entry.Outcome, entry.Target));
        Assert.Equal("/", (await inner.Http.GetAsync("/sign-in", Cancellation)).RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Theory]
    [InlineData("0.0.0.0", AuthMode.Auto)]
    [InlineData("0.0.0.0", AuthMode.On)]
    [InlineData("127.0.0.1", AuthMode.On)]
    public async Task A_server_that_nobody_could_enter_does_not_start_and_says_what_to_do(string address, AuthMode auth)
    {
        await using var inner = new TestServer();
        var failure = await Assert.ThrowsAsync<SakerException>(() => inner.StartAsync(options => options with { Address = address, Auth = auth }, hasModel: false));
        Assert.Contains("saker keys create --role admin --name", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Access_off_beyond_loopback_must_be_spelled_out()
    {
        var options = new ServerOptions { Home = "unused", Address = "0.0.0.0", Auth = AuthMode.Off };
        var failure = Assert.Throws<SakerException>(() => SakerServer.Build(options));
        Assert.Equal("auth", Assert.Single(failure.Problems).Field);
        Assert.Contains("--open-to-everyone", failure.Message, StringComparison.Ordinal);
        (options with { OpenToEveryone = true }).Validate();
    }

    [Fact]
    public async Task Beyond_loopback_access_is_on_by_itself_and_configured_hosts_are_taken()
    {
        await using var guarded = new GuardedServer();
        await guarded.StartAsync(options => options with { Address = "0.0.0.0", Auth = AuthMode.Auto, Hosts = ["saker.example.org"] });
        using var viewer = guarded.As(Role.Viewer);
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync("/api/models", Cancellation)).StatusCode);
        viewer.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.Unauthorized, (await viewer.GetAsync("/api/models", Cancellation)).StatusCode);
        foreach (var (host, status) in new[] { ("saker.example.org", HttpStatusCode.OK), ("evil.example", HttpStatusCode.BadRequest) })
        {
            using var response = await SendAsync(viewer, HttpMethod.Get, "/health/live", ("Host", host));
            Assert.Equal(status, response.StatusCode);
        }
    }

    private async Task<HttpStatusCode> StatusAsync(string header, string value)
    {
        using var response = await SendAsync(server.Anonymous, HttpMethod.Get, "/api/models", (header, value));
        return response.StatusCode;
    }

    private Task<HttpResponseMessage> SignInAsync(HttpClient browser, string back, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["key"] = server.Key(Role.Admin).Text, ["return"] = back }),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return browser.SendAsync(request, Cancellation);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return http.SendAsync(request, Cancellation);
    }

    private static async Task AssertLimitedAsync(HttpResponseMessage response, string what)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Contains(what, (await response.JsonAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static string Tensors(params int[] tenures)
    {
        var (numbers, shape) = (string.Join(',', tenures), $"[{tenures.Length},1]");
        string Repeat(string value) => string.Join(',', Enumerable.Repeat(value, tenures.Length));
        return $$"""
            {"inputs":[{"name":"tenure","shape":{{shape}},"datatype":"INT64","data":[{{numbers}}]},{"name":"MonthlyCharges","shape":{{shape}},"datatype":"FP64","data":[{{Repeat("70.35")}}]},
            {"name":"Contract","shape":{{shape}},"datatype":"BYTES","data":[{{Repeat("\"One year\"")}}]},{"name":"PaperlessBilling","shape":{{shape}},"datatype":"BOOL","data":[{{Repeat("true")}}]}]}
            """;
    }
}
