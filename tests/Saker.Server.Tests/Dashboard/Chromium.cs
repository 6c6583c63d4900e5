using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard;

/// <summary>The system's Chromium, driven by Playwright: one for all tests, started by the first that opens a page. Tests are skipped with the reason where there is none.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public Chromium() => _browser = new(LaunchAsync);

    /// <summary>A page that records what went wrong in it and which other hosts it asked.</summary>
    public async Task<WatchedPage> OpenAsync(Uri server, int width, int height, ColorScheme scheme)
    {
        if (!Array.Exists(Places, File.Exists))
            Assert.Skip($"There is no Chromium at {string.Join(", ", Places)}; on Debian: apt-get install chromium.");
        var browser = await _browser.Value;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            TimezoneId = "Asia/Tokyo",
            Locale = "en-GB",
        });
        return new WatchedPage(await context.NewPageAsync(), server);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
            await (await _browser.Value).DisposeAsync();
        _playwright?.Dispose();
    }

    private async Task<IBrowser> LaunchAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000);
        // Playwright sets the console's encoding, which flushes what the console writes to while it holds the console's lock: a server that logs at that moment
        // holds the writer and waits for the lock. Writers that were set are left alone.
        Console.SetOut(Console.Out);
        Console.SetError(Console.Error);
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Array.Find(Places, File.Exists),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }
}
