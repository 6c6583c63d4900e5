using System.Text;
using Saker.Data;
using Saker.Platform.Pipelines.Policies;

namespace Saker.Platform.Tests.Pipelines.Policies;

public sealed class RetrainingPolicyTextTests
{
    private static readonly RetrainingPolicy s_all = new()
    {
        Schedule = new ScheduleTrigger { Cron = "0 3 * * mon", TimeZone = "Europe/Berlin" },
        Drift = new DriftTrigger { Share = 0.3, Columns = ["age", "spend"], Prediction = true },
        Decay = new DecayTrigger { Score = "roc_auc", Below = 0.8, Estimated = true },
        NewRows = 1000,
        Data = new FreshData(FreshDataKind.Dataset, "customers"),
        CoolDown = TimeSpan.FromHours(6),
        MaxPerDay = 3,
        Promote = Promotion.Automatic,
        Alias = "live",
    };

    public static TheoryData<string> Yaml => new(
        """
        schedule: {cron: "0 3 * * mon", time_zone: Europe/Berlin}
        drift: {share: 0.3, columns: [age, spend], prediction: true}
        decay: {score: roc_auc, below: 0.8, estimated: true}
        new_rows: 1000
        data: {dataset: customers}
        cool_down: 6h
        max_per_day: 3
        promote: automatic
        alias: live
        """,
        RetrainingPolicyText.WriteYaml(s_all));

    [Theory]
    [MemberData(nameof(Yaml))]
    public void A_policy_is_read_as_it_was_written(string yaml) => Assert.Equal(s_all, RetrainingPolicyText.ReadYaml(yaml));

    [Fact]
    public void Json_spells_keys_its_own_way_and_says_the_same()
    {
        var json = RetrainingPolicyText.WriteJson(s_all);
        Assert.Contains("\"maxPerDay\":3", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.Equal(s_all, RetrainingPolicyText.ReadJson(json));
    }

    [Fact]
    public void True_stands_for_what_the_monitor_says_and_false_for_nothing()
    {
        var policy = RetrainingPolicyText.ReadYaml("{drift: true, decay: false}");
        Assert.Equal(new RetrainingPolicy { Drift = new DriftTrigger() }, policy);
        Assert.Equal(policy, RetrainingPolicyText.ReadYaml(RetrainingPolicyText.WriteYaml(policy)));
        Assert.Equal(new RetrainingPolicy(), RetrainingPolicyText.ReadYaml(""));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_with_lines()
    {
        var failure = Assert.Throws<SakerException>(() => RetrainingPolicyText.ReadYaml(
            """
            schedule: {cron: "0 25 * * *", every: 1d, time_zone: Mars/Olympus}
            drift: {share: 2, column: [a]}
            decay: {below: 0.5}
            new_rows: 0
            data: dataset
            cool_down: soon
            max_per_day: 0
            promote: maybe
            alias: "a b"
            often: true
            """));
        Assert.Equal(
            ["line 1, schedule.every", "line 1, schedule.time_zone", "line 1, schedule.cron", "line 2, drift.share", "line 2, drift.column", "line 3, decay.score", "line 4, new_rows", "line 5, data", "line 6, cool_down", "line 7, max_per_day", "line 8, promote", "line 9, alias", "line 10, often"],
            failure.Problems.Select(problem => problem.Field));
    }

    [Fact]
    public void A_policy_says_in_words_what_it_does() => Assert.Equal(
        [
            "Trains again at '0 3 * * mon' (Europe/Berlin); when 30% of the columns drift or age or spend drifts or the answers drift; when the estimated roc_auc is below 0.8; when there are 1000 new rows; and when somebody asks.",
            "Reads the newest version of dataset customers.",
            "At most 3 times in 24 hours; what was measured brings no other within 6h.",
            "A version that passes its gates and is better than the champion is served by itself; any other waits for approval.",
        ],
        s_all.Explain());

    [Fact]
    public void Spans_count_from_when_the_policy_was_set()
    {
        var schedule = new ScheduleTrigger { Every = TimeSpan.FromDays(7) };
        var since = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Null(schedule.Last(since, since, since.AddDays(6.9)));
        Assert.Equal(since.AddDays(21), schedule.Last(since, since.AddDays(7), since.AddDays(27)));
        Assert.Null(schedule.Last(since, since.AddDays(21), since.AddDays(27)));
        Assert.Equal(since.AddDays(28), schedule.Next(since, since.AddDays(27)));
        Assert.Equal(since.AddDays(7), schedule.Next(since, since));
    }
}
