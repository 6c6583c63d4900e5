using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>Looks at every page in every width and colour: nothing in the console, no other host, nothing wider than the window, no serious barrier.</summary>
public sealed class CatalogueTests(DashboardHome home, Chromium chromium) : IClassFixture<DashboardHome>, IClassFixture<Chromium>
{
    private const string Overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private const string Wide = "[...document.querySelectorAll('main, main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll,nav,pre')).slice(0, 5).map(one => one.tagName + '.' + one.className).join(' ')";

    /// <summary>Both widths are walked at once, beginning in different colours, so that every rule is asked in each width and in each colour.</summary>
    [Fact]
    public async Task Every_page_fits_is_accessible_and_faultless()
    {
        var walks = await Task.WhenAll(WalkAsync(1440, 900, ColorScheme.Light, ColorScheme.Dark), WalkAsync(390, 844, ColorScheme.Dark, ColorScheme.Light));
        var faults = walks.SelectMany(one => one).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Loads every page in one colour and looks at it there, and once more as it is when the device changes to the other.</summary>
    private async Task<IReadOnlyList<string>> WalkAsync(int width, int height, ColorScheme scheme, ColorScheme other)
    {
        await using var watched = await chromium.OpenAsync(home.Address, width, height, scheme);
        List<string> faults = [];
        foreach (var one in PageCatalogue.All)
        {
            var before = watched.Faults.Count;
            await watched.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await LookAsync(watched.Page, one, faults);
            await watched.ShootAsync(Name(one, width, scheme));
            await watched.Page.EmulateMediaAsync(new() { ColorScheme = other });
            await FitAsync(watched.Page, one, faults);
            await watched.ShootAsync(Name(one, width, other));
            faults.AddRange(watched.Faults.Skip(before).Select(fault => $"{one.Name}: {fault}"));
        }
        return [.. faults.Select(fault => $"{width} {fault}")];
    }

    private static string Name(CataloguePage one, int width, ColorScheme scheme) => $"{one.Name}-{width}-{scheme.ToString().ToLowerInvariant()}";

    private async Task LookAsync(IPage page, CataloguePage one, List<string> faults)
    {
        await page.GotoAsync(one.Path(home));
        try
        {
            await page.Locator(one.Has).First.WaitForAsync(new() { Timeout = 10_000, State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException)
        {
            faults.Add($"{one.Name}: there is no {one.Has}");
        }
        await FitAsync(page, one, faults);
        if (await page.Locator("h1").CountAsync() != 1)
            faults.Add($"{one.Name}: has {await page.Locator("h1").CountAsync()} headings of the first level");
        faults.AddRange((await Axe.FindAsync(page)).Select(violation => $"{one.Name}: {violation}"));
    }

    private static async Task FitAsync(IPage page, CataloguePage one, List<string> faults)
    {
        var overflow = await page.EvaluateAsync<int>(Overflow);
        if (overflow > 0)
            faults.Add($"{one.Name}: {overflow} px wider than the window: {await page.EvaluateAsync<string>(Wide)}");
    }
}
