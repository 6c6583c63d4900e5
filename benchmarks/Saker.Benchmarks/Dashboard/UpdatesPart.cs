using System.Diagnostics;
using Microsoft.Playwright;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;
using Saker.Benchmarks.Tracking;

namespace Saker.Benchmarks.Dashboard;

/// <summary>How long after something happened an open page shows it: a metric that a run logs, and a run that begins.</summary>
internal sealed class UpdatesPart : IAreaPart
{
    private const double MaxMilliseconds = 2_000;

    public string Name => "updates";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var home = await TrackingHome.CreateAsync(points: 1, cancellationToken);
        await using var server = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        await using var browser = await Browser.StartAsync();
        using var calls = new MlflowCalls(server.Address);
        var repeats = settings.Quick ? 5 : 20;
        return
        [
            Demand.AtMost("from a metric that is logged to the page of its run, slowest", "ms", await MetricsAsync(browser, server.Address, calls, repeats, cancellationToken), MaxMilliseconds),
            Demand.AtMost("from a run that begins to the overview, slowest", "ms", await RunsAsync(browser, server.Address, calls, repeats, cancellationToken), MaxMilliseconds),
        ];
    }

    private static async Task<double> MetricsAsync(Browser browser, Uri server, MlflowCalls calls, int repeats, CancellationToken cancellationToken)
    {
        var run = await calls.CreateRunAsync(cancellationToken);
        var page = await LiveAsync(browser, server, "/runs/" + run);
        var slowest = 0.0;
        for (var i = 0; i < repeats; i++)
        {
            // At other moments of the second.
            await Task.Delay(137 * (i % 7), cancellationToken);
            var value = 0.25 + ((i + 1) / 1000.0);
            await calls.PostAsync("runs/log-metric", new { run_id = run, key = "loss", value, timestamp = 1_760_000_000_000 + i, step = i }, cancellationToken);
            slowest = Math.Max(slowest, await UntilAsync(page, FormattableString.Invariant($"{value:0.###}")));
        }
        await page.Context.CloseAsync();
        return slowest;
    }

    private static async Task<double> RunsAsync(Browser browser, Uri server, MlflowCalls calls, int repeats, CancellationToken cancellationToken)
    {
        var page = await LiveAsync(browser, server, "/");
        var slowest = 0.0;
        for (var i = 0; i < repeats; i++)
        {
            await Task.Delay(137 * (i % 7), cancellationToken);
            var name = $"fresh-{i:000}";
            await calls.PostAsync("runs/create", new { experiment_id = "1", run_name = name, start_time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() }, cancellationToken);
            slowest = Math.Max(slowest, await UntilAsync(page, name));
        }
        await page.Context.CloseAsync();
        return slowest;
    }

    private static async Task<IPage> LiveAsync(Browser browser, Uri server, string path)
    {
        var page = await browser.OpenAsync(server);
        await page.GotoAsync(path);
        await page.Locator("#live[data-state=live]").WaitForAsync();
        return page;
    }

    private static async Task<double> UntilAsync(IPage page, string text)
    {
        var start = Stopwatch.GetTimestamp();
        await page.WaitForFunctionAsync("text => document.querySelector('main').textContent.includes(text)", text, new() { Timeout = 15_000, PollingInterval = 20 });
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
