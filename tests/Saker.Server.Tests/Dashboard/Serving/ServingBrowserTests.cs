using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Saker.Server.Tests.Dashboard.Catalogue;
using Saker.Testing;

namespace Saker.Server.Tests.Dashboard.Serving;

/// <summary>Endpoints and settings in a browser, over a home in which everything happened.</summary>
public sealed class ServingBrowserTests(DashboardHome home, Chromium chromium) : IClassFixture<DashboardHome>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_is_tried_explained_changed_shared_and_found_in_the_log()
    {
        await using var watched = await chromium.OpenAsync(home.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/endpoints/churn/try");
        // A real row: a whole number of months, a sum of money that training saw.
        await Assertions.Expect(page.GetByLabel("tenure")).ToHaveValueAsync(new Regex("^[0-9]+$"));
        await Assertions.Expect(page.GetByLabel("Contract")).Not.ToHaveValueAsync("");
        await page.GetByLabel("tenure").FillAsync("2");
        await page.GetByLabel("Contract").SelectOptionAsync("Month-to-month");
        await page.GetByLabel("and what would change it").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer .outputs")).ToContainTextAsync("probability");
        await Assertions.Expect(page.Locator(".attributions tbody tr").First).ToBeVisibleAsync();
        Assert.True(await page.Locator(".attributions svg rect").CountAsync() > 3);
        await Assertions.Expect(page.Locator("#answer")).ToContainTextAsync("Run");
        await Assertions.Expect(page.Locator("#otherwise")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("section[aria-labelledby=otherwise] strong").First).ToBeVisibleAsync();
        await watched.ShootAsync("try-answer");

        Assert.Contains("in.tenure=2", page.Url, StringComparison.Ordinal);
        var again = await page.Context.NewPageAsync();
        await again.GotoAsync(page.Url);
        await Assertions.Expect(again.GetByLabel("tenure")).ToHaveValueAsync("2");
        await Assertions.Expect(again.GetByLabel("Contract")).ToHaveValueAsync("Month-to-month");

        var request = (await page.Locator("#answer a[href^='/log/']").GetAttributeAsync("href"))!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (!(await home.Server.Http.GetAsync(request, limit.Token)).IsSuccessStatusCode)
            await Task.Delay(200, limit.Token);
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_stays_there_to_be_mended()
    {
        await using var watched = await chromium.OpenAsync(home.Address, 390, 844, ColorScheme.Dark);
        var page = watched.Page;
        await page.GotoAsync("/endpoints/churn/try");
        await page.GetByLabel("MonthlyCharges").FillAsync("a lot");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        var field = page.Locator(".field", new() { Has = page.GetByLabel("MonthlyCharges") });
        await Assertions.Expect(field.Locator(".fault-text")).ToContainTextAsync("\"a lot\"; give a number");
        await Assertions.Expect(page.GetByLabel("MonthlyCharges")).ToHaveValueAsync("a lot");
        await Assertions.Expect(page.GetByLabel("MonthlyCharges")).ToHaveAttributeAsync("aria-invalid", "true");
        await watched.ShootAsync("try-refused");
        await page.GetByLabel("MonthlyCharges").FillAsync("70.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#answer .outputs")).ToContainTextAsync("label");
        // The refusal itself has the status of one.
        Assert.All(watched.Faults, fault => Assert.Contains("400", fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_follows_its_requests_and_its_versions_are_loaded_and_unloaded()
    {
        await using var watched = await chromium.OpenAsync(home.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/endpoints/churn");
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await Assertions.Expect(page.Locator("[data-chart=endpoint-load] canvas")).ToHaveCountAsync(1);
        var requests = page.Locator("[data-endpoint=churn] [data-stat=requests]");
        var before = await requests.TextContentAsync();
        await home.AskAsync(5);
        await Assertions.Expect(requests).Not.ToHaveTextAsync(before!, new() { Timeout = 5000 });
        await Assertions.Expect(page.Locator(".stages")).ToContainTextAsync("Queue");
        await page.GetByRole(AriaRole.Link, new() { Name = "last hour" }).ClickAsync();
        await Assertions.Expect(page.Locator("#traffic")).ToContainTextAsync("requests in this time");
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");

        var row = page.GetByRole(AriaRole.Region, new() { Name = "Versions behind this endpoint" }).GetByRole(AriaRole.Row).Filter(new() { HasText = "churn/2" });
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Unload" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("not in memory");
        await row.GetByRole(AriaRole.Button, new() { Name = "Load churn/2" }).ClickAsync();
        await Assertions.Expect(row).Not.ToContainTextAsync("not in memory");
        Assert.EndsWith("/endpoints/churn", page.Url, StringComparison.Ordinal);
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Endpoints_are_found_by_what_is_typed_and_code_is_copied()
    {
        await using var watched = await chromium.OpenAsync(home.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/endpoints");
        await Assertions.Expect(page.Locator("table.endpoints tbody tr")).ToHaveCountAsync(1);
        await page.GetByLabel("Endpoint or model").FillAsync("nothing of that name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No endpoint is like that");
        await page.GotoAsync("/endpoints/churn/code");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy curl", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copy curl", Exact = true })).ToHaveTextAsync("Copied");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task A_key_is_made_shown_once_revoked_and_both_are_in_the_audit()
    {
        await using var watched = await chromium.OpenAsync(home.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/settings/keys");
        await page.GetByText("Make a key").ClickAsync();
        await page.GetByLabel("Name").FillAsync("web-shop");
        await page.GetByLabel("Role").SelectOptionAsync("user");
        await page.GetByLabel("Rows a day", new() { Exact = true }).FillAsync("many");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await Assertions.Expect(page.Locator(".field", new() { Has = page.GetByLabel("Rows a day", new() { Exact = true }) }).Locator(".fault-text")).ToContainTextAsync("'many' is no whole number");
        await page.GetByLabel("Rows a day", new() { Exact = true }).FillAsync("1000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var text = await page.Locator("#made-key").TextContentAsync();
        Assert.StartsWith("saker_", text, StringComparison.Ordinal);
        await watched.ShootAsync("key-made");
        await page.GotoAsync("/settings/keys");
        Assert.DoesNotContain(text!, await page.ContentAsync(), StringComparison.Ordinal);

        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "web-shop" });
        await Assertions.Expect(row).ToContainTextAsync("1,000 rows a day");
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("revoked");

        await page.GotoAsync("/audit");
        await page.Locator("select[name=act]").SelectOptionAsync("key.");
        await page.GetByLabel("To what").FillAsync("WEB-SHOP");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page.Locator("table.audit tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("table.audit tbody tr").First).ToContainTextAsync("key.revoke");
        Assert.Contains("act=key.", page.Url, StringComparison.Ordinal);
        // The refusal itself has the status of one.
        Assert.All(watched.Faults, fault => Assert.Contains("400", fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rows_of_a_window_are_opened_where_the_log_has_them()
    {
        var report = Watching.SampleDrift.Report("churn", "churn", TimeProvider.System.GetUtcNow().AddMinutes(-50), TimeSpan.FromHours(1), columns: 19);
        await home.Get<Saker.Platform.Monitoring.Drift.IDriftStore>().AddAsync(
            report, new Saker.Platform.Monitoring.Drift.DriftProgress { Endpoint = "churn", Model = "churn", Version = 1, BeganAt = report.From, EvaluatedUntil = report.To, LookedAt = report.To }, Token);
        await using var watched = await chromium.OpenAsync(home.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/watching/churn?range=24h");
        await page.GetByRole(AriaRole.Link, new() { Name = "Show some of its logged rows" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rows tbody tr").First).ToContainTextAsync("label = ");
        await page.Locator("#rows tbody th a").First.ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("tenure");
        await page.GotoAsync("/watching/churn?range=6h");
        // What was asked reaches its windows a while later.
        await Eventually.IsSoAsync(async () =>
        {
            var now = TimeProvider.System.GetUtcNow();
            return (await home.Get<Saker.Platform.Monitoring.Windows.IWindowStore>().ListFinestAsync("churn", null, now.AddHours(-6), now.AddMinutes(1), Token)).Any(window => window.Version is not null && window.Facts.ProfiledRowCount > 0);
        }, "rows in the windows");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare the last 6 hours as a whole" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/watching/churn\?report="));
        await Assertions.Expect(page.Locator("#report")).ToBeVisibleAsync();
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Scores_are_asked_for_by_the_segments_of_a_column()
    {
        await using var watched = await chromium.OpenAsync(home.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/watching/churn/performance");
        await page.GetByLabel("Segments by column").FillAsync("Contract");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        Assert.Contains("by=Contract", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Segments of version 1" })).ToContainTextAsync("Month-to-month");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task A_model_is_not_trained_again_beside_a_rollout_and_whoever_asks_is_told_of_it()
    {
        await using var watched = await chromium.OpenAsync(home.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/watching/churn/retraining");
        await page.Locator("#retrain > summary").ClickAsync();
        await page.GetByLabel("Why").FillAsync("the price list changed");
        await page.Locator("#retrain").GetByRole(AriaRole.Button, new() { Name = "Train again now" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("is under way");
        Assert.All(watched.Faults, fault => Assert.Contains("409", fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_is_hastened_and_a_receiver_told_as_a_test()
    {
        await using var receiver = new Saker.Testing.Toys.ToyHttpReceiver().Start();
        await home.Server.Client.Alerts.ApplyAsync(System.Text.Json.Nodes.JsonNode.Parse($$"""{"receivers":[{"name":"ops","kind":"webhook","url":"{{receiver.Address}}","min_severity":"critical"}]}""")!.AsObject(), prune: false, Token);
        await using var watched = await chromium.OpenAsync(home.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/settings/receivers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test to ops" }).ClickAsync();
        await Assertions.Expect(page.Locator("main [role=status]")).ToContainTextAsync("A test message was delivered to ops");
        await page.GotoAsync("/settings/jobs");
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run windows.keep now" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "windows.keep" })).ToContainTextAsync("succeeded", new() { Timeout = 10_000 });
        await home.Server.Client.Alerts.ApplyAsync(System.Text.Json.Nodes.JsonNode.Parse("""{"receivers":[]}""")!.AsObject(), prune: true, Token);
        Assert.Empty(watched.Faults);
    }
}
