using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard;

/// <summary>A browser page that keeps every console error, page error and request to another host.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _faults = new();

    public WatchedPage(IPage page, Uri server)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            // A violation of the content security policy is a console error too.
            if (message.Type is "error" or "warning")
                _faults.Enqueue($"console {message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _faults.Enqueue($"page error: {error}");
        page.Request += (_, request) =>
        {
            if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var asked) || (asked.Scheme is not ("data" or "blob") && asked.Authority != server.Authority))
                _faults.Enqueue($"request to another host: {request.Url}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                _faults.Enqueue($"{response.Status} from {response.Url}");
        };
    }

    public IPage Page { get; }

    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Saves what is seen to the test output folder; gives the file.</summary>
    public async Task<string> ShootAsync(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "screenshots", name + ".png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
        return file;
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();
}
