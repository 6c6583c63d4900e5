using Microsoft.AspNetCore.Routing;
using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>Looks at every page in every width and colour: nothing in the console, no other host, nothing wider than the window, no serious barrier.</summary>
public sealed class CatalogueTests(DashboardHome home, Chromium chromium) : IClassFixture<DashboardHome>
{
    /// <summary>Both widths are walked at once, beginning in different colours, so that every rule is asked in each width and in each colour.</summary>
    [Fact]
    public async Task Every_page_fits_is_accessible_and_faultless()
    {
        var walks = await Task.WhenAll(WalkAsync(1440, 900, ColorScheme.Light, ColorScheme.Dark), WalkAsync(390, 844, ColorScheme.Dark, ColorScheme.Light));
        var faults = walks.SelectMany(one => one).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Views_that_differ_in_a_part_fit_are_accessible_and_faultless()
    {
        await using var watched = await chromium.OpenAsync(home.Address, 390, 844, ColorScheme.Dark);
        var walk = new PageWalk(watched);
        foreach (var one in PageCatalogue.Views)
        {
            await walk.LookAsync(one, one.Path(home));
            await watched.ShootAsync(one.Name + "-390-dark");
        }
        Assert.True(!walk.Faults.Any(), string.Join('\n', walk.Faults));
    }

    /// <summary>A page that somebody adds is walked, or this says that it is not.</summary>
    [Fact]
    public void Every_page_that_the_server_has_is_in_the_catalogue()
    {
        var routes = new PageRoutes(home.Get<EndpointDataSource>());
        var walked = PageCatalogue.All.Concat(PageCatalogue.Views).Select(one => routes.Find(one.Path(home))).ToHashSet();
        Assert.True(routes.Pages.Count > 40, $"only {routes.Pages.Count} pages are known");
        Assert.Empty(routes.Pages.Except(walked.OfType<string>()).Except(PageCatalogue.Elsewhere));
        // Whatever is listed is a page.
        Assert.Empty(PageCatalogue.Elsewhere.Except(routes.Pages));
        Assert.Empty(PageCatalogue.All.Where(one => routes.Find(one.Path(home)) is null).Select(one => one.Name));
    }

    /// <summary>Loads every page in one colour and looks at it there, and once more as it is when the device changes to the other.</summary>
    private async Task<IEnumerable<string>> WalkAsync(int width, int height, ColorScheme scheme, ColorScheme other)
    {
        await using var watched = await chromium.OpenAsync(home.Address, width, height, scheme);
        var walk = new PageWalk(watched);
        foreach (var one in PageCatalogue.All)
        {
            await watched.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await walk.LookAsync(one, one.Path(home));
            await watched.ShootAsync(Name(one, width, scheme));
            await walk.LookAgainAsync(one, other);
            await watched.ShootAsync(Name(one, width, other));
        }
        return walk.Faults;
    }

    private static string Name(CataloguePage one, int width, ColorScheme scheme) => $"{one.Name}-{width}-{scheme.ToString().ToLowerInvariant()}";
}
