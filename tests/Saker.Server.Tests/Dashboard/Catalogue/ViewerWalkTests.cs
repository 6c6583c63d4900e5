using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Saker.Platform.Identity;
using Saker.Server.Tests.Http.Access;
using Saker.Server.Tests.Http.OpenInference;

namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>Pages as they are where little is there or little is allowed: each is loaded once, and is as accessible and faultless as the others.</summary>
public sealed class ViewerWalkTests(GuardedServer guarded, Chromium chromium) : IClassFixture<GuardedServer>
{
    /// <summary>Pages of one thing; those that need no name come from the server.</summary>
    private static readonly string[] s_named =
    [
        "/models/churn", "/models/churn/1", "/models/churn/1/lineage", "/models/churn/compare?v=1&v=1", "/endpoints/churn", "/endpoints/churn/try", "/endpoints/churn/code", "/endpoints/churn/settings",
        "/endpoints/churn/lineage", "/watching/churn", "/watching/churn/performance", "/watching/churn/retraining",
    ];

    /// <summary>A page that says that it cannot show anything without more than it was given.</summary>
    private static readonly string[] s_refusing = ["/experiments/compare"];

    /// <summary>Comes in as a person does, and is led nowhere that refuses them.</summary>
    [Fact]
    public async Task A_viewer_who_signs_in_can_look_at_every_page_that_is_theirs()
    {
        await using var watched = await chromium.OpenAsync(guarded.Inner.Server.Address, 1440, 900, ColorScheme.Light);
        var (walk, page) = (new PageWalk(watched), watched.Page);
        await walk.LookAsync(Refused("sign-in", 401), "/models");
        await page.FillAsync("#key", "no key at all");
        await page.ClickAsync(".sign-in button[type=submit]");
        await Assertions.Expect(page.Locator(".sign-in .fault")).ToBeVisibleAsync();
        await page.FillAsync("#key", guarded.Key(Role.Viewer).Text);
        await page.ClickAsync(".sign-in button[type=submit]");
        await Assertions.Expect(page.Locator("form.caller")).ToBeAttachedAsync();
        Assert.Equal("/models", new Uri(page.Url).AbsolutePath);

        await WalkAsync(watched, walk, "viewer", [.. Plain(guarded.Inner, Role.Viewer), .. s_named]);
        await walk.LookAsync(Refused("viewer-audit", 403), "/audit");
        await watched.ShootAsync("viewer-audit-1440-light");
        Assert.True(!walk.Faults.Any(), string.Join('\n', walk.Faults));
    }

    [Fact]
    public async Task An_empty_home_can_be_looked_at_whole()
    {
        await using var server = new TestServer();
        await server.StartAsync(options => options, hasModel: false);
        await using var watched = await chromium.OpenAsync(server.Server.Address, 390, 844, ColorScheme.Light);
        var walk = new PageWalk(watched);
        await WalkAsync(watched, walk, "empty", Plain(server, Role.Admin));
        Assert.True(!walk.Faults.Any(), string.Join('\n', walk.Faults));
    }

    [Fact]
    public async Task The_form_that_takes_tensors_is_accessible_too()
    {
        await using var server = new EchoServer();
        await server.InitializeAsync();
        await using var watched = await chromium.OpenAsync(server.Http.BaseAddress!, 390, 844, ColorScheme.Dark);
        var walk = new PageWalk(watched);
        await WalkAsync(watched, walk, "tensors", ["/endpoints/single/try", "/endpoints/single/code"]);
        Assert.True(!walk.Faults.Any(), string.Join('\n', walk.Faults));
    }

    private static async Task WalkAsync(WatchedPage watched, PageWalk walk, string kind, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            var name = kind + path.Split('?')[0].Replace('/', '-').TrimEnd('-');
            await walk.LookAsync(new CataloguePage(name, path, "main h1"), path);
            await watched.ShootAsync($"{name}-{watched.Page.ViewportSize!.Width}");
        }
    }

    private static CataloguePage Refused(string name, int status) => new(name, "", "main h1") { Status = status };

    private static IEnumerable<string> Plain(TestServer server, Role role) =>
        new PageRoutes(server.Server.Services.GetRequiredService<EndpointDataSource>()).PlainFor(role).Except(s_refusing).Except(PageCatalogue.Elsewhere);
}
