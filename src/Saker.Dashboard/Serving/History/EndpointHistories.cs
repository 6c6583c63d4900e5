using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Statistics;

namespace Saker.Dashboard.Serving.History;

/// <summary>Reads how requests were: the last minute from this process, what is longer ago from the stored windows of all servers.</summary>
internal sealed class EndpointHistories(ModelHost host, IWindowStore windows, TimeProvider time)
{
    private static readonly TimeSpan s_quarter = TimeSpan.FromMinutes(15);

    public async Task<EndpointHistory> ReadAsync(EndpointView endpoint, HistoryRange range, CancellationToken cancellationToken) => range switch
    {
        HistoryRange.Hour => await ReadAsync(endpoint.Name, range, 60, TimeSpan.FromMinutes(1), cancellationToken),
        HistoryRange.Day => await ReadAsync(endpoint.Name, range, 96, s_quarter, cancellationToken),
        _ => LastMinute(endpoint),
    };

    private EndpointHistory LastMinute(EndpointView endpoint)
    {
        var traffic = endpoint.Traffic;
        var total = new StageLine("Total", "from begin to answer", traffic.P50Milliseconds, traffic.P95Milliseconds, traffic.P99Milliseconds);
        var status = endpoint.Status;
        var statistics = host.ListGauges().FirstOrDefault(gauges => gauges.Status.Model == status.ServingModel && gauges.Status.Version == status.ServingVersion)?.Statistics;
        return new EndpointHistory
        {
            Range = HistoryRange.Minute,
            Piece = TimeSpan.FromSeconds(1),
            Points = [.. traffic.Series.Select(point => new HistoryPoint(point.At, point.RequestCount, point.ErrorCount, point.P50Milliseconds, point.P95Milliseconds, point.P99Milliseconds))],
            Stages = statistics is null ? [total] : [total, .. StagesOf(statistics)],
            StagesOf = statistics is null ? "The total is of the last 60 seconds." : "The total is of the last 60 seconds, the stages of all requests since the version was loaded.",
        };
    }

    private static IEnumerable<StageLine> StagesOf(StatisticsSnapshot statistics) =>
    [
        Stage("Queue", "waiting for a run", statistics.QueueMilliseconds),
        Stage("Prepare", "laying out the inputs of a run", statistics.InputMilliseconds),
        Stage("Run", "in the model's graph", statistics.InferMilliseconds),
        Stage("Finish", "taking the outputs apart", statistics.OutputMilliseconds),
    ];

    private static StageLine Stage(string name, string meaning, StagePercentiles percentiles) => new(name, meaning, percentiles.P50, percentiles.P95, percentiles.P99);

    private async Task<EndpointHistory> ReadAsync(string endpoint, HistoryRange range, int count, TimeSpan piece, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // The piece that goes on is the last.
        var end = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % piece.Ticks) + piece.Ticks, TimeSpan.Zero);
        var begin = end - (piece * count);
        var found = await windows.ListAsync(endpoint, version: null, begin, end, WindowGrain.Minute, cancellationToken);
        var pieces = found.GroupBy(window => (window.From - begin).Ticks / piece.Ticks).ToDictionary(group => group.Key, group => group.Select(window => window.Facts).Aggregate((left, right) => left + right));
        var all = pieces.Values.ToList();
        return new EndpointHistory
        {
            Range = range,
            Piece = piece,
            Points = [.. Enumerable.Range(0, count).Select(i => Point(begin + (piece * i), pieces.GetValueOrDefault(i)))],
            Stages = [Stage("Total", "from begin to answer", all.Select(facts => facts.Total)), Stage("Queue", "waiting for a run", all.Select(facts => facts.Queue)), Stage("Run", "in the model, with its inputs and outputs", all.Select(facts => facts.Compute))],
            StagesOf = "All of the time shown, of all servers.",
        };
    }

    private static StageLine Stage(string name, string meaning, IEnumerable<LatencyCounts> counts)
    {
        var sum = counts.Aggregate(LatencyCounts.None, (left, right) => left + right);
        return new StageLine(name, meaning, sum.Quantile(0.50), sum.Quantile(0.95), sum.Quantile(0.99));
    }

    private static HistoryPoint Point(DateTimeOffset at, WindowFacts? facts) => facts is null
        ? new HistoryPoint(at, 0, 0, null, null, null)
        : new HistoryPoint(at, facts.RequestCount, facts.ErrorCount, facts.Total.Quantile(0.50), facts.Total.Quantile(0.95), facts.Total.Quantile(0.99));
}
