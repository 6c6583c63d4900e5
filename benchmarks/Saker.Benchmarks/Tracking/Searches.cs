using System.Text.Json;
using Saker.Benchmarks.Demands;

namespace Saker.Benchmarks.Tracking;

/// <summary>Searches over HTTP beside the same work by SQLite alone; the two take turns.</summary>
internal static class Searches
{
    private const int Found = 100;
    private const int PageSize = 50;

    public static async Task<Demand> FilteredAsync(MlflowCalls calls, TrackingHome home, int repeats, CancellationToken cancellationToken)
    {
        await using var connection = home.Open();
        var raw = new RawQueries(connection);
        var body = new { experiment_ids = TrackingHome.ExperimentIds, filter = "metrics.loss < 0.5", order_by = (string[])["metrics.accuracy DESC"], max_results = Found };
        var pairs = new List<(double Ours, double Peers)>();
        for (var i = -10; i < repeats; i++)
        {
            var (took, answer) = await calls.PostAsync("runs/search", body, cancellationToken);
            if (JsonElement.Parse(answer).GetProperty("runs").GetArrayLength() != Found)
                throw new BenchmarkException("The search found another number of runs than it should.");
            var peers = raw.Filtered(Found);
            if (i >= 0)
                pairs.Add((took, peers));
        }
        return Within("runs/search, metric filter and order, median", new SideBySide(pairs), 35, "published 34.7, original 92.5");
    }

    public static async Task<Demand> DeepPageAsync(MlflowCalls calls, TrackingHome home, CancellationToken cancellationToken)
    {
        await using var connection = home.Open();
        var raw = new RawQueries(connection);
        var pairs = new List<(double Ours, double Peers)>();
        string? token = null;
        const int pages = TrackingHome.Runs / PageSize;
        for (var page = 0; page < pages; page++)
        {
            var body = new { experiment_ids = TrackingHome.ExperimentIds, order_by = (string[])["attributes.start_time ASC"], max_results = PageSize, page_token = token };
            var (took, answer) = await calls.PostAsync("runs/search", body, cancellationToken);
            var root = JsonElement.Parse(answer);
            if (root.GetProperty("runs").GetArrayLength() != PageSize)
                throw new BenchmarkException($"Page {page} has another number of runs than it should.");
            token = root.TryGetProperty("next_page_token", out var next) ? next.GetString() : null;
            if (page >= pages / 2)
                pairs.Add((took, raw.Page(PageSize, page * PageSize)));
        }
        return Within($"runs/search, pages {pages / 2} to {pages}, median", new SideBySide(pairs), 10, "published 8.1, original 34.9");
    }

    /// <summary>A time that may be at most <paramref name="max"/> milliseconds, beside the same work by SQLite alone.</summary>
    public static Demand Within(string measure, SideBySide times, double max, string known) => new()
    {
        Measure = measure,
        Unit = "ms",
        Ours = times.Ours,
        Peers = times.Peers,
        Ratio = times.Ratio,
        Goal = FormattableString.Invariant($"at most {max} ms ({known})"),
        Holds = times.Ours <= max,
    };
}
