using System.Text.RegularExpressions;
using Saker.Benchmarks.Demands;
using Saker.Benchmarks.Serving;

namespace Saker.Benchmarks.Dashboard;

/// <summary>What 50 open pages take from the model server: the churn model over Open Inference under wrk, in turns with the live streams of 50 pages and with none.</summary>
internal sealed partial class WatchersPart : IAreaPart
{
    private const int Watchers = 50;
    private const double MinShareOfRate = 0.95;

    // What people leave open.
    private static readonly string[] s_pages = ["/", "/", "/endpoints", "/endpoints/churn", "/endpoints/churn", "/runs", "/watching", "/alerts", "/rollouts", "/models"];

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_quickWarmUp = TimeSpan.FromSeconds(15);

    public string Name => "watchers";

    public async Task<IReadOnlyList<Demand>> MeasureAsync(AreaSettings settings, CancellationToken cancellationToken)
    {
        await using var home = await ServingHome.CreateAsync(cancellationToken);
        var file = Path.Combine(home.Folder, "bodies.jsonl");
        await File.WriteAllLinesAsync(file, ChurnRequests.Create(home.Rows, home.Signature, 200).Select(body => System.Text.Encoding.UTF8.GetString(body)), cancellationToken);
        await using var server = await ServerProcess.StartSakerAsync(home.Folder, cancellationToken);
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
        var streams = await StreamsAsync(http, cancellationToken);
        var wrk = new Wrk(file);
        var target = new Uri(server.Address, "v2/models/churn/infer");
        await wrk.RunAsync(target, settings.Quick ? s_quickWarmUp : s_warmUp, cancellationToken);
        var rates = new List<(double, double)>();
        var rounds = settings.Quick ? 5 : 15;
        for (var round = 1; round <= rounds; round++)
        {
            var isWatchedFirst = round % 2 == 1;
            var first = await RateAsync(isWatchedFirst);
            var second = await RateAsync(!isWatchedFirst);
            rates.Add(isWatchedFirst ? (first, second) : (second, first));
            settings.Log.WriteLine(FormattableString.Invariant($"  {round} of {rounds}: with {Watchers} open pages {rates[^1].Item1:0}/s, with none {rates[^1].Item2:0}/s"));
        }
        return [Demand.Rate($"requests with {Watchers} dashboards open, beside none", "/s", new SideBySide(rates), MinShareOfRate)];

        async Task<double> RateAsync(bool isWatched)
        {
            using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var watchers = isWatched ? Enumerable.Range(0, Watchers).Select(i => WatchAsync(http, streams[i % streams.Count], closing.Token)).ToList() : [];
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            var outcome = await wrk.RunAsync(target, TimeSpan.FromSeconds(settings.Quick ? 2 : 5), cancellationToken);
            if (watchers.Any(watcher => watcher.IsCompleted))
                throw new BenchmarkException("a live stream has ended.");
            await closing.CancelAsync();
            await Task.WhenAll(watchers);
            return outcome.Failed == 0 ? outcome.PerSecond : throw new BenchmarkException($"{outcome.Failed} requests failed under load.");
        }
    }

    /// <summary>The addresses of the live streams, as the pages name them.</summary>
    private static async Task<IReadOnlyList<string>> StreamsAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var streams = new List<string>();
        foreach (var page in s_pages)
        {
            if (StreamAddress().Match(await http.GetStringAsync(page, cancellationToken)) is { Success: true } match)
                streams.Add(System.Net.WebUtility.HtmlDecode(match.Groups["address"].Value));
        }
        return streams;
    }

    private static async Task WatchAsync(HttpClient http, string stream, CancellationToken cancellationToken)
    {
        try
        {
            await using var events = await http.GetStreamAsync(stream, cancellationToken);
            await events.CopyToAsync(Stream.Null, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    [GeneratedRegex("sse-connect=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex StreamAddress();
}
