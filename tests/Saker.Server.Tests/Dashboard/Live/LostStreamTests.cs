using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard.Live;

/// <summary>What a page says, and does, that is not told any more.</summary>
public sealed class LostStreamTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(429, "Too many pages are watched live")]
    [InlineData(401, "Sign in again")]
    [InlineData(404, "What is shown is gone")]
    public async Task A_page_whose_stream_is_refused_says_why_and_does_not_ask_on(int status, string says)
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        var asked = 0;
        await page.RouteAsync("**/live/**", route =>
        {
            Interlocked.Increment(ref asked);
            return route.FulfillAsync(new() { Status = status, Body = "no" });
        });
        await page.GotoAsync("/models");
        await Assertions.Expect(page.Locator("#live[data-state=lost]")).ToContainTextAsync(says);
        if (status == 401)
            Assert.Equal("/sign-in?return=%2Fmodels", await page.Locator("#live a").GetAttributeAsync("href"));
        // The stream, and once why it was refused; the helper of live parts would ask again after half a second.
        await page.WaitForTimeoutAsync(1_200);
        Assert.Equal(2, Volatile.Read(ref asked));
        await Assertions.Expect(page.Locator("#live")).ToContainTextAsync(says);
        await watched.ShootAsync($"live-{status}");
    }
}
