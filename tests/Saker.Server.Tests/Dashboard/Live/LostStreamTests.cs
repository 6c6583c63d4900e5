using Microsoft.Playwright;
using Saker.Platform.Registry;
using Saker.Testing;

namespace Saker.Server.Tests.Dashboard.Live;

/// <summary>What a page says, and does, that is not told any more.</summary>
public sealed class LostStreamTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData(401, "Sign in again")]
    [InlineData(404, "What is shown is gone")]
    public async Task A_page_that_asking_again_does_not_help_says_why_and_asks_no_more(int status, string says)
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        var asked = await RefuseAsync(page, () => status);
        await page.GotoAsync("/models");
        await Assertions.Expect(page.Locator("#live[data-state=lost]")).ToContainTextAsync(says);
        if (status == 401)
            Assert.Equal("/sign-in?return=%2Fmodels", await page.Locator("#live a").GetAttributeAsync("href"));
        await page.Clock.RunForAsync(600_000);
        Assert.Equal(1, asked());
        await watched.ShootAsync($"live-{status}");
    }

    [Fact]
    public async Task A_page_that_too_many_others_keep_from_watching_asks_four_times_more_and_then_leaves_it_to_the_reader()
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        var asked = await RefuseAsync(page, () => 429);
        await page.GotoAsync("/models?sort=name#content");
        foreach (var (tries, wait) in new[] { (1, 5_000), (2, 15_000), (3, 45_000), (4, 120_000) })
        {
            await Eventually.IsSoAsync(() => asked() == tries, $"asking for the {tries}. time");
            await Assertions.Expect(page.Locator("#live[data-state=lost]")).ToHaveTextAsync("Too many pages are watched live");
            // The answer to why has come when the next time is set; a look too early asks nothing.
            await Eventually.IsSoAsync(async () =>
            {
                await page.Clock.RunForAsync(wait);
                return asked() > tries;
            }, "asking again");
        }
        await Assertions.Expect(page.Locator("#live")).ToHaveTextAsync("Too many pages are watched live: Load again");
        Assert.Equal("/models?sort=name", await page.Locator("#live a").GetAttributeAsync("href"));
        await page.Clock.RunForAsync(600_000);
        Assert.Equal(5, asked());
        await watched.ShootAsync("live-429");
    }

    [Fact]
    public async Task A_page_whose_stream_the_server_ends_says_so_and_leaves_the_console_alone()
    {
        await server.Registry.CreateAsync(new NewModel { Name = "short-lived" }, TestContext.Current.CancellationToken);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/models/short-lived");
        await Assertions.Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await server.Registry.DeleteAsync("short-lived", TestContext.Current.CancellationToken);
        await Assertions.Expect(page.Locator("#live[data-state=lost]")).ToHaveTextAsync("What is shown is gone");
        // The browser itself notes that there is nothing any more.
        Assert.DoesNotContain(watched.Faults, fault => !fault.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_gets_no_answer_asks_until_there_is_one()
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        var status = 503;
        var asked = await RefuseAsync(page, () => status);
        await page.GotoAsync("/models");
        await Eventually.IsSoAsync(() => asked() == 1, "asking");
        await Eventually.IsSoAsync(async () =>
        {
            await page.Clock.RunForAsync(500);
            return asked() > 3;
        }, "asking again");
        await Assertions.Expect(page.Locator("#live[data-state=lost]")).ToHaveTextAsync("Connection lost");
        await page.UnrouteAllAsync();
        await Eventually.IsSoAsync(async () =>
        {
            await page.Clock.RunForAsync(1000);
            return await page.Locator("#live[data-state=live]").CountAsync() == 1;
        }, "being told again");
        Assert.DoesNotContain(watched.Faults, fault => fault.EndsWith("Event", StringComparison.Ordinal));
    }

    /// <summary>Answers every stream with a status, and the question why too; gives how often a stream was asked for.</summary>
    private static async Task<Func<int>> RefuseAsync(IPage page, Func<int> status)
    {
        var asked = 0;
        await page.Clock.InstallAsync();
        await page.RouteAsync("**/live/**", route =>
        {
            if (!route.Request.Headers.ContainsKey("saker-probe"))
                Interlocked.Increment(ref asked);
            return route.FulfillAsync(new() { Status = status(), Body = "no" });
        });
        return () => Volatile.Read(ref asked);
    }
}
