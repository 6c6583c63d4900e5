using System.Diagnostics;
using Saker.Data;
using Saker.Onnx.Batches;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Statistics;
using Saker.Testing;

namespace Saker.Platform.Tests.Serving.Statistics;

public sealed class VersionTrafficTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Requests_are_told_apart_by_how_they_ended_and_by_who_answered()
    {
        var traffic = new VersionTraffic("churn", 3);
        foreach (var error in new Exception?[]
        {
            null, null, new OperationCanceledException(), new SakerException(ErrorKind.InvalidInput, "no"), new SakerException(ErrorKind.LimitExceeded, "full"),
            new SakerException(ErrorKind.Timeout, "late"), new SakerException(ErrorKind.Unavailable, "gone"), new InvalidOperationException("broken"),
        })
            traffic.Record(RequestOutcomes.Of(error), TimeSpan.FromMilliseconds(3), s_now, "", default);
        traffic.Record(RequestOutcome.Refused, TimeSpan.FromMilliseconds(3), s_now, "", default);
        traffic.RecordAnswer(rows: 5, isFromCache: true, isWarned: false, step: null);
        traffic.RecordAnswer(rows: 2, isFromCache: false, isWarned: true, step: "rules", isCovered: true);
        traffic.RecordRun(TimeSpan.FromMilliseconds(1), new RunTimings(20_000, 2_000_000, 30_000));

        var snapshot = traffic.ToSnapshot("front");
        Assert.Equal(("front", "churn", 3), (snapshot.Endpoint, snapshot.Model, snapshot.Version));
        Assert.Equal([2, 1, 1, 1, 1, 1, 1, 1], snapshot.Outcomes);
        Assert.Equal([1, 0, 1, 0, 0], snapshot.Steps);
        Assert.Equal((7, 1, 1), (snapshot.RowCount, snapshot.CacheHitCount, snapshot.WarnedCount));
        Assert.Equal((1, 8), (snapshot.CoveredCount, snapshot.UnansweredCount));
        Assert.Equal((9, 0.027), (snapshot.Total.Count, Math.Round(snapshot.Total.Sum, 9)));
        Assert.Equal(["queue", "input", "infer", "output"], snapshot.Stages.Select(stage => stage.Stage));
        Assert.Equal(0.002, snapshot.Stages[2].Latencies.Sum, 9);
    }

    [Fact]
    public void A_bucket_keeps_one_request_a_second_as_its_example()
    {
        var traffic = new VersionTraffic("churn", 3);
        var trace = new ActivityContext(ActivityTraceId.CreateFromString("4bf92f3577b34da6a3ce929d0e0e4736"), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        traffic.Record(RequestOutcome.Ok, TimeSpan.FromMilliseconds(3), s_now, "", default);
        Assert.All(traffic.ToSnapshot("front").Total.Exemplars, Assert.Null);
        traffic.Record(RequestOutcome.Ok, TimeSpan.FromMilliseconds(3), s_now, "first", trace);
        traffic.Record(RequestOutcome.Ok, TimeSpan.FromMilliseconds(4), s_now.AddSeconds(0.9), "second", default);
        traffic.Record(RequestOutcome.Ok, TimeSpan.FromMilliseconds(70), s_now, "slow", default);
        var kept = traffic.ToSnapshot("front").Total.Exemplars.OfType<LatencyExemplar>().ToList();
        Assert.Equal([new LatencyExemplar("first", "4bf92f3577b34da6a3ce929d0e0e4736", 0.003, s_now), new LatencyExemplar("slow", null, 0.07, s_now)], kept);
        traffic.Record(RequestOutcome.Ok, TimeSpan.FromMilliseconds(4), s_now.AddSeconds(1), "third", default);
        Assert.Equal("third", traffic.ToSnapshot("front").Total.Exemplars.OfType<LatencyExemplar>().First().RequestId);
    }

    [Fact]
    public void An_endpoint_that_has_served_very_many_versions_counts_the_further_ones_together()
    {
        var traffic = new EndpointTraffic(new ManualTime());
        for (var version = 1; version <= 300; version++)
            traffic.Of("churn", version).Record(RequestOutcome.Ok, TimeSpan.FromMilliseconds(1), s_now, "", default);
        traffic.Of("churn", 7).Record(RequestOutcome.Ok, TimeSpan.FromMilliseconds(1), s_now, "", default);
        var snapshots = traffic.ToSnapshots("front").ToList();
        Assert.Equal(257, snapshots.Count);
        Assert.Equal(44, snapshots.Single(snapshot => snapshot.Version is null).Outcomes[0]);
        Assert.Equal(2, snapshots.Single(snapshot => snapshot.Version == 7).Outcomes[0]);
    }
}
