using Microsoft.Playwright;

namespace Saker.Benchmarks.Dashboard;

/// <summary>The system's Chromium, with an empty cache for each visit.</summary>
internal sealed class Browser : IAsyncDisposable
{
    // When the last of what fills most of the window was painted, from the begin of the navigation (W3C Largest Contentful Paint).
    private const string WatchPaint = "new PerformanceObserver(list => { for (const entry of list.getEntries()) window.painted = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });";

    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        var executable = Array.Find(s_places, File.Exists) ?? throw new BenchmarkException($"there is no Chromium at {string.Join(", ", s_places)}; on Debian: apt-get install chromium.");
        var playwright = await Playwright.CreateAsync();
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    public async Task<IPage> OpenAsync(Uri server)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = server.ToString(), ViewportSize = new() { Width = 1440, Height = 900 } });
        await context.AddInitScriptAsync(WatchPaint);
        return await context.NewPageAsync();
    }

    /// <summary>Visits a page with an empty cache.</summary>
    /// <returns>Milliseconds from the begin of the visit until what is to be read is painted, and the addresses that the page links to.</returns>
    public async Task<(double Milliseconds, IReadOnlyList<string> Links)> VisitAsync(Uri server, string path)
    {
        var page = await OpenAsync(server);
        try
        {
            var answer = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
            if (answer is not { Ok: true })
                throw new BenchmarkException($"{path} answered {answer?.Status}.");
            await page.WaitForFunctionAsync("() => window.painted > 0", options: new() { Timeout = 30_000 });
            await page.WaitForTimeoutAsync(150);
            var links = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].map(link => new URL(link.getAttribute('href'), document.baseURI).href)");
            return (await page.EvaluateAsync<double>("window.painted"), links);
        }
        finally
        {
            await page.Context.CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
