using Saker.Platform.Registry;
using Microsoft.Playwright;
using Saker.Platform.Experiments;
using Saker.Server.Tests.Http;

namespace Saker.Server.Tests.Dashboard;

public sealed class BrowserTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private const string Row = """{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_page_shows_runs_model_and_endpoint_and_its_numbers_move_by_themselves()
    {
        // Other tests of this class add runs of their own, in any order: this one is the newest now.
        var run = await SampleRuns.AddFinishedAsync(server.Experiments, "churn", "churn/1", Token);
        await server.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "candidate", Version = 1 }, Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/");
        var panel = page.Locator("article.panel").Filter(new() { HasText = "Newest training" });
        await Assertions.Expect(panel.Locator("tr.best")).ToContainTextAsync("gradient_boosting");
        await Assertions.Expect(panel.Locator("tr.best")).ToContainTextAsync("0.8482");
        await Assertions.Expect(panel.Locator(".candidates tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(panel.Locator(".candidates svg circle")).ToHaveCountAsync(15);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = run.Id.Short }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("section[aria-labelledby=models]")).ToContainTextAsync("champion");
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");

        var rate = page.Locator("[data-endpoint=churn] [data-stat=rate]");
        for (var i = 0; i < 60; i++)
            (await server.Http.PostJsonAsync("/api/endpoints/churn/predict", $$"""{"rows":[{{Row}}]}""")).Dispose();
        await Assertions.Expect(rate).Not.ToHaveTextAsync("0", new() { Timeout = 5000 });
        await Assertions.Expect(page.Locator("[data-endpoint=churn] [data-stat=p95]")).Not.ToHaveTextAsync("\u2014");
        await Assertions.Expect(page.Locator("[data-chart=traffic] canvas")).ToHaveCountAsync(1);
        await page.Locator("[data-chart=traffic]").HoverAsync();
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task A_run_under_way_shows_its_folds_as_they_arrive()
    {
        var run = await SampleRuns.StartAsync(server.Experiments, "arriving", Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Dark);
        var page = watched.Page;
        await page.GotoAsync("/runs/" + run.Id.Value);
        await Assertions.Expect(page.Locator("h1 .badge")).ToHaveTextAsync("running");
        var candidate = await SampleRuns.StartCandidateAsync(server.Experiments, run, "random_forest", Token);
        await SampleRuns.AddFoldAsync(server.Experiments, candidate, 0, 0.81, Token);
        await Assertions.Expect(page.Locator(".candidates circle")).ToHaveCountAsync(1);
        await SampleRuns.AddFoldAsync(server.Experiments, candidate, 1, 0.83, Token);
        await Assertions.Expect(page.Locator(".candidates circle")).ToHaveCountAsync(2);
        await server.Experiments.EndRunAsync(candidate.Id, RunStatus.Finished, Token);
        await server.Experiments.EndRunAsync(run.Id, RunStatus.Finished, Token);
        await Assertions.Expect(page.Locator("h1 .badge")).ToHaveTextAsync("finished");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task The_api_page_draws_every_operation_within_its_policy()
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        await watched.Page.GotoAsync("/docs");
        await watched.Page.Locator("#operations-tag-Endpoints").ClickAsync();
        await Assertions.Expect(watched.Page.Locator("[id$=Endpoints-predict].opblock")).ToBeVisibleAsync();
        await watched.Page.Locator("[id$=Endpoints-predict].opblock .opblock-summary-control").ClickAsync();
        await Assertions.Expect(watched.Page.Locator("[id$=Endpoints-predict].opblock .example").First).ToContainTextAsync("predictions");
        await watched.ShootAsync("docs");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Times_are_shown_in_the_readers_zone()
    {
        await SampleRuns.StartAsync(server.Experiments, "zones", Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        await watched.Page.GotoAsync("/runs?experiment=zones");
        var time = watched.Page.Locator("time").First;
        await Assertions.Expect(time).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("GMT\\+9"));
        Assert.DoesNotContain("UTC", await time.TextContentAsync(), StringComparison.Ordinal);
    }
}
