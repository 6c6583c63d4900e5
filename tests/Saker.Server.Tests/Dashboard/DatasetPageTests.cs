using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Platform.Datasets;
using Saker.Platform.Maintenance;

namespace Saker.Server.Tests.Dashboard;

/// <summary>The pages of datasets, in a real Chromium.</summary>
public sealed class DatasetPageTests(Chromium chromium) : IClassFixture<Chromium>
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
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await FitAsync(watched, $"datasets-{name}");

        await page.GotoAsync("/datasets/customers/1");
        await Assertions.Expect(page.Locator("h1 .badge")).ToHaveTextAsync("checks warned");
        await Assertions.Expect(page.Locator("svg.bars")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("section", new() { HasText = "Lineage" }).Last).ToContainTextAsync("churn/1");
        await Assertions.Expect(page.GetByText("plan is never missing")).ToBeVisibleAsync();
        await FitAsync(watched, $"dataset-{name}");

        await page.GotoAsync("/datasets/customers/2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-rows]")).ToContainTextAsync("Added");
        await page.Locator("select[name=key]").SelectOptionAsync("id");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare rows" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-rows]")).ToContainTextAsync("Changed");
        await Assertions.Expect(page.Locator("tr.differs").First).ToBeVisibleAsync();
        await FitAsync(watched, $"compare-{name}");
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
        await Assertions.Expect(watched.Page.Locator("svg.bars")).ToHaveCountAsync(4);
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
            Column.Of<double>("charge", Enumerable.Range(0, 200).Select(i => 20 + shift + (i * i % 97)).Select(i => (double)i).ToArray()),
            Column.Of<DateOnly>("since", Enumerable.Range(0, 200).Select(i => new DateOnly(2024, 1, 1).AddDays(i % 60)).ToArray()),
        ]);
        var suite = new CheckSuite { Checks = [new NotNullCheck("plan") { Severity = Severity.Warn }, new UniqueCheck("id")] };
        await datasets.AddAsync(
            NewDataset.Of("customers", rows, "customers.csv") with
            {
                Checks = hasChecks ? DatasetChecks.Of(await CheckRunner.RunAsync(rows, suite, Token)) : null,
                Description = "Customers without test accounts",
                Tags = new Dictionary<string, string> { ["team"] = "growth" },
                Lineage = new DatasetLineage { Source = new DatasetSource { Place = "/data/exports/2026/customers.csv", Hash = new string('a', 64), ByteCount = 12_345, ModifiedAt = DateTimeOffset.UnixEpoch }, CodeVersion = "0.1.0" },
            },
            Token);
    }
}
