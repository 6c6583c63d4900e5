using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Dashboard.Live;
using Saker.Testing;

namespace Saker.Server.Tests.Dashboard;

/// <summary>Open pages in a browser: they rest while nobody looks, and leave alone what the reader does.</summary>
public sealed class LiveBrowserTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    // A part as alerts have it: the same words on every row, and a fold that looks like its neighbour.
    private const string Part =
        """
        () => {
        document.querySelector('main').insertAdjacentHTML('beforeend', '<div id="part"></div>');
        window.rows = names => names.map(name => `<form method="post" action="/api/alerts/${name}/acknowledge"><button>Acknowledge</button></form>
            <details id="known-${name}"><summary>What was known</summary>${name}</details><details><summary>More</summary>${name}</details>`).join('');
        const part = document.getElementById('part');
        part.innerHTML = rows(['b', 'c']);
        window.replace = names => {
          part.dispatchEvent(new CustomEvent('htmx:sseBeforeMessage', { bubbles: true, detail: {} }));
          part.innerHTML = rows(names);
          part.dispatchEvent(new CustomEvent('htmx:sseMessage', { bubbles: true, detail: {} }));
        };
        }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LiveStreams Streams => server.Server.Services.GetRequiredService<LiveStreams>();

    [Fact]
    public async Task A_page_that_nobody_sees_gives_its_connection_back_and_follows_again_when_it_is_looked_at()
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/endpoints/churn");
        await Assertions.Expect(page.Locator("#live[data-state=live]")).ToBeVisibleAsync();
        var before = Streams.ChannelCount;

        await SetHiddenAsync(page, true);
        await Eventually.IsSoAsync(() => Streams.ChannelCount == before - 1);
        await SetHiddenAsync(page, false);
        await Eventually.IsSoAsync(() => Streams.ChannelCount == before);
        await page.EvaluateAsync("document.querySelector('[sse-swap=versions]').textContent = ''");
        await SetHiddenAsync(page, true);
        await Eventually.IsSoAsync(() => Streams.ChannelCount == before - 1);
        await SetHiddenAsync(page, false);
        // With the connection comes all that there is to see.
        await Assertions.Expect(page.Locator("[sse-swap=versions]")).Not.ToBeEmptyAsync();
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task What_is_focused_and_unfolded_stays_with_its_own_row()
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/endpoints/churn");
        await page.EvaluateAsync(Part);
        await page.Locator("#part form[action*='/c/'] button").FocusAsync();
        await page.Locator("#known-c summary").ClickAsync();
        await page.Locator("#part details:not([id])").First.EvaluateAsync("one => one.open = true");
        await page.Locator("#part form[action*='/c/'] button").FocusAsync();

        await page.EvaluateAsync("replace(['a', 'b', 'c'])");
        Assert.Equal("/api/alerts/c/acknowledge", await page.EvaluateAsync<string>("document.activeElement.form.getAttribute('action')"));
        Assert.Equal(["known-c"], await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#part details[open]')].map(one => one.id)"));

        // What is gone has nobody else in its place.
        await page.EvaluateAsync("replace(['a', 'b'])");
        Assert.Equal("BODY", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        Assert.Empty(watched.Faults);
    }

    private static Task SetHiddenAsync(IPage page, bool isHidden) => page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", isHidden);
}
