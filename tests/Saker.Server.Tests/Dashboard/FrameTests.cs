using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard;

/// <summary>What is around every page: the menu, keys, colours, errors.</summary>
public sealed class FrameTests(TestServer server, Chromium chromium) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chosen_colours_hold_at_once_and_come_from_the_server_afterwards()
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/endpoints/churn");
        Assert.Equal("rgb(246, 247, 247)", await BackgroundAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark", Exact = true }).ClickAsync();
        Assert.Equal("rgb(17, 21, 24)", await BackgroundAsync(page));
        Assert.Equal("/endpoints/churn", new Uri(page.Url).AbsolutePath);

        var html = await (await page.GotoAsync("/models"))!.TextAsync();
        Assert.Contains("<html lang=\"en\" data-theme=\"dark\">", html, StringComparison.Ordinal);
        Assert.Equal("rgb(17, 21, 24)", await BackgroundAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "System" }).ClickAsync();
        Assert.Contains("data-theme=\"system\"", await (await page.GotoAsync("/models"))!.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task Colours_are_chosen_without_script_and_lead_back_to_a_page_of_this_server()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = server.Server.Address };
        using var chosen = await http.PostAsync("/theme", Form(("theme", "dark"), ("return", "/runs?filter=a%20b")), Token);
        Assert.Equal(HttpStatusCode.SeeOther, chosen.StatusCode);
        Assert.Equal("/runs?filter=a%20b", chosen.Headers.Location!.OriginalString);
        Assert.StartsWith("saker-theme=dark; max-age=31536000; path=/; samesite=lax", chosen.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        foreach (var elsewhere in new[] { "//foreign.example/", "/\\foreign.example", "https://foreign.example/", "" })
        {
            using var away = await http.PostAsync("/theme", Form(("theme", "light"), ("return", elsewhere)), Token);
            Assert.Equal("/", away.Headers.Location!.OriginalString);
        }
        using var odd = await http.PostAsync("/theme", Form(("theme", "\"><script>"), ("return", "/")), Token);
        Assert.DoesNotContain("script", odd.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);

        static FormUrlEncodedContent Form(params (string Key, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Key, field.Value)));
    }

    [Fact]
    public async Task Keys_lead_to_pages_and_filters_and_help_tells_them()
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/models");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("dialog#keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog#keys")).ToBeHiddenAsync();
        // The second key counts only soon after the first, which a busy machine may not manage.
        for (var tries = 0; !page.Url.EndsWith("/runs", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 300, "The keys led nowhere.");
            if (tries % 30 == 0)
            {
                await page.Keyboard.PressAsync("g");
                await page.Keyboard.PressAsync("r");
            }
            await Task.Delay(100, Token);
        }
        await page.WaitForLoadStateAsync();
        await page.Keyboard.PressAsync("/");
        Assert.Equal("INPUT", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        // In a field they are letters.
        await page.Keyboard.TypeAsync("g/?");
        await Assertions.Expect(page.Locator("dialog#keys")).ToBeHiddenAsync();
        Assert.Equal("g/?", await page.EvaluateAsync<string>("document.activeElement.value"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("BODY", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        Assert.Empty(watched.Faults);
    }

    [Fact]
    public async Task The_first_tab_offers_the_content_and_focus_is_seen()
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.GotoAsync("/endpoints");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".skip")).ToBeInViewportAsync();
        Assert.Equal("solid", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)"));
    }

    [Fact]
    public async Task On_a_phone_the_menu_opens_leads_on_and_closes_without_script_of_ours()
    {
        await using var watched = await chromium.OpenAsync(server.Server.Address, 390, 844, ColorScheme.Dark);
        var page = watched.Page;
        await page.RouteAsync("**/assets/*.js*", route => route.FulfillAsync(new() { Status = 200, ContentType = "text/javascript", Body = "" }));
        await page.GotoAsync("/");
        var audit = page.GetByRole(AriaRole.Link, new() { Name = "Audit" });
        await Assertions.Expect(audit).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).PressAsync("Enter");
        await Assertions.Expect(audit).ToBeVisibleAsync();
        await watched.ShootAsync("menu-390-dark");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(audit).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await audit.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/audit$"));
        Assert.Empty(watched.Faults);
    }

    [Theory]
    [InlineData("/nowhere", 404, "Not found")]
    [InlineData("/models/nothing", 404, "/models")]
    [InlineData("/experiments/compare", 400, "not valid")]
    public async Task Errors_are_pages_with_the_menu_that_say_what_to_do(string path, int status, string said)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await server.Http.SendAsync(request, Token);
        var html = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.Contains("<nav aria-label=\"Main\">", html, StringComparison.Ordinal);
        Assert.Contains(response.Headers.GetValues("X-Request-Id").Single(), html, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; ", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.EndsWith("base-uri 'none'; form-action 'self'; frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_that_fails_is_answered_with_a_page_and_a_program_with_problem_details()
    {
        using var form = new HttpRequestMessage(HttpMethod.Post, "/api/alerts/none/acknowledge") { Content = new FormUrlEncodedContent([KeyValuePair.Create("note", "x")]) };
        form.Headers.Add("Sec-Fetch-Site", "same-origin");
        form.Headers.Accept.ParseAdd("text/html");
        using var page = await server.Http.SendAsync(form, Token);
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("data-error=\"404\"", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var program = await server.Http.PostAsync("/api/alerts/none/acknowledge", null, Token);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (program.StatusCode, program.Content.Headers.ContentType?.MediaType));
    }

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
