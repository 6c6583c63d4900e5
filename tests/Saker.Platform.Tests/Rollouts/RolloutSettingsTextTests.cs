using System.Text;
using Saker.Data;
using Saker.Platform.Rollouts;
using Saker.Platform.Serving.Splits;

namespace Saker.Platform.Tests.Rollouts;

public sealed class RolloutSettingsTextTests
{
    private const string Everything =
        """
        strategy: blue-green
        steps: [0.5, {share: 10, min_time: 1h, min_requests: 5000}, 100]
        key: header:x-customer-id
        min_time: 10m
        min_requests: 1000
        max_duration: 2d
        max_warm_up: 90s
        keep_warm: 2h
        decide: roll_back_only
        approval: true
        shield: false
        risk: 0.01
        require_within: true
        weights: [20, 30]
        shadow: {share: 25, max_concurrency: 2, max_pending_rows: 100, max_pending_bytes: 1MiB, max_processor_share: 0.5, max_delay: 2s, then: promote}
        metric: revenue
        confidence: 0.99
        reweigh_every: 5m
        """;

    [Fact]
    public void Every_setting_is_read_and_written_in_both_forms()
    {
        var read = RolloutSettingsText.ReadYaml(Everything);

        Assert.Equal((RolloutKind.BlueGreen, RolloutDeciding.RollBackOnly, ShadowEnd.Promote), (read.Strategy, read.Decide, read.Shadow.Then));
        Assert.Equal([new RolloutStep(0.5), new RolloutStep(10, TimeSpan.FromHours(1), 5_000), new RolloutStep(100)], read.Steps);
        Assert.Equal((SplitKey.Parse("header:x-customer-id"), TimeSpan.FromMinutes(10), 1_000, TimeSpan.FromDays(2)), (read.Key, read.MinTime, read.MinRequests, read.MaxDuration));
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromHours(2), true, false, 0.01, true), (read.MaxWarmUp, read.KeepWarm, read.Approval, read.Shield, read.Risk, read.RequireWithin));
        Assert.Equal([20, 30], read.Weights);
        Assert.Equal(new ShadowLimits { MaxConcurrency = 2, MaxPendingRows = 100, MaxPendingBytes = 1 << 20, MaxShare = 0.5, MaxDelay = TimeSpan.FromSeconds(2) }, read.Shadow.Limits);
        Assert.Equal((25, "revenue", 0.99, TimeSpan.FromMinutes(5)), (read.Shadow.Share, read.Metric, read.Confidence, read.ReweighEvery));
        var yaml = RolloutSettingsText.WriteYaml(read);
        Assert.Equal(yaml, RolloutSettingsText.WriteYaml(RolloutSettingsText.ReadYaml(yaml)));
        Assert.Equal(yaml, RolloutSettingsText.WriteYaml(RolloutSettingsText.ReadJson(RolloutSettingsText.WriteJson(read))));
        Assert.Contains("weights: [20, 30]", yaml, StringComparison.Ordinal);
        Assert.Contains("keep_warm: 2h", RolloutSettingsText.WriteOwn(read), StringComparison.Ordinal);
        Assert.DoesNotContain("steps:", RolloutSettingsText.WriteOwn(read), StringComparison.Ordinal);
        Assert.Contains("\"minRequests\":5000", Encoding.UTF8.GetString(RolloutSettingsText.WriteJson(read)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_said_has_its_default_and_no_strategy_is_left_open()
    {
        var standard = RolloutSettingsText.ReadYaml("");
        Assert.Null(standard.Strategy);
        Assert.Equal([1, 5, 10, 25, 50, 100], standard.Steps.Select(step => step.Share));
        Assert.Equal(RolloutSettingsText.WriteYaml(new RolloutSettings()), RolloutSettingsText.WriteYaml(standard));
        standard.Validate();
    }

    [Fact]
    public void Assignments_take_lists_as_flags_do()
    {
        var settings = RolloutSettingsPatch.OfAssignments(["strategy=canary", "steps=1,50", "weights=20,30"]).Apply(new RolloutSettings());
        Assert.Equal([1, 50], settings.Steps.Select(step => step.Share));
        Assert.Equal([20, 30], settings.Weights);
        Assert.Equal([5, 100], RolloutSettingsPatch.OfAssignments(["steps=[5, {share: 100}]"]).Apply(settings).Steps.Select(step => step.Share));
    }

    [Fact]
    public void A_duration_without_a_unit_is_refused_with_those_it_may_mean()
    {
        var problem = Assert.Single(Assert.Throws<SakerException>(() => RolloutSettingsText.ReadYaml("min_time: 5")).Problems);
        Assert.Equal(("line 1, min_time", "'5' says no unit; write 5s or 5m."), (problem.Field, problem.Message));
        Assert.Equal(TimeSpan.Zero, RolloutSettingsText.ReadYaml("min_time: 0").MinTime);
    }

    [Fact]
    public void Blue_green_is_understood_with_a_dash_and_with_an_underscore()
    {
        Assert.Equal(RolloutKind.BlueGreen, RolloutSettingsText.ReadYaml("strategy: blue-green").Strategy);
        Assert.Equal(RolloutKind.BlueGreen, RolloutSettingsText.ReadYaml("strategy: blue_green").Strategy);
        Assert.Contains("blue-green", RolloutSettingsText.WriteYaml(new RolloutSettings { Strategy = RolloutKind.BlueGreen }), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_not_possible_is_told_at_once_with_its_line()
    {
        var failure = Assert.Throws<SakerException>(() => RolloutSettingsText.ReadYaml(
            """
            strategy: quickly
            steps: [5, 5, {min_time: 1m}, 101]
            key: cookie
            min_time: soon
            min_requests: -1
            max_duration: 0s
            decide: maybe
            risk: 1
            weights: [60, 60]
            shadow: {share: 0, what: 1}
            confidence: 0.2
            unknown: 1
            """));

        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
        Assert.Equal(
            [
                "line 1, strategy", "line 2, steps[2].share", "line 2, steps[3].share", "line 2, steps[1]", "line 3, key", "line 4, min_time", "line 5, min_requests", "line 6, max_duration",
                "line 7, decide", "line 8, risk", "line 9, weights", "line 10, shadow.share", "line 10, shadow.what", "line 11, confidence", "line 12, unknown",
            ],
            failure.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void Times_that_do_not_fit_are_refused_where_they_are_said_and_read_where_they_were_stored()
    {
        const string Late = "strategy: canary\nmin_time: 2d\n";
        var refused = Assert.Single(Assert.Throws<SakerException>(() => RolloutSettingsText.ReadYaml(Late + "max_duration: 11d")).Problems);

        Assert.Equal("line 3, max_duration", refused.Field);
        Assert.Contains("the 6 steps last 12d at least", refused.Message, StringComparison.Ordinal);
        Assert.Equal("maxDuration", Assert.Throws<SakerException>(() => RolloutSettingsText.ReadJson("""{"strategy":"shadow","minTime":"8d"}"""u8.ToArray())).Field);
        Assert.Equal(TimeSpan.FromDays(12), RolloutSettingsText.ReadYaml(Late + "max_duration: 12d").MaxDuration);
        // Nothing has steps where versions are switched at once.
        Assert.Equal(TimeSpan.FromDays(8), RolloutSettingsText.ReadYaml("{strategy: blue-green, min_time: 8d}").MinTime);

        var stored = RolloutSettingsText.Kept.ReadYaml(Late);
        Assert.Equal(TimeSpan.FromDays(7), stored.MaxDuration);
        RolloutSettingsPatch.OfAssignments(["max_duration=12d"]).Apply(stored).Validate();
    }

    [Fact]
    public void A_bandit_without_anything_to_learn_from_is_refused()
    {
        Assert.Equal("metric", Assert.Single(Assert.Throws<SakerException>(() => new RolloutSettings { Strategy = RolloutKind.Bandit }.Validate()).Problems).Field);
        new RolloutSettings { Strategy = RolloutKind.Bandit, Metric = "outcome" }.Validate();
    }
}
