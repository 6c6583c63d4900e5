using Microsoft.Playwright;

namespace Saker.Server.Tests.Dashboard.Hostile;

/// <summary>Opens pages in a browser and looks for anything that a text brought about.</summary>
internal static class HostileWalk
{
    private const string Trap = """
        window.__owned = [];
        window.own = what => { window.__owned.push(String(what)); return ''; };
        """;

    /// <summary>Elements that the dashboard has none of, attributes that act, and addresses that lead elsewhere.</summary>
    private const string Strange = """
        () => {
          const found = [];
          const says = one => one.outerHTML.slice(0, 120);
          for (const one of document.querySelectorAll('script:not([src]), main script, main style, main link, base, meta[http-equiv], object, embed, frameset, math, marquee, audio, video, x-own, template, foreignObject, [srcdoc], [style*="evil"], main [hx-get], main [hx-trigger], main [hx-on\\:load]'))
            found.push('element ' + says(one));
          for (const one of document.querySelectorAll('*'))
            for (const { name, value } of one.attributes) {
              if (name.startsWith('on')) found.push('handler ' + says(one));
              if (['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'srcset', 'sse-connect'].includes(name)) {
                const to = new URL(value, location.href);
                if (to.origin !== location.origin && !(name === 'src' && to.protocol === 'data:')) found.push('address ' + says(one));
              }
            }
          for (const one of document.querySelectorAll('iframe'))
            if (!one.hasAttribute('sandbox') || one.getAttribute('sandbox').includes('allow-same-origin')) found.push('frame ' + says(one));
          return [...new Set(found)].slice(0, 5);
        }
        """;

    public static async Task<IReadOnlyList<string>> RunAsync(Chromium chromium, Uri server, IReadOnlyList<string> paths)
    {
        List<string> faults = [];
        await using var watched = await chromium.OpenAsync(server, 1440, 900, ColorScheme.Light);
        var page = watched.Page;
        await page.AddInitScriptAsync(Trap);
        page.Dialog += (_, dialog) =>
        {
            lock (faults)
                faults.Add("dialog: " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        page.Response += (_, response) =>
        {
            if (new Uri(response.Url).Authority != server.Authority)
                lock (faults)
                    faults.Add("an answer from another host: " + response.Url);
        };
        foreach (var path in paths)
        {
            var before = watched.Faults.Count;
            await page.GotoAsync(path);
            await LookAsync(page, path, server, faults);
            // A report of a run is shown as it is, in a box in which the browser lets it do nothing and notes what it would have done.
            if (path.EndsWith(".html", StringComparison.Ordinal))
                // What is noted late is the report's too, and not the next page's.
                await page.GotoAsync("about:blank");
            else
                faults.AddRange(watched.Faults.Skip(before).Where(fault => !IsAnswer(fault)).Select(fault => $"{path}: {fault}"));
        }
        return faults;
    }

    private static async Task LookAsync(IPage page, string path, Uri server, List<string> faults)
    {
        // Pictures write what the pointer is on into a box of their own.
        foreach (var area in await page.Locator(".chart-area").AllAsync())
            if (await area.BoundingBoxAsync() is { } box)
                foreach (var (x, y) in new[] { (0.5, 0.5), (0.25, 0.6), (0.8, 0.3) })
                    await page.Mouse.MoveAsync(box.X + (float)(box.Width * x), box.Y + (float)(box.Height * y));
        faults.AddRange((await page.EvaluateAsync<string[]>(Strange)).Select(strange => $"{path}: {strange}"));
        foreach (var frame in page.Frames)
            if (frame.Url.StartsWith(server.ToString(), StringComparison.Ordinal) && await frame.EvaluateAsync<string>("(window.__owned ?? []).join()") is { Length: > 0 } owned)
                faults.Add($"{path}: ran {owned}");
        if (new Uri(page.Url).Authority != server.Authority)
            faults.Add($"{path}: led to {page.Url}");
    }

    // A page that says that there is none answers so; that the browser notes it is no fault.
    private static bool IsAnswer(string fault) => fault.StartsWith("40", StringComparison.Ordinal) || fault.Contains("the server responded with a status of 40", StringComparison.Ordinal);
}
