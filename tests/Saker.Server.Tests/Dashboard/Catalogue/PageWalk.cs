using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard.Catalogue;

/// <summary>Looks at pages in one browser window: what they must have, nothing in the console, no other host, nothing wider than the window, no serious barrier.</summary>
internal sealed class PageWalk(WatchedPage watched)
{
    /// <summary>Long enough for a machine that does much else.</summary>
    private const float MaxWait = 30_000;

    private const string Overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private const string Wide = "[...document.querySelectorAll('main, main *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.scroll,nav,pre')).slice(0, 5).map(one => one.tagName + '.' + one.className).join(' ')";

    private readonly List<string> _faults = [];

    /// <summary>What was found, each with the page's name and the width of the window.</summary>
    public IEnumerable<string> Faults => _faults.Select(fault => $"{watched.Page.ViewportSize!.Width} {fault}");

    /// <summary>Loads a page and looks at it.</summary>
    public async Task LookAsync(CataloguePage one, string path)
    {
        var before = watched.Faults.Count;
        var answer = await watched.Page.GotoAsync(path);
        if (answer?.Status != one.Status)
            _faults.Add($"{one.Name}: is answered with {answer?.Status}");
        if (one.Act is not null)
            await one.Act(watched.Page);
        try
        {
            await watched.Page.Locator(one.Has).First.WaitForAsync(new() { Timeout = MaxWait, State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException)
        {
            _faults.Add($"{one.Name}: there is no {one.Has}");
        }
        await MeasureAsync(one);
        if (await watched.Page.Locator("h1").CountAsync() is not 1 and var headings)
            _faults.Add($"{one.Name}: has {headings} headings of the first level");
        _faults.AddRange((await Axe.FindAsync(watched.Page)).Select(violation => $"{one.Name}: {violation}"));
        // That a page says that there is nothing is noted by the browser, and is no fault.
        _faults.AddRange(watched.Faults.Skip(before).Where(fault => one.Status == 200 || !fault.Contains($"{one.Status} ", StringComparison.Ordinal)).Select(fault => $"{one.Name}: {fault}"));
    }

    /// <summary>Loads a page and looks whether it fits and says nothing in the console; what it is to those who do not see, another look tells.</summary>
    public async Task FitAsync(CataloguePage one, string path)
    {
        var before = watched.Faults.Count;
        var answer = await watched.Page.GotoAsync(path);
        if (answer?.Status != one.Status)
            _faults.Add($"{one.Name}: is answered with {answer?.Status}");
        await watched.Page.Locator(one.Has).First.WaitForAsync(new() { Timeout = MaxWait, State = WaitForSelectorState.Attached });
        await MeasureAsync(one);
        _faults.AddRange(watched.Faults.Skip(before).Select(fault => $"{one.Name}: {fault}"));
    }

    /// <summary>The page as it is when the device changes to other colours.</summary>
    public async Task LookAgainAsync(CataloguePage one, ColorScheme scheme)
    {
        var before = watched.Faults.Count;
        await watched.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await MeasureAsync(one);
        _faults.AddRange(watched.Faults.Skip(before).Select(fault => $"{one.Name}: {fault}"));
    }

    private async Task MeasureAsync(CataloguePage one)
    {
        var overflow = await watched.Page.EvaluateAsync<int>(Overflow);
        if (overflow > 0)
            _faults.Add($"{one.Name}: {overflow} px wider than the window: {await watched.Page.EvaluateAsync<string>(Wide)}");
    }
}
