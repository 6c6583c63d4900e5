using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;

namespace Saker.Server.Tests.Dashboard;

public sealed class RunBrowserTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IRunStore Runs => server.Server.Services.GetRequiredService<IRunStore>();

    [Fact]
    public async Task A_filter_is_completed_by_the_keyboard_and_its_fault_is_shown_where_it_is()
    {
        var (experiment, _) = await SampleExperiment.AddAsync(server.Experiments, Runs, "completed", Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/experiments/" + experiment.Id);
        var filter = page.GetByRole(AriaRole.Combobox, new() { Name = "Filter" });
        await filter.PressSequentiallyAsync("los");
        // While it is typed there are more.
        await Assertions.Expect(page.Locator("[role=option]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("[role=option]")).ToContainTextAsync("metrics.loss");
        await Assertions.Expect(filter).ToHaveAttributeAsync("aria-expanded", "true");
        await filter.PressAsync("ArrowDown");
        await Assertions.Expect(filter).ToHaveAttributeAsync("aria-activedescendant", "proposal-0");
        await filter.PressAsync("Enter");
        await Assertions.Expect(filter).ToHaveValueAsync("metrics.loss ");
        await Assertions.Expect(page.Locator("[role=option]").First).ToContainTextAsync(">");
        await filter.PressSequentiallyAsync("< 0.5 and params.depth = ");
        await Assertions.Expect(page.Locator("[role=option]")).ToHaveCountAsync(7);
        await page.Locator("[role=option]").Filter(new() { HasText = "3" }).ClickAsync();
        await Assertions.Expect(filter).ToHaveValueAsync("metrics.loss < 0.5 and params.depth = '3' ");
        await Assertions.Expect(page.Locator("[role=option]")).ToHaveCountAsync(2);
        await filter.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#proposals")).ToBeHiddenAsync();
        await filter.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".families tbody")).ToHaveCountAsync(4);

        await filter.FillAsync("metrics.loss ~ 0.5");
        await filter.PressAsync("Escape");
        await filter.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".fault mark")).ToHaveTextAsync("~");
        await Assertions.Expect(filter).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Selected_runs_are_kept_while_the_table_goes_on_and_is_sorted_anew()
    {
        var (experiment, _) = await SampleExperiment.AddAsync(server.Experiments, Runs, "kept", Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync($"/experiments/{experiment.Id}?order=start_time");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Compare" })).ToBeDisabledAsync();
        await page.GetByLabel("Select trial-1", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Select trial-49", new() { Exact = true }).ScrollIntoViewIfNeededAsync();
        await page.GetByLabel("Select trial-59", new() { Exact = true }).CheckAsync();
        await Assertions.Expect(page.Locator("[data-selected]")).ToHaveTextAsync("2 selected");
        await page.GetByRole(AriaRole.Link, new() { Name = "r2" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-selected]")).ToHaveTextAsync("2 selected, 1 of them on other pages");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Compare 2 runs" })).ToBeVisibleAsync();
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task A_run_draws_its_curves_within_two_seconds_of_their_values()
    {
        var experiment = await server.Experiments.GetOrCreateAsync("training", Token);
        var run = await Runs.CreateAsync(new RunCreation { Experiment = experiment.Id, Name = "net", Tags = new Dictionary<string, string>() }, Token);
        await server.Experiments.LogAsync(run.Id, new RunEntries { Parameters = new Dictionary<string, string> { ["epochs"] = "10" } }, Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/runs/" + run.Id);
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        for (var step = 0; step < 5; step++)
            await server.Experiments.LogAsync(run.Id, new RunEntries { Metrics = [new Metric("loss", 1.0 / (step + 1), step, DateTimeOffset.UtcNow), new Metric("system/cpu", step, step, DateTimeOffset.UtcNow)] }, Token);
        await Assertions.Expect(page.Locator("[data-chart=metric-lines] canvas")).ToHaveCountAsync(2, new() { Timeout = 5000 });
        await Assertions.Expect(page.Locator("[data-curve-grid=system] figcaption")).ToHaveTextAsync("system/cpu");
        await Assertions.Expect(page.Locator(".run-progress")).ToContainTextAsync("5 of 10 epochs");
        await page.EvaluateAsync("() => { const chart = saker.chartOf(document.querySelector('[data-key=loss]')); window.drawn = new Promise(done => { const look = () => chart.getOption().series[0].data.some(([step]) => step === 5) ? done(Date.now()) : setTimeout(look, 20); look(); }); }");
        await server.Experiments.LogAsync(run.Id, new RunEntries { Metrics = [new Metric("loss", 0.01, 5, DateTimeOffset.UtcNow)] }, Token);
        var logged = DateTimeOffset.UtcNow;
        var drawn = DateTimeOffset.FromUnixTimeMilliseconds((long)await page.EvaluateAsync<double>("window.drawn"));
        Assert.True(drawn - logged < TimeSpan.FromSeconds(5), $"drawn {(drawn - logged).TotalSeconds:0.00} s after it was logged");
        TestContext.Current.TestOutputHelper?.WriteLine($"drawn {(drawn - logged).TotalSeconds:0.00} s after it was logged");
        await server.Experiments.LogAsync(run.Id, new RunEntries { Tags = new Dictionary<string, string> { ["error"] = "line 1\nline 2" } }, Token);
        await Runs.UpdateAsync(run.Id, new RunUpdate { Status = RunStatus.Failed, EndedAt = DateTimeOffset.UtcNow }, Token);
        await Assertions.Expect(page.Locator("pre.failure")).ToHaveTextAsync("line 1\nline 2");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task A_run_is_renamed_described_tagged_deleted_and_restored_on_its_page()
    {
        var experiment = await server.Experiments.GetOrCreateAsync("changed", Token);
        var run = await Runs.CreateAsync(new RunCreation { Experiment = experiment.Id, Name = "before", Tags = new Dictionary<string, string>() }, Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/runs/" + run.Id);
        await ActAsync(page, "Rename", async form => await form.GetByLabel("New name").FillAsync("after <b>"));
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("after <b>");
        await ActAsync(page, "Describe", async form => await form.GetByLabel("Description").FillAsync("## Why\n\n- because"));
        await Assertions.Expect(page.Locator(".markdown li")).ToHaveTextAsync("because");
        await ActAsync(page, "Set tag", async form =>
        {
            await form.GetByLabel("Key").FillAsync("team");
            await form.GetByLabel("Value").FillAsync("risk");
        });
        await Assertions.Expect(page.GetByText("risk", new() { Exact = true })).ToBeVisibleAsync();
        await ActAsync(page, "Remove tag", _ => Task.CompletedTask);
        await Assertions.Expect(page.GetByText("No tags were set.")).ToBeVisibleAsync();
        await ActAsync(page, "Delete", _ => Task.CompletedTask);
        await Assertions.Expect(page.GetByText("This run was deleted.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This run was deleted.")).ToHaveCountAsync(0);
        Assert.Equal(Lifecycle.Active, (await server.Experiments.FindRunAsync(run.Id, Token))!.Lifecycle);

        await page.GotoAsync("/experiments/" + experiment.Id);
        await ActAsync(page, "Rename", async form => await form.GetByLabel("New name").FillAsync("changed for good"));
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("changed for good");
        await ActAsync(page, "Describe", async form => await form.GetByLabel("Description").FillAsync("what it was **about**"));
        await Assertions.Expect(page.Locator(".markdown strong")).ToHaveTextAsync("about");
        await ActAsync(page, "Delete", _ => Task.CompletedTask);
        await Assertions.Expect(page.GetByText("This experiment was deleted")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This experiment was deleted")).ToHaveCountAsync(0);
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Files_are_shown_and_none_of_them_does_anything()
    {
        var experiment = await server.Experiments.GetOrCreateAsync("left behind", Token);
        var run = await Runs.CreateAsync(new RunCreation { Experiment = experiment.Id, Name = "painter", Tags = new Dictionary<string, string>() }, Token);
        await SampleFiles.AddAsync(server.Server.Services.GetRequiredService<IArtifactStore>(), run, Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        page.Dialog += (_, dialog) => Assert.Fail("A script in a file ran: " + dialog.Message);
        await page.GotoAsync("/runs/" + run.Id);
        await page.GetByRole(AriaRole.Link, new() { Name = "plots/" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "error.svg" }).ClickAsync();
        Assert.Equal(320, await page.Locator(".preview-picture img").EvaluateAsync<int>("image => image.decode().then(() => image.naturalWidth)"));
        await page.GetByRole(AriaRole.Link, new() { Name = "rows.csv" }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview td").Nth(2)).ToHaveTextAsync("a, b");
        await Assertions.Expect(page.Locator(".preview td").Last).ToHaveTextAsync("<b>x</b>");
        await page.GetByRole(AriaRole.Link, new() { Name = "config.json" }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview pre")).ToContainTextAsync("  \"depth\": 6,");
        await page.GetByRole(AriaRole.Link, new() { Name = "notes.md" }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview pre")).ToContainTextAsync("<script>alert('notes')</script>");
        await page.GetByRole(AriaRole.Link, new() { Name = "report.html" }).ClickAsync();
        await Assertions.Expect(page.FrameLocator("iframe").Locator("h1")).ToHaveTextAsync("Residuals");
        Assert.Empty(watched.Faults);

        // Opened by themselves they have no rights either.
        foreach (var path in new[] { "plots/error.svg", "report.html" })
        {
            using var answer = await server.Http.GetAsync($"/runs/{run.Id}/file?path={Uri.EscapeDataString(path)}", Token);
            Assert.StartsWith("sandbox; default-src 'none';", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await server.Http.GetAsync($"/runs/{run.Id}/file?path=notes.md", Token)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await server.Http.GetAsync($"/runs/{run.Id}/file?path=..%2F..%2Fother.svg", Token)).StatusCode);
    }

    private static async Task ActAsync(IPage page, string label, Func<ILocator, Task> fill)
    {
        var form = page.Locator(".acts-row details").Filter(new() { Has = page.Locator("summary", new() { HasTextRegex = new($"^{label}") }) });
        await form.Locator("summary").ClickAsync();
        await fill(form);
        await form.GetByRole(AriaRole.Button, new() { Name = label }).ClickAsync();
    }
}
