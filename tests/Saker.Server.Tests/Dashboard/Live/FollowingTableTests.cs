using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Dashboard.Live;

/// <summary>The table of an experiment's runs while somebody trains.</summary>
public sealed class FollowingTableTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_change_where_they_stand_new_runs_wait_to_be_shown_and_selection_and_place_stay()
    {
        var (experiment, _) = await SampleExperiment.AddAsync(server.Experiments, server.Server.Services.GetRequiredService<IRunStore>(), "followed", Token);
        var under = await server.Experiments.StartRunAsync(experiment.Id, "under-way", parent: null, Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/experiments/" + experiment.Id);
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await page.GetByLabel("Select under-way", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Select trial-50", new() { Exact = true }).CheckAsync();
        await page.EvaluateAsync("scrollTo(0, 300)");
        var place = await PlaceAsync(page);

        await server.Experiments.LogAsync(under.Id, new RunEntries { Metrics = [new Metric("loss", 0.125, 1, under.StartedAt)] }, Token);
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "under-way" });
        await Assertions.Expect(row).ToContainTextAsync("0.125", new() { Timeout = 30_000 });
        await server.Experiments.EndRunAsync(under.Id, RunStatus.Finished, Token);
        await Assertions.Expect(row).ToContainTextAsync("finished", new() { Timeout = 30_000 });
        await server.Experiments.StartRunAsync(experiment.Id, "brand-new", parent: null, Token);
        var news = page.GetByRole(AriaRole.Link, new() { Name = "1 new run: show it" });
        await Assertions.Expect(news).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("[data-run-count]")).ToHaveTextAsync("65");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "brand-new" })).ToHaveCountAsync(0);
        Assert.InRange(await PlaceAsync(page), place - 3, place + 3);
        await watched.ShootAsync("experiment-news-1440-light");

        await news.ClickAsync();
        await Assertions.Expect(page.Locator("table.families tbody").First).ToContainTextAsync("brand-new");
        await Assertions.Expect(news).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByLabel("Select under-way", new() { Exact = true })).ToBeCheckedAsync();
        await Assertions.Expect(page.GetByText("2 selected")).ToBeVisibleAsync();
        Assert.Equal("brand-new", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task The_page_follows_when_its_experiment_is_renamed_deleted_and_restored()
    {
        var experiment = await server.Experiments.GetOrCreateAsync("named-first", Token);
        var run = await server.Experiments.StartRunAsync(experiment.Id, "only", parent: null, Token);
        await server.Experiments.EndRunAsync(run.Id, RunStatus.Finished, Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/experiments/" + experiment.Id);
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        var patient = new LocatorAssertionsToContainTextOptions { Timeout = 30_000 };
        await server.Experiments.RenameAsync(experiment.Id, "named-anew", Token);
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("named-anew", patient);
        await server.Experiments.DeleteAsync(experiment.Id, Token);
        await Assertions.Expect(page.Locator(".failure")).ToContainTextAsync("was deleted", patient);
        await Assertions.Expect(page.Locator(".acts-row")).ToContainTextAsync("Restore", patient);
        Assert.DoesNotContain("no runs yet", await server.Http.GetStringAsync("/experiments/" + experiment.Id, Token), StringComparison.Ordinal);
        await server.Experiments.RestoreAsync(experiment.Id, Token);
        await Assertions.Expect(page.Locator(".acts-row")).ToContainTextAsync("Rename", patient);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("filter="));
        Assert.DoesNotContain("chosen", page.Url, StringComparison.Ordinal);
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Rows_that_scrolling_brought_follow_too_with_their_columns_and_what_moves_up_is_not_new()
    {
        var (experiment, runs) = await SampleExperiment.AddAsync(server.Experiments, Runs, "scrolled", Token);
        var early = await Runs.CreateAsync(new RunCreation { Experiment = experiment.Id, Name = "early-bird", StartedAt = runs[0].StartedAt.AddHours(-1), Tags = new Dictionary<string, string>() }, Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/experiments/" + experiment.Id);
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await page.GetByLabel("Select trial-11", new() { Exact = true }).ScrollIntoViewIfNeededAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "early-bird" });
        await row.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(row).ToContainTextAsync("running");

        await server.Experiments.LogAsync(early.Id, new RunEntries { Metrics = [new Metric("accuracy", 0.8125, 1, early.StartedAt)] }, Token);
        await Assertions.Expect(row).ToContainTextAsync("0.8125");
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader).Filter(new() { HasText = "accuracy" })).ToHaveCountAsync(1);
        await Runs.DeleteAsync(runs[3].Id, Token);
        await Assertions.Expect(page.GetByLabel("Select trial-3", new() { Exact = true })).ToHaveCountAsync(0);
        await server.Experiments.EndRunAsync(early.Id, RunStatus.Finished, Token);
        await Assertions.Expect(row).ToContainTextAsync("finished");
        await Assertions.Expect(page.Locator("[data-news]")).ToBeHiddenAsync();
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task What_climbs_is_said_to_have_moved_and_not_to_be_new_and_what_is_deleted_goes()
    {
        var (experiment, runs) = await SampleExperiment.AddAsync(server.Experiments, Runs, "climbing", Token);
        var under = await server.Experiments.StartRunAsync(experiment.Id, "under-way", parent: null, Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        // The page ends before the runs with the least.
        await page.GotoAsync($"/experiments/{experiment.Id}?order={Uri.EscapeDataString("metrics.r2 DESC")}");
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await Assertions.Expect(page.GetByLabel("Select trial-2", new() { Exact = true })).ToHaveCountAsync(0);
        await server.Experiments.LogAsync(runs[2].Id, new RunEntries { Metrics = [new Metric("r2", 0.9, 1, under.StartedAt)] }, Token);
        var news = page.GetByRole(AriaRole.Link, new() { Name = "The order has changed: show it" });
        await Assertions.Expect(news).ToBeVisibleAsync();
        await news.ClickAsync();
        await Assertions.Expect(page.Locator("table.families tbody").First).ToContainTextAsync("trial-2");

        await Runs.DeleteAsync(runs[55].Id, Token);
        await Assertions.Expect(page.GetByLabel("Select trial-55", new() { Exact = true })).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[data-news]")).ToBeHiddenAsync();
        Assert.Empty(watched.Faults);
    }

    private IRunStore Runs => server.Server.Services.GetRequiredService<IRunStore>();

    // Where a row is seen, whatever came in above it.
    private static Task<int> PlaceAsync(IPage page) => page.EvaluateAsync<int>("Math.round(document.querySelector('[aria-label=\"Select trial-50\"]').getBoundingClientRect().top)");
}
