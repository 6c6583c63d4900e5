using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Platform.Datasets;
using Saker.Platform.Maintenance;

namespace Saker.Server.Tests.Dashboard;

/// <summary>The pages of datasets, in a real Chromium.</summary>
public sealed class DatasetPageTests(Chromium chromium)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Versions_are_listed_shown_and_compared_on_desk_and_phone(int width, ColorScheme scheme)
    {
        await using var server = new TestServer();
        await server.StartAsync(options => options, hasModel: false);
        var datasets = server.Server.Services.GetRequiredService<IDatasetStore>();
        await StoreAsync(datasets, 0, hasChecks: true);
        await StoreAsync(datasets, 40, hasChecks: false);
        await server.DeployAsync("churn", "churn", Token, run: null, dataset: "customers/1");

        await using var watched = await chromium.OpenAsync(server.Server.Address, width, width > 1000 ? 900 : 844, scheme);
        var page = watched.Page;
        var name = $"{width}-{scheme.ToString().ToLowerInvariant()}";
        await page.GotoAsync("/datasets");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await FitAsync(watched, $"datasets-{name}");
        await page.GetByRole(AriaRole.Link, new() { Name = "customers", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await FitAsync(watched, $"dataset-versions-{name}");

        await page.GotoAsync("/datasets/customers/1");
        await Assertions.Expect(page.Locator("h1 .badge")).ToHaveTextAsync("checks warned");
        await Assertions.Expect(page.Locator("svg.bars")).ToHaveCountAsync(5);
        await Assertions.Expect(page.Locator(".tag.privacy")).ToHaveTextAsync("privacy: email");
        await Assertions.Expect(page.Locator("section", new() { HasText = "Lineage" }).Last).ToContainTextAsync("churn/1");
        await Assertions.Expect(page.GetByText("plan is never missing")).ToBeVisibleAsync();
        await FitAsync(watched, $"dataset-{name}");

        await page.Locator("nav.tabs a[href$='/rows']").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr").First).ToContainTextAsync("51");
        await FitAsync(watched, $"dataset-rows-{name}");
        await page.Locator("nav.tabs a[href$='/lineage']").ClickAsync();
        await Assertions.Expect(page.Locator("svg.graph a.node[data-kind=version]")).ToHaveAttributeAsync("href", "/models/churn/1");
        await FitAsync(watched, $"dataset-lineage-{name}");

        await page.GotoAsync("/datasets/customers/2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-rows]")).ToContainTextAsync("Added");
        await page.Locator("select[name=key]").SelectOptionAsync("id");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare rows" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-rows]")).ToContainTextAsync("Changed");
        await Assertions.Expect(page.Locator("tr.differs").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("svg.pair")).ToHaveCountAsync(5);
        await FitAsync(watched, $"compare-{name}");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Every_violating_row_is_reached_with_its_key_and_a_suite_runs_from_the_page()
    {
        await using var server = new TestServer();
        await server.StartAsync(options => options, hasModel: false);
        await StoreAsync(server.Server.Services.GetRequiredService<IDatasetStore>(), 0, hasChecks: true);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/datasets/customers/1/checks");
        // The report keeps the first 20; 200 / 9 rows are at fault.
        await Assertions.Expect(page.GetByText("the first 20 of 23 violations")).ToBeVisibleAsync();
        await FitAsync(watched, "dataset-checks");
        await page.GetByRole(AriaRole.Link, new() { Name = "All 23 violations" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Violations" }).Locator("tbody tr")).ToHaveCountAsync(23);
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Violations" }).Locator("tbody tr").Last).ToContainTextAsync("199198");

        await page.GotoAsync("/datasets/customers/1/checks");
        await page.GetByLabel("Suite").FillAsync("""
            key: [id]
            checks:
              - {check: range, column: id, max: 49}
            """);
        await page.GetByRole(AriaRole.Button, new() { Name = "Run the suite" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-passed=no]")).ToContainTextAsync("150 violations");
        await Assertions.Expect(page.GetByText("Violations 1 to 50 of 150")).ToBeVisibleAsync();
        await FitAsync(watched, "dataset-check-run");
        await page.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Violations 101 to 150 of 150")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Next page" })).ToHaveCountAsync(0);

        await page.GetByLabel("Suite").FillAsync("checks:\n  - {check: rnge, column: id}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run the suite" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("line 2");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task What_people_say_of_a_version_is_changed_on_its_page_and_its_rows_removed_when_confirmed()
    {
        await using var server = new TestServer();
        await server.StartAsync(options => options, hasModel: false);
        await StoreAsync(server.Server.Services.GetRequiredService<IDatasetStore>(), 0, hasChecks: false);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 390, 844, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/datasets/customers/1");
        await page.GetByText("Edit description and tags").ClickAsync();
        await page.GetByLabel("Description").FillAsync("May <b>only</b>");
        await page.Locator("input[name=key]").FillAsync("owner");
        await page.Locator("input[name=value]").FillAsync("ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("May <b>only</b>").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("dl.facts")).ToContainTextAsync("owner");
        await page.GetByText("Remove the rows").First.ClickAsync();
        await page.Locator("input[name=confirm]").FillAsync("customers/1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the rows" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-absence]")).ToContainTextAsync("removed by hand");
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Version_without_rows_tells_why()
    {
        await using var server = new TestServer();
        await server.StartAsync(options => options, hasModel: false);
        await StoreAsync(server.Server.Services.GetRequiredService<IDatasetStore>(), 0, hasChecks: false);
        await server.Server.Services.GetRequiredService<DatasetRetention>().RemoveAsync("customers", 1, "ada", isForced: false, Token);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        await watched.Page.GotoAsync("/datasets/customers/1");
        await Assertions.Expect(watched.Page.Locator("[data-absence]")).ToContainTextAsync("by ada: removed by hand");
        await Assertions.Expect(watched.Page.Locator("svg.bars")).ToHaveCountAsync(5);
        Assert.Empty(watched.Faults);
    }

    private static async Task FitAsync(WatchedPage watched, string name)
    {
        await watched.ShootAsync(name);
        var overflow = await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{name} is {overflow} px wider than the window.");
    }

    private static async Task StoreAsync(IDatasetStore datasets, int shift, bool hasChecks)
    {
        var rows = new Table(
        [
            Column.Of<long>("id", Enumerable.Range(shift, 200).Select(i => (long)i).ToArray()),
            Column.OfText("plan", [.. Enumerable.Range(0, 200).Select(i => i % 9 == 0 ? null : $"plan {(i * i) % 5}")]),
            Column.OfText("contact", [.. Enumerable.Range(0, 200).Select(i => $"customer{i % 90}@example.com")]),
            Column.Of<double>("charge", Enumerable.Range(0, 200).Select(i => 20 + shift + (i * i % 97)).Select(i => (double)i).ToArray()),
            Column.Of<DateOnly>("since", Enumerable.Range(0, 200).Select(i => new DateOnly(2024, 1, 1).AddDays(i % 60)).ToArray()),
        ]);
        var suite = new CheckSuite { Key = ["id"], Checks = [new NotNullCheck("plan") { Severity = Severity.Warn }, new UniqueCheck("id")] };
        await datasets.AddAsync(
            NewDataset.Of("customers", rows, "customers.csv") with
            {
                Checks = hasChecks ? DatasetChecks.Of(await CheckRunner.RunAsync(rows, suite, Token), suite) : null,
                Description = "Customers without test accounts",
                Tags = new Dictionary<string, string> { ["team"] = "growth" },
                Lineage = new DatasetLineage { Source = new DatasetSource { Place = "/data/exports/2026/customers.csv", Hash = new string('a', 64), ByteCount = 12_345, ModifiedAt = DateTimeOffset.UnixEpoch }, CodeVersion = "0.1.0" },
            },
            Token);
    }
}
