using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;

namespace Saker.Benchmarks.Dashboard;

/// <summary>How long every page takes until it can be read, in Chromium with an empty cache, over a home with a month of a busy team. The pages are found by following links.</summary>
internal sealed class PagesPart : IAreaPart
{
    private const double MaxMilliseconds = 1_000;
    private const int MaxPages = 200;

    // Of one page, whatever it is about; and of those with the same names in the query.
    private const int PerPath = 7;
    private const int PerShape = 2;

    // Views that links lead to only where somebody has chosen or typed something.
    private static readonly string[] s_chosen =
    [
        "/experiments/1?filter=params.depth%20%3D%20'3'%20AND%20metrics.loss%20%3C%200.5",
        "/runs?filter=metrics.auc%20%3E%200.9",
        "/models?q=model-1",
        "/endpoints/churn?range=day",
        "/log?endpoint=churn",
        "/audit?act=endpoint.",
    ];

    public string Name => "pages";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var home = await BusyHome.CreateAsync(settings, cancellationToken);
        await using var server = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        await SettleAsync(server, cancellationToken);
        await using var browser = await Browser.StartAsync();
        var pages = await FindAsync(browser, server.Address, settings);
        var times = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        for (var round = 0; round < (settings.Quick ? 1 : 3); round++)
        {
            foreach (var page in pages)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!times.TryGetValue(page, out var taken))
                    times[page] = taken = [];
                taken.Add((await browser.VisitAsync(server.Address, page)).Milliseconds);
            }
        }
        var medians = times.ToDictionary(pair => pair.Key, pair => SideBySide.Median(pair.Value));
        foreach (var (page, milliseconds) in medians.OrderByDescending(pair => pair.Value).Take(12))
            settings.Log.WriteLine(FormattableString.Invariant($"  {milliseconds,6:0} ms  {page}"));
        var slowest = medians.MaxBy(pair => pair.Value);
        return
        [
            Demand.Shown("pages visited", pages.Count),
            Demand.AtMost($"until the slowest page can be read ({slowest.Key})", "ms", slowest.Value, MaxMilliseconds),
            Demand.Shown("until the median page can be read, ms", SideBySide.Median(medians.Values)),
        ];
    }

    private static async Task<IReadOnlyList<string>> FindAsync(Browser browser, Uri server, AreaSettings settings)
    {
        var waiting = new Queue<string>(["/", .. s_chosen]);
        var shapes = new Dictionary<string, int>(StringComparer.Ordinal);
        var found = new List<string>();
        while (waiting.TryDequeue(out var path) && found.Count < MaxPages)
        {
            found.Add(path);
            // The first visit is the one that compiles; it is not measured.
            var (_, links) = await browser.VisitAsync(server, path);
            foreach (var link in links.Select(link => new Uri(link)).Where(link => link.Authority == server.Authority))
            {
                if (PageShape.Of(link) is not (var kind, var shape) || shapes.GetValueOrDefault(kind) >= PerPath || shapes.GetValueOrDefault(shape) >= PerShape || found.Contains(link.PathAndQuery) || waiting.Contains(link.PathAndQuery))
                    continue;
                shapes[kind] = shapes.GetValueOrDefault(kind) + 1;
                shapes[shape] = shapes.GetValueOrDefault(shape) + 1;
                waiting.Enqueue(link.PathAndQuery);
            }
        }
        settings.Log.WriteLine($"  {found.Count} pages of {shapes.Count} kinds, {waiting.Count} more not visited");
        foreach (var path in found)
            settings.Log.WriteLine("    " + path);
        return found;
    }

    /// <summary>Until the server has caught up with what it finds at its start.</summary>
    private static async Task SettleAsync(ServerProcess server, CancellationToken cancellationToken)
    {
        for (var second = 0; second < 120; second++)
        {
            var before = server.ProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
            if (server.ProcessorTime - before < TimeSpan.FromSeconds(0.4))
                return;
        }
    }
}
