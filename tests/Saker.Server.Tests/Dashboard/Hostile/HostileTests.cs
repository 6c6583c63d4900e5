using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard.Hostile;

/// <summary>What others wrote, and what a link brings, is text on every page.</summary>
public sealed partial class HostileTests(HostileHome home, Chromium chromium) : IClassFixture<HostileHome>, IClassFixture<Chromium>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void There_are_at_least_a_hundred_texts() => Assert.InRange(HostileStrings.All.Distinct().Count(), 100, 1000);

    [Fact]
    public async Task What_is_stored_is_shown_as_text_and_does_nothing()
    {
        await using var watched = await chromium.OpenAsync(home.Server.Server.Address, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        List<string> faults = [];
        page.Dialog += (_, dialog) => faults.Add("a dialog: " + dialog.Message);
        foreach (var (path, texts) in home.Pages)
        {
            var answer = await page.GotoAsync(path);
            await LookAsync(page, path, faults);
            if (answer!.Status != 200)
                faults.Add($"{path}: {answer.Status}");
            var shown = HostileStrings.Shown(await page.EvaluateAsync<string>("[...document.querySelectorAll('main, main *')].flatMap(one => [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data).concat(one.title || [])).join(' ')"));
            faults.AddRange(texts.Where(text => !shown.Contains(HostileStrings.Shown(text), StringComparison.Ordinal)).Select(text => $"{path} does not show {text}"));
        }
        Assert.Equal("", string.Join('\n', faults.Concat(watched.Faults)));
    }

    [Fact]
    public async Task What_live_parts_bring_is_text_too()
    {
        await using var watched = await chromium.OpenAsync(home.Server.Server.Address, 1440, 900, ColorScheme.Light);
        List<string> faults = [];
        foreach (var path in home.Pages.Select(page => page.Path).Where(path => path.StartsWith("/runs/", StringComparison.Ordinal)).Append("/").Append("/endpoints/churn").Append("/alerts"))
        {
            await watched.Page.GotoAsync(path);
            await Assertions.Expect(watched.Page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
            await LookAsync(watched.Page, path, faults);
        }
        Assert.Equal("", string.Join('\n', faults.Concat(watched.Faults)));
    }

    [Fact]
    public async Task What_a_link_brings_is_never_in_a_page_as_it_came()
    {
        List<string> faults = [];
        var turn = 0;
        foreach (var (route, names) in Routes())
        {
            foreach (var name in names)
            {
                // Every text meets some pages, and every page some texts of each kind.
                for (var i = 0; i < 24; i++)
                {
                    var text = HostileStrings.All[turn++ * 7 % HostileStrings.All.Count];
                    var address = Address(route, name, text);
                    var html = await GetAsync(address);
                    if (text.AsSpan().ContainsAny("<\"") && html.Contains(text, StringComparison.Ordinal))
                        faults.Add($"{address} has it as it came: {text}");
                    if (Scripted().IsMatch(html))
                        faults.Add($"{address} leads to a script: {Scripted().Match(html).Value}");
                }
            }
        }
        Assert.Equal("", string.Join('\n', faults));
        Assert.InRange(turn, HostileStrings.All.Count, int.MaxValue);
    }

    [Fact]
    public async Task What_a_link_brings_does_nothing_in_a_browser()
    {
        const string text = "\"'><script>window.harmed=1</script><img src=x onerror=window.harmed=1>{{1}}";
        await using var watched = await chromium.OpenAsync(home.Server.Server.Address, 1440, 900, ColorScheme.Light);
        List<string> faults = [];
        foreach (var (route, names) in Routes().Where(one => !one.Route.StartsWith("/live", StringComparison.Ordinal)))
        {
            foreach (var name in names)
            {
                var address = Address(route, name, text);
                await watched.Page.GotoAsync(address);
                await LookAsync(watched.Page, address, faults);
            }
        }
        // That a page is not there is a fault of the link alone.
        Assert.Equal("", string.Join('\n', faults.Concat(watched.Faults.Where(fault => !StatusOnly().IsMatch(fault)))));
    }

    private static async Task LookAsync(IPage page, string path, List<string> faults) =>
        faults.AddRange((await page.EvaluateAsync<string[]>(HostileStrings.Foreign)).Select(found => $"{path}: {found}"));

    private async Task<string> GetAsync(string address)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await home.Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        // Streams go on; what they say first is rendered as pages are.
        return response.Content.Headers.ContentType?.MediaType == "text/html" ? await response.Content.ReadAsStringAsync(limit.Token) : "";
    }

    /// <summary>Every page with what of its address somebody may choose: parts of the path and of the query.</summary>
    private IEnumerable<(string Route, IReadOnlyList<string> Names)> Routes() =>
        from endpoint in home.Server.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
            && !Other().IsMatch(route)
        let handler = endpoint.Metadata.GetMetadata<MethodInfo>()
        where handler?.DeclaringType?.FullName?.StartsWith("Saker.Dashboard", StringComparison.Ordinal) == true || route == "/sign-in"
        let names = handler?.GetParameters().Where(one => one.ParameterType == typeof(string) || one.ParameterType == typeof(string[]) || Nullable.GetUnderlyingType(one.ParameterType)?.IsPrimitive == true).Select(one => one.Name!).ToList() ?? []
        where names.Count > 0
        select (route, (IReadOnlyList<string>)names);

    private static string Address(string route, string name, string text)
    {
        var value = Uri.EscapeDataString(text);
        var path = Parameter().Replace(route, match => match.Groups[1].Value == name ? value : match.Groups[1].Value switch { "version" or "number" => "1", "id" => "order-1", _ => "churn" });
        return path.Contains(value, StringComparison.Ordinal) ? path : $"{path}?{Uri.EscapeDataString(name)}={value}";
    }

    [GeneratedRegex("^/(api|v2|assets|docs|openapi|health|metrics|version|ping|get-artifact|model-versions|ajax-api|swagger)")]
    private static partial Regex Other();

    [GeneratedRegex(@"\{\*{0,2}(\w+)[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("(href|src|action|formaction)=[\"']?\\s*(javascript|vbscript|data):", RegexOptions.IgnoreCase)]
    private static partial Regex Scripted();

    [GeneratedRegex("^(4\\d\\d from|console error: Failed to load resource: the server responded with a status of 4)")]
    private static partial Regex StatusOnly();
}
