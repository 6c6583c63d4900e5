using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Platform.Experiments;

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
}
