using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Platform.Pipelines;
using Saker.Platform.Retraining;
using Saker.Platform.Serving;
using Saker.Server.Tests.Cli;

namespace Saker.Server.Tests.Dashboard.Watching;

/// <summary>A model that is trained again because somebody asks for it on its page.</summary>
public sealed class RetrainingBrowserTests(Chromium chromium)
{
    private const string Pipeline =
        """
        pipeline: toy
        source: {csv: toy.csv}
        target: {column: left, positive: "yes"}
        prepare: [{transform: scale, columns: numbers, with: standard}]
        candidates: [{trainer: logistic_regression}]
        select: {folds: 3}
        register: {model: toy, alias: champion}
        deploy: {endpoint: toy}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_is_trained_again_when_somebody_asks_and_its_page_tells_how_it_goes()
    {
        using var folder = new CliFolder();
        WriteRows(folder, 1);
        // As the server has it, so that a version is trained and served by what it is.
        await using var server = new TestServer { Services = services => services.AddSingleton(new RetrainingOptions { Interval = TimeSpan.FromMilliseconds(100) }) };
        await server.StartAsync(options => options, hasModel: false);
        var services = server.Server.Services;
        await services.GetRequiredService<PipelineRunner>().RunAsync(await PipelineFile.LoadAsync(folder.Write("toy.yaml", Pipeline), Token), null, Token);
        await services.GetRequiredService<ModelHost>().RefreshAsync(Token);
        WriteRows(folder, 2);

        await using var watched = await chromium.OpenAsync(server.Server.Address, 390, 844, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/watching/toy/retraining");
        await page.Locator("#retrain > summary").ClickAsync();
        await page.GetByLabel("Why").FillAsync("the price list changed");
        await page.Locator("#retrain").GetByRole(AriaRole.Button, new() { Name = "Train again now" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("the price list changed");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("its rollout is waiting", new() { Timeout = 120_000 });
        await watched.ShootAsync("retrained-390-light");

        // What it brought waits for somebody who agrees, on the page of its rollout.
        await page.GotoAsync("/rollouts");
        await page.Locator("main a[href^='/rollouts/']:not([href*='start'])").First.ClickAsync();
        await page.GetByLabel("Reason").FillAsync("looks good");
        await page.Locator("[data-act=approve]").ClickAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("looks good");
        Assert.Empty(watched.Faults);
    }

    private static void WriteRows(CliFolder folder, int seed)
    {
        var random = new Random(seed);
        folder.Write("toy.csv", "age,spend,left\n" + string.Concat(Enumerable.Range(0, 300).Select(_ =>
        {
            var age = random.Next(18, 90);
            return $"{age},{random.Next(100)},{(random.NextDouble() < 1 / (1 + Math.Exp((age - 45) / 8.0)) ? "yes" : "no")}\n";
        })));
    }
}
