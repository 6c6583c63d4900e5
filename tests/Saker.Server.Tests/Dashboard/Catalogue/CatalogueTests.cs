using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>Walks every page in every width and colour: nothing in the console, no other host, nothing wider than the window, no serious barrier.</summary>
public sealed class CatalogueTests(DashboardHome home, Chromium chromium) : IClassFixture<DashboardHome>, IClassFixture<Chromium>
{
    private const string Overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private const string Wide = "[...document.querySelectorAll('main, main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll,nav,pre')).slice(0, 5).map(one => one.tagName + '.' + one.className).join(' ')";

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Every_page_fits_is_accessible_and_faultless(int width, ColorScheme scheme)
    {
        await using var watched = await chromium.OpenAsync(home.Address, width, width > 1000 ? 900 : 844, scheme);
        var name = $"{width}-{scheme.ToString().ToLowerInvariant()}";
        List<string> faults = [];
        foreach (var one in PageCatalogue.All)
        {
            var before = watched.Faults.Count;
            await LookAsync(watched, one, faults);
            faults.AddRange(watched.Faults.Skip(before).Select(fault => $"{one.Name}: {fault}"));
            await watched.ShootAsync($"{one.Name}-{name}");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private async Task LookAsync(WatchedPage watched, CataloguePage one, List<string> faults)
    {
        var page = watched.Page;
        await page.GotoAsync(one.Path(home));
        try
        {
            await page.Locator(one.Has).First.WaitForAsync(new() { Timeout = 10_000, State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException)
        {
            faults.Add($"{one.Name}: there is no {one.Has}");
        }
        var overflow = await page.EvaluateAsync<int>(Overflow);
        if (overflow > 0)
            faults.Add($"{one.Name}: {overflow} px wider than the window: {await page.EvaluateAsync<string>(Wide)}");
        if (await page.Locator("h1").CountAsync() != 1)
            faults.Add($"{one.Name}: has {await page.Locator("h1").CountAsync()} headings of the first level");
        faults.AddRange((await Axe.FindAsync(page)).Select(violation => $"{one.Name}: {violation}"));
    }
}
