using System.Net;
using Microsoft.Playwright;
using Saker.Platform.Audit;
using Saker.Platform.Identity;
using Saker.Server.Tests.Http.Access;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Dashboard;

/// <summary>Receivers of alerts on their pages: made, changed, tried, removed; and never a secret in an answer.</summary>
public sealed class ReceiverPageTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private const string Secret = "a-secret-of-more-than-sixteen";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("email", "to=a@example.org, b@example.org&from=saker@example.org&host=smtp.example.org&port=2525&tls=implicit&user=me&password=" + Secret, "a@example.org, b@example.org")]
    [InlineData("slack", "url=https://hooks.slack.com/services/" + Secret, "Slack")]
    [InlineData("webhook", "url=https://hooks.example.org/x&secret=" + Secret + "&token=" + Secret, "hooks.example.org")]
    [InlineData("pagerduty", "routing_key=" + Secret, "events.pagerduty.com")]
    [InlineData("opsgenie", "api_key=" + Secret, "api.opsgenie.com")]
    [InlineData("alertmanager", "url=http://127.0.0.1:9&token=" + Secret, "127.0.0.1:9")]
    public async Task Every_kind_is_written_by_its_form_and_its_secrets_are_never_shown_again(string kind, string fields, string target)
    {
        var name = "one-" + kind;
        Assert.Contains("name=\"kind\" value=\"" + kind + "\"", await server.Http.GetStringAsync("/settings/receivers/add?kind=" + kind, Token), StringComparison.Ordinal);
        var list = await PostAsync("/settings/receivers", $"kind={kind}&name={name}&{fields}&min_severity=warning&endpoints=churn, price*&repeat=2h&resolved=true&enabled=true", HttpStatusCode.OK);
        Assert.Contains($"{name} is written", list, StringComparison.Ordinal);
        Assert.Contains(target, list, StringComparison.Ordinal);
        Assert.Contains("warning and worse, endpoints churn, price*", list, StringComparison.Ordinal);

        var form = await server.Http.GetStringAsync($"/settings/receivers/{name}/change", Token);
        Assert.Contains("value=\"churn, price*\"", form, StringComparison.Ordinal);
        Assert.Contains("placeholder=\"stays as it is\"", form, StringComparison.Ordinal);
        // As the form came, with nothing written into its secrets: they stay.
        await PostAsync($"/settings/receivers/{name}", $"{string.Join('&', fields.Split('&').Where(field => !field.EndsWith(Secret, StringComparison.Ordinal)))}&min_severity=critical&endpoints=*&resolved=true&enabled=", HttpStatusCode.OK);
        var written = (await server.Client.Alerts.GetSettingsAsync(Token)).Receivers.Single(receiver => receiver.Name == name);
        Assert.Contains("***", written.Receiver.ToJsonString(), StringComparison.Ordinal);
        foreach (var page in new[] { list, form, await server.Http.GetStringAsync("/settings/receivers", Token), await server.Http.GetStringAsync("/audit", Token), await server.Http.GetStringAsync("/api/alerts/settings", Token) })
            Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_what_was_written_stays_but_for_secrets()
    {
        var page = await PostAsync("/settings/receivers", $"kind=webhook&name=<b>bad&url=nowhere&secret=short&token={Secret}&min_severity=info&endpoints=*&repeat=never&enabled=true", HttpStatusCode.BadRequest);
        Assert.Equal(4, page.Split("aria-invalid=\"true\"").Length - 1);
        foreach (var text in new[] { "&#x27;nowhere&#x27; is no address", "it has 5 characters", "value=\"nowhere\"", "value=\"&lt;b&gt;bad\"", "secrets have to be written again" })
            Assert.Contains(text, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>bad", page, StringComparison.Ordinal);

        const string Good = "kind=webhook&name=twice&url=http://127.0.0.1:9/&token=" + Secret + "&min_severity=info&endpoints=*&enabled=true";
        await PostAsync("/settings/receivers", Good, HttpStatusCode.OK);
        Assert.Contains("there is a receiver &#x27;twice&#x27; already", await PostAsync("/settings/receivers", Good, HttpStatusCode.Conflict), StringComparison.Ordinal);
        // A secret goes only where it was written for.
        Assert.Contains("write the token again", await PostAsync("/settings/receivers/twice", "url=http://127.0.0.1:8/&min_severity=info&endpoints=*&enabled=true", HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await PostAsync("/settings/receivers/twice", "url=http://127.0.0.1:8/&without_token=true&min_severity=info&endpoints=*&enabled=true", HttpStatusCode.OK);
        await PostAsync("/settings/receivers/twice/remove", "", HttpStatusCode.OK);
        await PostAsync("/settings/receivers/twice/remove", "", HttpStatusCode.NotFound);
        await PostAsync("/settings/receivers/twice", "url=http://127.0.0.1:8/", HttpStatusCode.NotFound);
        var acts = await server.Http.GetStringAsync("/api/audit?act=" + AuditActs.AlertSettingsChanged, Token);
        Assert.Contains("receiver twice", acts, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, acts, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(",\"port\":2525,\"tls\":\"implicit\"", "2525", "implicit")]
    [InlineData("", "587", "starttls")]
    public async Task A_mail_receiver_that_was_not_made_by_the_form_keeps_its_password_when_the_form_changes_it(string written, string port, string tls)
    {
        var name = "by-file-" + port;
        using var body = new StringContent($$"""{"kind":"email","to":"a@example.org","from":"saker@example.org","host":"smtp.example.org","user":"me","password":"{{Secret}}"{{written}}}""", System.Text.Encoding.UTF8, "application/json");
        using var put = await server.Http.PutAsync("/api/alerts/receivers/" + name, body, Token);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Token));
        await PostAsync("/settings/receivers/" + name, $"to=b@example.org&from=saker@example.org&host=smtp.example.org&port={port}&tls={tls}&user=me&password=&min_severity=info&endpoints=*&enabled=true", HttpStatusCode.OK);
        Assert.Equal("b@example.org", (await server.Client.Alerts.GetSettingsAsync(Token)).Receivers.Single(receiver => receiver.Name == name).Target);
    }

    [Fact]
    public async Task Whoever_may_not_write_receivers_sees_them_without_buttons()
    {
        await using var guarded = new GuardedServer();
        await guarded.InitializeAsync();
        using var deployer = guarded.As(Role.Deployer);
        var list = await deployer.GetStringAsync("/settings/receivers", Token);
        Assert.DoesNotContain("/settings/receivers/add", list, StringComparison.Ordinal);
        Assert.DoesNotContain("/settings/receivers/add", await deployer.GetStringAsync("/alerts", Token), StringComparison.Ordinal);
        foreach (var path in new[] { "/settings/receivers/add", "/settings/receivers/ops/change" })
        {
            using var response = await deployer.GetAsync(path, Token);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
        foreach (var path in new[] { "/settings/receivers", "/settings/receivers/ops", "/settings/receivers/ops/remove", "/settings/receivers/ops/test" })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("kind", "slack")]);
            using var response = await deployer.PostAsync(path, form, Token);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_receiver_is_added_tried_changed_and_removed_in_a_browser()
    {
        await using var receiver = new ToyHttpReceiver().Start();
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/settings/receivers");
        await page.GetByRole(AriaRole.Link, new() { Name = "Webhook", Exact = true }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("by-hand");
        await page.GetByLabel("Address", new() { Exact = true }).FillAsync(receiver.Address);
        await page.GetByLabel("Token", new() { Exact = true }).FillAsync(Secret);
        await watched.ShootAsync("receiver-add-1440");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add it" }).ClickAsync();
        await Assertions.Expect(page.Locator("main [role=status]")).ToContainTextAsync("by-hand is written");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test to by-hand" }).ClickAsync();
        await Assertions.Expect(page.Locator("main [role=status]")).ToContainTextAsync("A test message was delivered to by-hand");
        // Loaded again, the page says so still, and sends nothing.
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("main [role=status]")).ToContainTextAsync("A test message was delivered to by-hand");
        Assert.Contains("Bearer " + Secret, Assert.Single(receiver.Taken).Headers.First(header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)).Value, StringComparison.Ordinal);

        receiver.Answer = static (_, _) => 410;
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test to by-hand" }).ClickAsync();
        await Assertions.Expect(page.Locator("main .fault[role=status]")).ToContainTextAsync("The test message to by-hand was not delivered");

        await page.GetByRole(AriaRole.Link, new() { Name = "by-hand" }).ClickAsync();
        await page.GetByLabel("Of alerts from").SelectOptionAsync("critical");
        await page.GetByLabel("Token", new() { Exact = true }).FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write it" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "by-hand" });
        await Assertions.Expect(row).ToContainTextAsync("critical and worse");
        await watched.ShootAsync("receivers-1440");
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Empty(watched.Faults);
    }

    private async Task<string> PostAsync(string path, string fields, HttpStatusCode expected)
    {
        using var form = new FormUrlEncodedContent(fields.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=', 2)).Select(field => KeyValuePair.Create(field[0], field[1])));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Add("Origin", server.Server.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await server.Http.SendAsync(request, Token);
        var answer = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode} from {path}: {answer}");
        return answer;
    }
}
