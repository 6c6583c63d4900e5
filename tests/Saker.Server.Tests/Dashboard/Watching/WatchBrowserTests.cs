using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Performance;

namespace Saker.Server.Tests.Dashboard.Watching;

/// <summary>The pages of watching in a browser, over windows of a month.</summary>
public sealed class WatchBrowserTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly TimeSpan s_length = TimeSpan.FromHours(4);

    private readonly TestServer _server = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IDriftStore Drift => _server.Server.Services.GetRequiredService<IDriftStore>();

    private DateTimeOffset Today { get; } = new(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await SampleDrift.FillAsync(Drift, "churn", "churn", Today.AddDays(-24), Today, s_length, columns: 30);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_cell_of_the_heat_map_opens_its_column_at_its_time_by_mouse_and_by_keys()
    {
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/watching");
        await page.GetByRole(AriaRole.Link, new() { Name = "churn", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-chart=effect] canvas").First).ToBeVisibleAsync();
        // 30 inputs and an output, 25 to a page.
        await Assertions.Expect(page.Locator(".heat-map tbody tr")).ToHaveCountAsync(25);

        var cell = page.Locator(".heat-map td > a[data-drifted]").First;
        var name = await cell.GetAttributeAsync("title");
        await cell.ClickAsync();
        await Assertions.Expect(page.Locator("#column-title")).ToContainTextAsync(name!.Split(',')[0]);
        await Assertions.Expect(page.Locator("#report")).ToHaveTextAsync("The window chosen");
        Assert.Contains("at=", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator(".distribution svg")).ToBeVisibleAsync();

        // Arrows go from cell to cell, and only one of them is a stop.
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await Assertions.Expect(page.Locator(".heat-map td > a[tabindex='0']")).ToHaveCountAsync(1);
        await page.Locator(".heat-map td > a[tabindex='0']").FocusAsync();
        var first = await page.EvaluateAsync<string>("document.activeElement.title");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowDown");
        var second = await page.EvaluateAsync<string>("document.activeElement.title");
        Assert.NotEqual(first.Split(',')[0], second.Split(',')[0]);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#column-title")).ToContainTextAsync(second.Split(',')[0]);

        await page.GetByRole(AriaRole.Link, new() { Name = "Data quality" }).ClickAsync();
        await Assertions.Expect(page.Locator(".heat-map tbody tr").First).ToContainTextAsync("PaymentMethod");
        await page.GetByRole(AriaRole.Link, new() { Name = "More columns" }).ClickAsync();
        await Assertions.Expect(page.Locator(".heat-map tbody tr")).ToHaveCountAsync(6);
        await page.GetByRole(AriaRole.Link, new() { Name = "24 hours" }).ClickAsync();
        Assert.Contains("range=24h", page.Url, StringComparison.Ordinal);
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Times_are_the_readers_in_fields_headings_and_cells_and_instants_in_the_address()
    {
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/watching/churn?range=7d&grain=hour");
        var heading = page.Locator(".heat-map thead time").First;
        var local = DateTimeOffset.Parse((await heading.GetAttributeAsync("datetime"))!, System.Globalization.CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(9)).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await Assertions.Expect(heading).ToHaveTextAsync(local);
        var words = (await heading.GetAttributeAsync("title"))!;
        Assert.EndsWith(local, words, StringComparison.Ordinal);
        // The cells of the first bucket say the same time.
        Assert.All(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.heat-map tbody tr')].map(row => row.cells[1].querySelector('a')?.title).filter(Boolean)"), title => Assert.Contains($", {words}: ", title, StringComparison.Ordinal));
        Assert.Equal(0, await page.Locator(".heat-map [title*=UTC]").CountAsync());

        await page.GotoAsync("/log");
        Assert.DoesNotContain("UTC", await page.Locator(".range").InnerTextAsync(), StringComparison.Ordinal);
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("2026-05-03T09:00");
        await page.GetByLabel("To", new() { Exact = true }).FillAsync("2026-05-03T15:30");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        Assert.Contains("from=2026-05-03T00%3A00Z&to=2026-05-03T06%3A30Z", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.GetByLabel("From", new() { Exact = true })).ToHaveValueAsync("2026-05-03T09:00");
        // Another search keeps the time.
        await page.GetByLabel("Endpoint").FillAsync("churn");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        Assert.Contains("from=2026-05-03T00%3A00Z&to=2026-05-03T06%3A30Z", page.Url, StringComparison.Ordinal);
        await page.GotoAsync("/audit?from=2026-05-03");
        await Assertions.Expect(page.GetByLabel("From", new() { Exact = true })).ToHaveValueAsync("2026-05-03T09:00");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task A_window_that_closes_is_seen_by_itself_in_the_list_and_on_the_page()
    {
        await using var list = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        await using var one = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Dark);
        await list.Page.GotoAsync("/watching");
        await one.Page.GotoAsync("/watching/churn?range=90d&grain=window");
        foreach (var watched in new[] { list, one })
            await Assertions.Expect(watched.Page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        var closed = SampleDrift.Report("churn", "churn", Today, s_length, columns: 30) with { RowCount = 987_654 };
        await Drift.AddAsync(closed, new DriftProgress { Endpoint = "churn", Model = "churn", Version = 1, BeganAt = Today.AddDays(-24), EvaluatedUntil = closed.To, LookedAt = closed.To }, Token);
        var clock = Stopwatch.StartNew();
        await Assertions.Expect(list.Page.Locator("table.watched")).ToContainTextAsync("987,654");
        await Assertions.Expect(one.Page.Locator("main")).ToContainTextAsync("987,654");
        // Two seconds where nothing else runs; tests run beside each other.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(8), $"it took {clock.Elapsed}");
        Assert.Empty(list.Faults.Concat(one.Faults));
    }

    [Fact]
    public async Task Scores_over_time_stand_beside_their_estimates_and_what_is_missing_is_said()
    {
        var store = _server.Server.Services.GetRequiredService<IPerformanceStore>();
        for (var day = 10; day > 0; day--)
        {
            var score = 0.84 - (day < 4 ? 0.08 : 0);
            await store.PutAsync(
                new PerformanceWindow
                {
                    Endpoint = "churn",
                    Model = "churn",
                    Version = 1,
                    StartedAt = Today.AddDays(-day),
                    EndedAt = Today.AddDays(1 - day),
                    Estimate = new WindowEstimate { Method = "pape", RowCount = 900, Scores = [new EstimatedScore("roc_auc", 0.83, 0.01, 0.8, 0.87, IsWorse: false)] },
                    Scores = day == 1 ? null : new WindowScores
                    {
                        PairCount = 400,
                        UsedCount = 400,
                        LagSeconds = 3600,
                        Scores = [new WindowScore("roc_auc", score, score - 0.03, score + 0.03), new WindowScore("accuracy", 0.8, 0.76, 0.83)],
                        Decay = new DecayVerdict { Score = "roc_auc", Live = score, Reference = 0.845, Loss = 0.845 - score, LossLow = 0.01, LossHigh = 0.1, PValue = day < 4 ? 0.0004 : 0.4, Alpha = 0.005, IsDecayed = day < 4, PairCount = 400 },
                    },
                },
                Token);
        }
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        await watched.Page.GotoAsync("/watching/churn/performance?score=roc_auc");
        await Assertions.Expect(watched.Page.Locator("[data-chart=score] canvas").First).ToBeVisibleAsync();
        await Assertions.Expect(watched.Page.Locator("main")).ToContainTextAsync("decayed");
        await Assertions.Expect(watched.Page.Locator("main")).ToContainTextAsync("saker outcomes add");
        await watched.Page.GetByRole(AriaRole.Link, new() { Name = "accuracy" }).ClickAsync();
        Assert.Contains("score=accuracy", watched.Page.Url, StringComparison.Ordinal);
        await watched.Page.GotoAsync("/watching");
        await Assertions.Expect(watched.Page.Locator("table.watched .badge").First).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("drifted|decayed"));
        Assert.Empty(watched.Faults);
    }
}
