using Saker.Data;
using Saker.Platform.Rollouts.Evidence;
using Saker.Platform.Serving.Settings;
using Values = Saker.Data.Settings;

namespace Saker.Platform.Tests.Rollouts.Evidence;

public sealed class RolloutGuardsTests
{
    private static readonly GuardFacts Canary = new() { IsShadow = false, HasFallback = true, HasOutcomes = true };

    [Fact]
    public void The_usual_guards_of_a_canary_share_the_whole_risk_and_no_more()
    {
        var guards = RolloutGuards.Default.Resolve(Canary, 0.05);

        Assert.Equal(["error_rate", "refusals", "fallback", "latency_p50", "latency_p95", "latency_p99", "score_shift", "outcome_error"], guards.Select(guard => guard.Name));
        Assert.Equal(0.05, guards.Sum(guard => guard.Risk!.Value), 12);
        Assert.Equal("error_rate", guards.MaxBy(guard => guard.Risk)!.Name);
    }

    [Fact]
    public void Candidates_share_the_risk_too()
    {
        var guards = RolloutGuards.Default.Resolve(Canary with { CandidateCount = 4 }, 0.05);

        Assert.Equal(0.05 / 4, guards.Sum(guard => guard.Risk!.Value), 12);
    }

    [Fact]
    public void In_the_shadow_answers_are_compared_and_nobody_waits_for_outcomes()
    {
        var guards = RolloutGuards.Default.Resolve(Canary with { IsShadow = true }, 0.05);

        Assert.Equal(["error_rate", "agreement", "score_shift"], guards.Select(guard => guard.Name));
    }

    [Fact]
    public void What_cannot_be_seen_takes_no_share_of_the_risk()
    {
        var guards = RolloutGuards.Default.Resolve(new GuardFacts { IsShadow = false, HasScores = false }, 0.05);

        Assert.Equal(["error_rate", "refusals", "latency_p50", "latency_p95", "latency_p99"], guards.Select(guard => guard.Name));
        Assert.Equal(0.05, guards.Sum(guard => guard.Risk!.Value), 12);
    }

    [Fact]
    public void A_risk_by_number_is_given_first_and_the_rest_is_shared()
    {
        var guards = Read("""
            error_rate: {risk: 0.03}
            revenue: {kind: metric, direction: down, tolerance: 0.5, risk: 0.01}
            """).Resolve(Canary, 0.05);

        Assert.Equal((0.03, 0.01), (guards.Single(guard => guard.Name == "error_rate").Risk, guards.Single(guard => guard.Name == "revenue").Risk));
        Assert.Equal(0.05, guards.Sum(guard => guard.Risk!.Value), 12);
    }

    [Fact]
    public void More_risk_than_there_is_is_scaled_down()
    {
        var guards = Read("{defaults: false, error_rate: {risk: 0.06}, latency_p95: {risk: 0.04}}").Resolve(Canary, 0.05);

        Assert.Equal([0.03, 0.02], guards.Select(guard => Math.Round(guard.Risk!.Value, 12)));
    }

    [Fact]
    public void Yaml_changes_adds_and_takes_away_guards_by_name()
    {
        var guards = Read("""
            latency_p95: {tolerance: 0.25}
            refusals: {enabled: false}
            p90: {kind: latency, quantile: 0.9}
            revenue: {kind: metric, tolerance: 2, direction: down}
            """);
        var resolved = guards.Resolve(Canary, 0.05).ToDictionary(guard => guard.Name);

        Assert.Equal((0.25, 0.95, HarmDirection.Up), (resolved["latency_p95"].Tolerance, resolved["latency_p95"].Quantile, resolved["latency_p95"].Direction));
        Assert.DoesNotContain("refusals", resolved.Keys);
        Assert.Equal((GuardKind.Latency, 0.9, HarmDirection.Up), (resolved["p90"].Kind, resolved["p90"].Quantile, resolved["p90"].Direction));
        Assert.Equal((GuardKind.Metric, "revenue", 2), (resolved["revenue"].Kind, resolved["revenue"].Metric, resolved["revenue"].Tolerance));
    }

    [Theory]
    [InlineData(KeyStyle.Yaml)]
    [InlineData(KeyStyle.Json)]
    internal void What_is_written_is_read_as_the_same(KeyStyle style)
    {
        var guards = Read("{defaults: false, error_rate: {risk: 0.01}, latency_p99: {weight: 3}, score_shift: {direction: down}, nps: {kind: metric, metric: net_promoters}, off: {kind: outcome_error, enabled: false}}");
        var problems = new List<Problem>();

        var again = RolloutGuardsText.Read(new Values(RolloutGuardsText.ValuesOf(guards, style), "guards", problems), style);

        Assert.Empty(problems);
        Assert.Equal(guards, again);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_with_its_place()
    {
        var problems = new List<Problem>();

        RolloutGuardsText.Read(
            new Values(
                YamlText.Parse("""
                    error_rate: {direction: down, tolerance: 20}
                    latency_p95: {metric: x, quantile: 2}
                    agreement: {tolerance: 0}
                    score_shift: {quantile: 0.5, tolerance: 3}
                    revenue: {kind: metric, risk: 0.9, colour: red}
                    errors: {tolerance: 0.1}
                    other: 5
                    """).Values, "guards", problems), KeyStyle.Yaml);

        Assert.Equal(
            ["guards.agreement.tolerance", "guards.error_rate.direction", "guards.error_rate.tolerance", "guards.errors.kind", "guards.latency_p95.metric", "guards.latency_p95.quantile", "guards.other", "guards.other.kind", "guards.revenue.colour", "guards.revenue.risk", "guards.score_shift.quantile", "guards.score_shift.tolerance"],
            problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
    }

    private static RolloutGuards Read(string yaml)
    {
        var problems = new List<Problem>();
        var guards = RolloutGuardsText.Read(new Values(YamlText.Parse(yaml).Values, "guards", problems), KeyStyle.Yaml);
        Assert.Empty(problems);
        return guards;
    }
}
