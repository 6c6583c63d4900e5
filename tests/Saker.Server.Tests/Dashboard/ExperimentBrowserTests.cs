using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;

namespace Saker.Server.Tests.Dashboard;

public sealed class ExperimentBrowserTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private const string Markup = "<script>alert('x')</script> \"quoted\" & <b>bold</b>";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IRunStore Runs => server.Server.Services.GetRequiredService<IRunStore>();

    [Fact]
    public async Task Runs_are_unfolded_chosen_sorted_selected_and_compared()
    {
        var (experiment, _) = await SampleExperiment.AddAsync(server.Experiments, Runs, "worked with", Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/experiments");
        await page.GetByRole(AriaRole.Link, new() { Name = "worked with" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Started", Exact = true }).ClickAsync();
        var child = page.GetByRole(AriaRole.Link, new() { Name = "fold-1" });
        await Assertions.Expect(child).ToBeHiddenAsync();
        await page.GetByLabel("Show the runs nested in trial-0").CheckAsync(new() { Force = true });
        await Assertions.Expect(child).ToBeVisibleAsync();

        await page.GetByText("Columns (").ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "team" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "team" })).ToBeVisibleAsync();

        await page.GetByLabel("Select trial-1", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("Select trial-2", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Compare 2 runs" })).ToBeVisibleAsync();
        foreach (var (view, chart) in new[] { ("Parallel coordinates", "run-lines"), ("Scatter", "run-points"), ("Curves", "metric-lines") })
        {
            await page.Locator(".tabs").GetByRole(AriaRole.Link, new() { Name = view }).ClickAsync();
            await Assertions.Expect(page.Locator($"[data-chart={chart}] canvas")).ToHaveCountAsync(1);
            await page.Locator($"[data-chart={chart}]").HoverAsync();
        }
        await page.GetByLabel("X axis").SelectOptionAsync("relative");
        await page.GetByLabel("Log scale").CheckAsync();
        Assert.Contains("&x=relative&log=1", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByLabel("Log scale")).ToBeCheckedAsync();
        Assert.Equal(experiment.Id.Value, (await page.GetByText("All runs of " + experiment.Name).GetAttributeAsync("href"))!.Split('/')[^1]);
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Markup_in_names_keys_values_and_notes_is_shown_as_text()
    {
        var experiment = await server.Experiments.CreateAsync(new ExperimentCreation { Name = Markup, Tags = new Dictionary<string, string> { ["mlflow.note.content"] = Markup } }, Token);
        List<RunId> runs = [];
        foreach (var parent in new RunId?[] { null, null })
        {
            var run = await server.Experiments.StartRunAsync(experiment.Id, Markup, parent, Token);
            var entries = new RunEntries
            {
                Parameters = new Dictionary<string, string> { ["note"] = Markup },
                Tags = new Dictionary<string, string> { ["team"] = Markup, ["mlflow.note.content"] = Markup, ["mlflow.source.name"] = Markup },
                Metrics = [.. Enumerable.Range(0, 3).Select(step => new Metric("m", step, step, run.StartedAt))],
            };
            await server.Experiments.LogAsync(run.Id, entries, Token);
            runs.Add(run.Id);
        }
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        page.Dialog += (_, dialog) => Assert.Fail("A script in a name ran: " + dialog.Message);
        var column = Uri.EscapeDataString("tags.team");
        foreach (var path in new[] { "/experiments", $"/experiments/{experiment.Id}?chosen=1&c={column}", $"/runs/{runs[0]}", $"/experiments/compare?run={runs[0]}&run={runs[1]}" })
        {
            await page.GotoAsync(path);
            Assert.Contains(Markup, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await page.Locator("main script, main b").CountAsync());
        }
        Assert.Empty(watched.Faults);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Pages_fit_desk_and_phone_in_light_and_dark(int width, ColorScheme scheme)
    {
        await using var seen = new TestServer();
        await seen.StartAsync(options => options, hasModel: true);
        var (experiment, runs) = await SampleExperiment.AddAsync(seen.Experiments, seen.Server.Services.GetRequiredService<IRunStore>(), "house prices", Token);
        await SampleRuns.AddFinishedAsync(seen.Experiments, "churn", "churn/1", Token);
        await seen.DeployAsync("churn", "churn", Token);
        await seen.Server.Services.GetRequiredService<IApprovalStore>().ProtectAsync(new AliasProtection { Model = "churn", Alias = "champion", Role = Platform.Identity.Role.Admin }, by: null, Token);
        await seen.Registry.MoveAliasAsync(new AliasChange { Model = "churn", Alias = "champion", Version = 1, Evidence = "The newer version is worse on the rows of last month." }, Token);
        await seen.Client.SetEndpointSettingsAsync("churn", SampleSettings.Long, Token);
        await using var watched = await chromium.OpenAsync(seen.Server.Address, width, width > 1000 ? 900 : 844, scheme);
        var name = $"{width}-{scheme.ToString().ToLowerInvariant()}";
        var compare = "/experiments/compare?view=curves&" + string.Join('&', runs.Take(8).Select(run => "run=" + run.Id));
        (string View, string Path)[] views =
        [
            ("experiments", "/experiments"), ("experiment", "/experiments/" + experiment.Id), ("compare", compare), ("tracked-run", "/runs/" + runs[1].Id), ("overview-both", "/"),
            ("runs", "/runs"), ("audit", "/audit"), ("model-approvals", "/models/churn"), ("version", "/models/churn/1"),
        ];
        foreach (var (view, path) in views)
        {
            await watched.Page.GotoAsync(path);
            if (view == "compare")
                await Assertions.Expect(watched.Page.Locator("[data-chart=metric-lines] canvas")).ToHaveCountAsync(1);
            await watched.ShootAsync($"{view}-{name}");
            var overflow = await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{view} is {overflow} px wider than the window of {width} px: {await watched.Page.EvaluateAsync<string>("[...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth && !one.closest('.scroll,nav,pre')).map(one => one.tagName + '.' + one.className).join(' ')")}");
            // No row is taller than the window: a text has the room that it needs.
            Assert.True(await watched.Page.EvaluateAsync<double>("Math.max(0, ...[...document.querySelectorAll('tbody tr')].map(one => one.getBoundingClientRect().height))") < 400, $"{view} has a row taller than it should be at {width} px");
            // Text of a panel keeps its distance from the panel's edge.
            Assert.Equal("", await watched.Page.EvaluateAsync<string>("[...document.querySelectorAll('.panel')].flatMap(panel => [...panel.querySelectorAll('p, li, dt, h2, h3')].filter(one => one.offsetParent && one.getBoundingClientRect().left + parseFloat(getComputedStyle(one).paddingLeft) < panel.getBoundingClientRect().left + 8)).map(one => one.tagName + ' ' + one.textContent.trim().slice(0, 40)).join('; ')"));
        }
        Assert.Empty(watched.Faults);
    }
}
