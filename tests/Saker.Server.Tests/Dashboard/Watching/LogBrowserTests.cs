using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Learning.Models;
using Saker.Platform.Monitoring.Capture;
using Saker.Platform.Serving;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Dashboard.Watching;

/// <summary>The pages of the prediction log in a browser, over requests that were really asked.</summary>
public sealed class LogBrowserTests(Chromium chromium) : IAsyncLifetime
{
    private readonly TestServer _server = new()
    {
        Services = services => services.AddSingleton<ModelLoader>((_, _) => Task.FromResult<IModel>(ToyModel.Churn())).AddSingleton(new CaptureOptions { Interval = TimeSpan.FromMilliseconds(50) }),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Requests_come_by_themselves_are_filtered_looked_at_and_taken_along()
    {
        await using var watched = await chromium.OpenAsync(_server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/log");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No endpoint was asked anything");
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        for (var i = 0; i < 3; i++)
            await AskAsync($"order-{i}", i);
        await AskAsync("wrong", null);
        await Assertions.Expect(page.Locator(".requests tbody tr")).ToHaveCountAsync(4);

        await page.GetByLabel("What came of it").SelectOptionAsync("failed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Assertions.Expect(page.Locator(".requests tbody tr")).ToHaveCountAsync(1);
        await page.GotoAsync("/log?endpoint=churn");
        await page.GetByLabel("Condition").FillAsync("input.tenure >= 1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Assertions.Expect(page.Locator(".requests tbody tr")).ToHaveCountAsync(2);

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "csv", Exact = true }).ClickAsync());
        Assert.Equal("churn-log.csv", download.SuggestedFilename);

        await page.GetByRole(AriaRole.Link, new() { Name = "order-1", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("svg.stages")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("tenure");
        Assert.StartsWith("/endpoints/churn/try?", await page.GetByRole(AriaRole.Link, new() { Name = "Try it with these values" }).GetAttributeAsync("href"), StringComparison.Ordinal);

        await page.GotoAsync("/log?endpoint=churn");
        await page.GetByLabel("Or as the next version of a dataset").FillAsync("served");
        await page.GetByRole(AriaRole.Button, new() { Name = "Store" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/datasets/served/1$"));
        Assert.Empty(watched.Faults);
    }

    private async Task AskAsync(string id, int? tenure)
    {
        var row = tenure is null ? "{}" : $$"""{"tenure":{{tenure}},"MonthlyCharges":50,"Contract":"Month-to-month","PaperlessBilling":true}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/endpoints/churn/predict") { Content = new StringContent($$"""{"rows":[{{row}}]}""", Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Request-Id", id);
        using var response = await _server.Http.SendAsync(request, Token);
    }
}
