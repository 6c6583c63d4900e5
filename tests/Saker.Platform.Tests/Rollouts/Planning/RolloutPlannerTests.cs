using Saker.Data;
using Saker.Learning.Sequential;
using Saker.Platform.Monitoring.Windows;
using Saker.Platform.Registry;
using Saker.Platform.Rollouts;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Rollouts.Planning;
using Saker.Platform.Serving;
using Saker.Platform.Tests.Registry;
using Saker.Platform.Tests.Rollouts.Evidence;

namespace Saker.Platform.Tests.Rollouts.Planning;

/// <summary>Plans from windows of traffic, held against simulated rollouts.</summary>
public sealed class RolloutPlannerTests : EmbeddedTests
{
    private const int Minutes = 60;
    private const int PerMinute = 6_000;

    [Fact]
    public async Task The_plan_is_of_the_endpoints_own_traffic()
    {
        await DeployAsync(errorRate: 0.01);

        var plan = await PlanAsync(new PlanRequest { Endpoint = "live" });

        Assert.Equal(Minutes * PerMinute, plan.Traffic.RequestCount);
        Assert.InRange(plan.Traffic.RequestsPerSecond, 95, 105);
        Assert.Equal(0.01, plan.Traffic.ErrorRate, 4);
        Assert.InRange(plan.Traffic.P95!.Value, 8, 11);
        Assert.Equal([0.01, 0.05, 0.1, 0.25, 0.5, 1], plan.Steps.Select(step => step.Share));
        Assert.All(plan.Steps, step => Assert.True(step.Duration >= TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1)));
        Assert.Equal(plan.Steps.Sum(step => step.Duration!.Value.TotalSeconds), plan.Duration!.Value.TotalSeconds, 3);
        var errors = plan.Guards.Single(guard => guard.Guard == "error_rate");
        Assert.StartsWith("1% of requests fail", errors.Effect, StringComparison.Ordinal);
        Assert.True(errors.IsWithinRollout && errors.MedianRequests < errors.LikelyRequests && errors.MedianTime < errors.LikelyTime);
    }

    [Fact]
    public async Task What_is_planned_is_about_what_simulated_rollouts_need()
    {
        await DeployAsync(errorRate: 0.01);
        var guard = DefaultGuards.Find("error_rate")! with { Risk = 0.01 };
        var settings = new RolloutSettings { Strategy = RolloutKind.Ab, Weights = [20], Guards = new RolloutGuards { Defaults = false, Named = [guard] } };

        var planned = (await PlanAsync(new PlanRequest { Endpoint = "live", Settings = settings })).Guards.Single();

        var needed = new List<int>();
        for (var seed = 0; seed < 41; seed++)
        {
            var evaluation = new GuardEvaluation(new EvidenceSubject { Names = ["control", "candidate"], Guards = [guard] }, state: null);
            var requests = 0;
            foreach (var block in new PlantedBlocks(seed) { Candidate = new PlantedArm { Errors = 0.02 * 0.99 } }.Take(500))
            {
                evaluation.Add(block);
                requests += 40;
                if (evaluation.Read(seed: 1).Verdicts[0].IsAlarm)
                    break;
            }
            needed.Add(requests);
        }
        needed.Sort();
        Assert.InRange(needed[20], 0.6 * planned.MedianRequests!.Value, 1.6 * planned.MedianRequests.Value);
        Assert.InRange(needed[36], 0.6 * planned.LikelyRequests!.Value, 1.6 * planned.LikelyRequests.Value);
    }

    [Fact]
    public async Task A_smaller_effect_needs_more_and_one_within_the_tolerance_is_never_seen()
    {
        await DeployAsync(errorRate: 0.01);

        var (large, small) = (await PlanAsync(new PlanRequest { Endpoint = "live", LatencyFactor = 2 }), await PlanAsync(new PlanRequest { Endpoint = "live", LatencyFactor = 1.5 }));
        var none = await PlanAsync(new PlanRequest { Endpoint = "live", LatencyFactor = 1.05 });

        Assert.True(Of(large).MedianRequests < Of(small).MedianRequests);
        Assert.Null(Of(none).MedianRequests);
        Assert.Contains("within the tolerance", Of(none).Advice, StringComparison.Ordinal);

        var least = await PlanAsync(new PlanRequest { Endpoint = "live", LatencyFactor = 1.11 });
        Assert.Contains("up to 1 ms more is no harm in any case; to have it seen, lower guards.latency_p50.least", least.Guards.Single(guard => guard.Guard == "latency_p50").Advice, StringComparison.Ordinal);

        static GuardPlan Of(RolloutPlan plan) => plan.Guards.Single(guard => guard.Guard == "latency_p95");
    }

    [Fact]
    public async Task What_never_failed_is_said_to_and_a_last_step_without_control_is_named()
    {
        await DeployAsync(errorRate: 0);

        var whole = await PlanAsync(new PlanRequest { Endpoint = "live" });
        var part = await PlanAsync(new PlanRequest { Endpoint = "live", Settings = new RolloutSettings { Strategy = RolloutKind.Canary, Steps = [new(10), new(99)] } });

        Assert.Equal(0, whole.Traffic.ErrorCount);
        Assert.True(whole.Traffic.ErrorRate > 0);
        Assert.Contains("no control is left", Assert.Single(whole.Notes), StringComparison.Ordinal);
        Assert.Empty(part.Notes);
    }

    [Fact]
    public async Task Of_what_decides_a_comparison_it_is_said_what_that_needs()
    {
        await DeployAsync(errorRate: 0.01);
        var settings = new RolloutSettings { Strategy = RolloutKind.Ab, Metric = "revenue", Guards = new RolloutGuards { Defaults = false } };

        var plan = await PlanAsync(new PlanRequest { Endpoint = "live", Settings = settings });

        var revenue = Assert.Single(plan.Guards);
        Assert.Equal(("revenue", "the best arm: a difference of revenue"), (revenue.Guard, revenue.Effect));
        Assert.Contains("too few outcomes of 'revenue'", revenue.Advice, StringComparison.Ordinal);
        Assert.Null(plan.Duration);
        Assert.Contains("held for a person after 7d", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, "the best arm: ")]
    [InlineData(2, 3, "the best arm, of one pair of them: ")]
    public void The_best_arm_is_known_by_intervals_with_two_sides(int candidates, int pairs, string effect)
    {
        var settings = new RolloutSettings { Strategy = RolloutKind.Ab, Metric = "revenue", Confidence = 0.9 };
        var request = new PlanRequest { Endpoint = "live", CandidateCount = candidates, MetricDifferences = new Dictionary<string, double> { ["revenue"] = 1 } };
        var traffic = new PlannedTraffic { From = default, To = default, RequestCount = 0, RequestsPerSecond = 0, ErrorRate = 0, RefusalRate = 0, FallbackRate = 0, P50 = null, P95 = null, P99 = null };
        var yields = new Dictionary<string, PlannedYield> { ["revenue"] = new(Mean: 20, Deviation: 10, Coverage: 0.5, Lag: TimeSpan.Zero) };
        var planning = new GuardPlanning(request, traffic, new PlanSchedule(settings, RolloutKind.Ab, candidates, perSecond: 0), [], yields);

        var plan = Assert.Single(planning.PlanReward(settings, RolloutKind.Ab));

        // A tenth of a deviation, known of every other request; each side of a pair has half of its risk.
        var need = RolloutPlanning.Mean(0.1, candidateShare: 0.5, 0.1 / pairs / 2);
        Assert.Equal(Math.Ceiling(2 * need.Median), plan.MedianRequests!.Value, 1.0);
        Assert.True(plan.MedianRequests > 1.05 * 2 * RolloutPlanning.Mean(0.1, 0.5, 0.1 / pairs).Median);
        Assert.StartsWith(effect, plan.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollout_that_ends_too_early_is_told_to_last_longer()
    {
        await DeployAsync(errorRate: 0.001);
        var settings = new RolloutSettings { Strategy = RolloutKind.Canary, Steps = [new(1), new(5)], MinTime = TimeSpan.FromSeconds(10), MinRequests = 10 };

        var errors = (await PlanAsync(new PlanRequest { Endpoint = "live", Settings = settings })).Guards.Single(guard => guard.Guard == "error_rate");

        Assert.False(errors.IsWithinRollout);
        Assert.True(errors.MedianRequests > 60);
        Assert.Contains("raise", errors.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_traffic_rates_can_be_given_and_times_are_left_open()
    {
        await RegisterAsync();

        var open = await PlanAsync(new PlanRequest { Endpoint = "live", ErrorRate = 0.01 });
        var given = await PlanAsync(new PlanRequest { Endpoint = "live", ErrorRate = 0.01, RequestsPerSecond = 10 });

        Assert.Equal((0, null), (open.Traffic.RequestCount, open.Duration));
        Assert.Null(open.Guards.Single(guard => guard.Guard == "error_rate").MedianTime);
        Assert.NotNull(given.Guards.Single(guard => guard.Guard == "error_rate").MedianTime);
        Assert.Null(given.Guards.Single(guard => guard.Guard == "latency_p95").MedianRequests);
        var nothing = (await PlanAsync(new PlanRequest { Endpoint = "live" })).Guards.Single(guard => guard.Guard == "error_rate");
        Assert.Equal((null, true), (nothing.MedianRequests, nothing.Advice!.Contains("no requests came", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task All_that_cannot_be_planned_is_said_at_once()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => PlanAsync(new PlanRequest { Endpoint = "live", Factor = 1, Shift = 0, ErrorRate = 2, CandidateCount = 0 }));

        Assert.Equal(["candidateCount", "factor", "shift", "errorRate"], error.Problems.Select(problem => problem.Field));
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => PlanAsync(new PlanRequest { Endpoint = "nosuch" }))).Kind);
    }

    [Fact]
    public void Latencies_of_windows_keep_their_quantiles_in_the_buckets_of_evidence()
    {
        var counts = new long[LatencyBuckets.Count];
        var chance = new PlantedBlocks(2);
        for (var i = 0; i < 20_000; i++)
            counts[LatencyBuckets.IndexOf((long)(4e6 * Math.Exp(0.5 * chance.NextNormal())))]++;

        var converted = PlannedLatencies.Of(new LatencyCounts(counts));

        Assert.Equal(20_000, converted.Sum());
        foreach (var share in new[] { 0.5, 0.95, 0.99 })
        {
            var (rank, seen, bucket) = (share * 20_000, 0L, -1);
            while (seen < rank)
                seen += converted[++bucket];
            Assert.Equal(LatencyBuckets.Quantile(counts, share)!.Value, Math.Pow(2, (bucket + 0.5) / 16) / 1_000, 0.12 * LatencyBuckets.Quantile(counts, share)!.Value);
        }
    }

    private Task<RolloutPlan> PlanAsync(PlanRequest request) => Saker.RolloutPlanner.PlanAsync(request, Cancellation);

    private async Task RegisterAsync()
    {
        using var source = new ModelSource();
        await Saker.Registry.RegisterAsync(new Registration { Model = "churn", Folder = source.Folder }, Cancellation);
        await Saker.Endpoints.DeployAsync("live", "churn", 1, Cancellation);
    }

    private async Task DeployAsync(double errorRate)
    {
        await RegisterAsync();
        var begin = WindowGrain.Minute.Floor(DateTimeOffset.UtcNow).AddMinutes(-Minutes);
        var latencies = new long[LatencyBuckets.Count];
        var chance = new PlantedBlocks(1);
        for (var i = 0; i < PerMinute; i++)
            latencies[LatencyBuckets.IndexOf((long)(5e6 * Math.Exp(0.4 * chance.NextNormal())))]++;
        var failed = (long)(PerMinute * errorRate);
        await Saker.Windows.WriteAsync([.. Enumerable.Range(0, Minutes).Select(minute => PartOf(begin.AddMinutes(minute), failed, new LatencyCounts(latencies)))], Cancellation);
    }

    private static WindowPart PartOf(DateTimeOffset at, long failed, LatencyCounts latencies) => new()
    {
        Endpoint = "live",
        Model = "churn",
        Version = 1,
        At = at,
        Writer = "a",
        Number = 1,
        Facts = new WindowFacts
        {
            RequestCount = PerMinute,
            RowCount = PerMinute - failed,
            ProfiledRowCount = 0,
            Errors = new SortedDictionary<string, long> { ["internal"] = failed },
            RefusedCount = 0,
            CacheHitCount = 0,
            Steps = new SortedDictionary<string, long> { ["primary"] = PerMinute - failed },
            WarnedCount = 0,
            WarningCount = 0,
            MendedCount = 0,
            Total = latencies,
            Queue = LatencyCounts.None,
            Compute = LatencyCounts.None,
        },
        Inputs = null,
        Outputs = null,
        Bins = new Dictionary<string, BinnedColumn>(),
    };
}
