using System.Text;
using Saker.Data;
using Saker.Learning.Drift;
using Saker.Platform.Monitoring.Drift;
using Saker.Platform.Monitoring.Settings;

namespace Saker.Platform.Tests.Monitoring.Settings;

public sealed class MonitorSettingsTextTests
{
    private static readonly MonitorSettings Whole = new()
    {
        Drift = new DriftSettings
        {
            Enabled = false,
            Interval = TimeSpan.FromMinutes(1),
            Window = TimeSpan.FromMinutes(30),
            MinRows = 50,
            MaxRows = 9_000,
            Reference = new DriftReference
            {
                Kind = ReferenceKind.Window,
                From = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
                To = new DateTimeOffset(2026, 11, 8, 0, 0, 0, TimeSpan.Zero),
                Weeks = 2,
                FirstRows = 300,
            },
            Alpha = 0.01,
            Share = 0.3,
            Predictions = false,
            Columns = new Dictionary<string, ColumnDriftSettings> { ["customer id"] = new() { Ignore = true }, ["tenure"] = new() { MinEffect = 0.25 } },
            Quality = false,
            MinEffect = 0.1,
            MinQualityEffect = 0.05,
            NumberMeasure = DriftMeasure.Psi,
            CategoryMeasure = DriftMeasure.ChiSquared,
            Joint = JointMethod.Classifier,
            SampleRows = 500,
            ExactRows = 2_000,
            Detectors = new Dictionary<string, DetectorSettings> { ["tenure_mean"] = new() { Kind = "page_hinkley", Column = "tenure", Means = true } },
            Keep = TimeSpan.FromDays(7),
        },
    };

    [Fact]
    public void What_is_written_is_read_as_it_was()
    {
        Assert.Equal(Whole, MonitorSettingsText.ReadYaml(MonitorSettingsText.WriteYaml(Whole)));
        Assert.Equal(Whole, MonitorSettingsText.ReadJson(MonitorSettingsText.WriteJson(Whole)));
        Assert.Equal(MonitorSettings.Default, MonitorSettingsText.ReadYaml(""));
        Assert.Equal(MonitorSettings.Default, MonitorSettingsText.ReadJson(MonitorSettingsText.WriteJson(MonitorSettings.Default)));
        Assert.Contains("\"minRows\":50", Encoding.UTF8.GetString(MonitorSettingsText.WriteJson(Whole)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_is_named_with_its_line()
    {
        var failure = Assert.Throws<SakerException>(() => MonitorSettingsText.ReadYaml(
            """
            drift:
              window: 90s
              min_rows: 500
              number_measure: two_shares
              max_rows: 100
              reference: {kind: window, from: yesterday, to: "2026-11-01"}
              columns:
                tenure: {treshold: 0.2}
              detectors:
                one: {kind: adwin2}
            telemetry: {}
            """));

        Assert.Equal(
            ["drift.columns.tenure.treshold", "drift.detectors.one.column", "drift.detectors.one.kind", "drift.max_rows", "drift.number_measure", "drift.reference.from", "drift.window", "telemetry"],
            failure.Problems.Select(problem => problem.Field.Split(", ")[1]).Order(StringComparer.Ordinal));
        Assert.Contains(failure.Problems, problem => problem.Field == "line 2, drift.window");
    }

    [Fact]
    public void Measures_by_rank_need_rows()
    {
        Assert.Equal(DriftMeasure.AndersonDarling, MonitorSettingsText.ReadYaml("drift: {number_measure: anderson_darling}").Drift.NumberMeasure);
        var failure = Assert.Throws<SakerException>(() => MonitorSettingsText.ReadYaml("drift: {number_measure: cramer_von_mises, exact_rows: 0}"));
        Assert.Equal("line 1, drift.exact_rows", Assert.Single(failure.Problems).Field);
        Assert.Equal("line 1, drift.category_measure", Assert.Single(Assert.Throws<SakerException>(() => MonitorSettingsText.ReadYaml("drift: {category_measure: anderson_darling}")).Problems).Field);
    }

    [Fact]
    public void A_rate_too_small_for_dealing_rows_is_refused_with_what_deals_them_alone()
    {
        var failure = Assert.Throws<SakerException>(() => MonitorSettingsText.ReadYaml("drift: {alpha: 0.0001, joint: mmd}"));
        Assert.Equal("line 1, drift.alpha", Assert.Single(failure.Problems).Field);
        Assert.Equal(0.0001, MonitorSettingsText.ReadYaml("drift: {alpha: 0.0001, joint: classifier}").Drift.Alpha);
        Assert.Equal(0.0003, MonitorSettingsText.ReadYaml("drift: {alpha: 0.0003, joint: mmd}").Drift.Alpha);
    }

    [Theory]
    [InlineData("dataset", "drift.reference.dataset")]
    [InlineData("window", "drift.reference.from")]
    public void A_reference_needs_what_its_kind_needs(string kind, string field)
    {
        var failure = Assert.Throws<SakerException>(() => MonitorSettingsPatch.OfAssignments([$"drift.reference.kind={kind}"]).Apply(MonitorSettings.Default));

        Assert.Equal(field, Assert.Single(failure.Problems).Field);
    }

    [Fact]
    public void Only_what_is_given_changes_and_names_of_columns_stay_as_they_are()
    {
        var patch = MonitorSettingsPatch.OfAssignments(["drift.columns.monthly_charges.min_effect=0.2", "drift.min_rows=70", "drift.window="]);

        var changed = patch.Apply(Whole);

        Assert.Equal((70, TimeSpan.FromHours(1), 0.2), (changed.Drift.MinRows, changed.Drift.Window, changed.Drift.Columns["monthly_charges"].MinEffect));
        Assert.Equal(Whole.Drift.Columns["tenure"], changed.Drift.Columns["tenure"]);
        Assert.Equal(changed, MonitorSettingsPatch.ReadJson(patch.ToJson()).Apply(Whole));
        Assert.Equal(
            ["drift.columns.monthly_charges.ignore", "drift.columns.monthly_charges.min_effect", "drift.min_rows", "drift.window"],
            MonitorSettingsText.Differences(Whole, changed).Select(difference => difference.Key).Order(StringComparer.Ordinal));
    }
}
