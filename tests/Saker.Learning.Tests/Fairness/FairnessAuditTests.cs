using Saker.Data;
using Saker.Learning.Fairness;
using Saker.Learning.Models;
using Saker.Learning.Scores;

namespace Saker.Learning.Tests.Fairness;

public sealed class FairnessAuditTests
{
    private static readonly ClassLabels Labels = new("no", "yes");

    public static TheoryData<string> Cases => [.. FairnessReference.List().Select(reference => reference.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Measures_are_those_of_the_published_definitions(string name)
    {
        var reference = FairnessReference.List().Single(one => one.Name == name);
        var attribute = ProtectedAttribute.Of("group", privileged: reference.Privileged);

        var report = Audit(reference, new FairnessPlan { Protected = [attribute] });

        var found = report.Attributes.Single();
        foreach (var (measure, expected) in reference.Measures)
        {
            var value = measure == MeasureName.TheilIndex ? report.TheilIndex! : found.Find(measure)!;
            Assert.Equal(expected, value.Value, 1e-12);
            Assert.True(value.Interval.Contains(value.Value), $"{measure}: {value}");
        }
        Assert.Equal(MeasureName.All.Count, reference.Measures.Count);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Turning_labels_and_what_is_favourable_together_changes_no_measure_and_no_rate_of_the_other_class(string name)
    {
        var reference = FairnessReference.List().Single(one => one.Name == name);
        var plan = new FairnessPlan { Protected = [ProtectedAttribute.Of("group", privileged: reference.Privileged)] };
        var turned = reference with { Target = [.. reference.Target.Select(value => 1 - value)], Predicted = [.. reference.Predicted.Select(value => 1 - value)] };

        var straight = Audit(reference, plan);
        var other = Audit(turned, plan with { Favourable = "no" });

        Assert.Equal(straight.All().Select(item => item.Measure.Value), other.All().Select(item => item.Measure.Value));
        var (first, second) = (straight.Attributes[0].Groups[0], other.Attributes[0].Groups[0]);
        Assert.Equal(first.FalsePositiveRate!.Value, second.FalseNegativeRate!.Value, 1e-15);
    }

    [Fact]
    public void A_handful_of_rows_is_left_out_of_what_is_said_over_all_groups_and_is_named()
    {
        // Half of a, 3 of 5 of b, none of c.
        var rows = new Table([Column.OfText("group", [.. Enumerable.Repeat("a", 100), .. Enumerable.Repeat("b", 50), .. Enumerable.Repeat("c", 3)])]);
        float[] said = [.. Enumerable.Range(0, 153).Select(row => row < 100 ? row % 2 : row < 150 ? (row % 5 < 3 ? 1f : 0f) : 0f)];
        float[] target = [.. Enumerable.Range(0, 153).Select(row => row % 3 == 0 ? 1f : 0f)];
        var plan = new FairnessPlan
        {
            Protected = [ProtectedAttribute.Of("group")],
            Limits = new Dictionary<string, FairnessLimit> { [MeasureName.DemographicParityDifference] = new(0, 0.2) },
        };

        var report = FairnessAudit.OfPredictions(plan, rows, target, said, Labels);
        var strict = FairnessAudit.OfPredictions(plan with { MinGroupSize = 1 }, rows, target, said, Labels);
        var lone = FairnessAudit.OfPredictions(plan with { MinGroupSize = 60 }, rows, target, said, Labels);

        var measure = report.Attributes[0].Find(MeasureName.DemographicParityDifference)!;
        Assert.Equal((0.1, Verdict.Within), (Math.Round(measure.Value, 12), measure.Verdict));
        Assert.Contains(report.Findings, finding => finding.Contains("fewer than 30 rows: c (3).", StringComparison.Ordinal));
        Assert.Equal((0.6, Verdict.Outside), (Math.Round(strict.Attributes[0].Find(MeasureName.DemographicParityDifference)!.Value, 12), strict.Attributes[0].Find(MeasureName.DemographicParityDifference)!.Verdict));
        Assert.Equal(Verdict.NotJudged, lone.Attributes[0].Find(MeasureName.DemographicParityDifference)!.Verdict);
    }

    [Fact]
    public void A_limit_of_which_nothing_could_be_judged_is_named()
    {
        var rows = new Table([Column.OfText("sex", [.. Enumerable.Repeat("m", 60), .. Enumerable.Repeat("f", 40)]), Column.OfText("left", [.. Enumerable.Range(0, 100).Select(row => row % 2 == 0 ? "yes" : "no")])]);
        var labelled = LabelledRows.Read(rows, "left", Labels);
        var plan = new FairnessPlan { Protected = [ProtectedAttribute.Of("sex")], Limits = new Dictionary<string, FairnessLimit> { [MeasureName.DisparateImpact] = new(0.8, 1.25) } };

        Assert.Empty(FairnessAudit.OfLabels(plan, labelled).ListUnjudged());
        var unjudged = FairnessAudit.OfLabels(plan with { MinGroupSize = 1_000 }, labelled);

        Assert.True(unjudged.Passed);
        Assert.StartsWith("sex: ", Assert.Single(unjudged.ListUnjudged()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_target_is_no_protected_attribute()
    {
        var rows = new Table([Column.OfText("left", ["yes", "no"]), Column.OfText("sex", ["m", "f"])]);

        var error = Assert.Throws<SakerException>(() => FairnessAudit.OfLabels(new FairnessPlan { Protected = [ProtectedAttribute.Of("left"), ProtectedAttribute.Of("sex")] }, LabelledRows.Read(rows, "left", Labels)));

        Assert.Equal("fairness.protected[0]", Assert.Single(error.Problems).Field);
    }

    [Fact]
    public void The_largest_group_is_privileged_unless_one_is_stated()
    {
        var rows = new Table([Column.OfText("sex", [.. Enumerable.Repeat("m", 6), .. Enumerable.Repeat("f", 4)])]);
        float[] target = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0];

        var largest = FairnessAudit.OfPredictions(new FairnessPlan { Protected = [ProtectedAttribute.Of("sex")] }, rows, target, target, Labels).Attributes[0];
        var stated = FairnessAudit.OfPredictions(new FairnessPlan { Protected = [ProtectedAttribute.Of("sex", privileged: "f")] }, rows, target, target, Labels).Attributes[0];

        Assert.Equal(("m", false), (largest.Privileged, largest.IsPrivilegedStated));
        Assert.Equal(("f", true), (stated.Privileged, stated.IsPrivilegedStated));
        Assert.Equal(["f", "m"], stated.Groups.Select(group => group.Name));
    }

    [Fact]
    public void A_small_group_is_marked_shown_and_not_judged()
    {
        var rows = new Table([Column.OfText("sex", [.. Enumerable.Repeat("m", 100), .. Enumerable.Repeat("f", 100), .. Enumerable.Repeat("x", 5)])]);
        var target = Enumerable.Range(0, 205).Select(row => row % 2 == 0 ? 1f : 0f).ToArray();
        var predicted = Enumerable.Range(0, 205).Select(row => row < 100 ? 1f : row < 200 ? row % 5 == 0 ? 1f : 0f : 0f).ToArray();
        var plan = new FairnessPlan
        {
            Protected = [ProtectedAttribute.Of("sex", privileged: "m")],
            Limits = new Dictionary<string, FairnessLimit> { [MeasureName.StatisticalParityDifference] = new(-0.1, 0.1) },
        };

        var report = FairnessAudit.OfPredictions(plan, rows, target, predicted, Labels);

        var attribute = report.Attributes[0];
        Assert.Equal([100, 100, 5], attribute.Groups.Select(group => group.RowCount));
        Assert.Equal([false, false, true], attribute.Groups.Select(group => group.IsSmall));
        Assert.Equal(Verdict.Outside, attribute.Comparisons.Single(one => one.Group == "f").Measures[0].Verdict);
        Assert.Equal(Verdict.NotJudged, attribute.Comparisons.Single(one => one.Group == "x").Measures[0].Verdict);
        Assert.False(report.Passed);
        Assert.StartsWith("sex, all but m: statistical parity difference is", report.Findings[0], StringComparison.Ordinal);
        Assert.Contains(report.Findings, finding => finding.StartsWith("sex, x: statistical parity difference is not judged: a group has fewer than 30 rows", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_without_a_value_are_a_group_of_their_own()
    {
        var rows = new Table([Column.OfText("sex", ["m", null, "f", null, "m", ""])]);
        var report = FairnessAudit.OfLabels(new FairnessPlan { Protected = [ProtectedAttribute.Of("sex")] }, rows, [1, 0, 1, 0, 1, 0], Labels);

        Assert.Equal(3, report.Attributes[0].Groups.Single(group => group.Name == ProtectedColumn.Missing).RowCount);
        Assert.Contains("sex is missing in 3 rows, which are a group of their own.", report.Findings);
    }

    [Fact]
    public void Every_two_attributes_are_crossed_and_limits_hold_for_the_declared_ones()
    {
        var rows = new Table([Column.OfText("sex", ["m", "f", "m", "f"]), Column.OfNumbers("age", [20, 30, 40, 25])]);
        var plan = new FairnessPlan
        {
            Protected = [ProtectedAttribute.Of("sex"), ProtectedAttribute.Of("age", over: 25)],
            MinGroupSize = 1,
            Limits = new Dictionary<string, FairnessLimit> { [MeasureName.DisparateImpact] = new(0.8, 1.25) },
        };
        float[] target = [1, 0, 1, 1];

        var report = FairnessAudit.OfPredictions(plan, rows, target, target, Labels);

        Assert.Equal(["sex", "age", "sex and age"], report.Attributes.Select(attribute => attribute.Name));
        Assert.Equal(["f, 25 and under", "f, over 25", "m, 25 and under", "m, over 25"], report.Attributes[2].Groups.Select(group => group.Name).Order(StringComparer.Ordinal));
        Assert.All(report.Attributes[2].Comparisons.SelectMany(one => one.Measures), measure => Assert.Equal(Verdict.None, measure.Verdict));
        var everywhere = FairnessAudit.OfPredictions(plan with { LimitsOnIntersections = true }, rows, target, target, Labels);
        Assert.Contains(everywhere.Attributes[2].Comparisons.SelectMany(one => one.Measures), measure => measure.Verdict != Verdict.None);
    }

    [Fact]
    public void What_nobody_can_be_counted_for_is_not_a_number_and_said_so()
    {
        var rows = new Table([Column.OfText("sex", ["m", "m", "f", "f"])]);
        var plan = new FairnessPlan
        {
            Protected = [ProtectedAttribute.Of("sex", privileged: "m")],
            MinGroupSize = 1,
            Limits = new Dictionary<string, FairnessLimit> { [MeasureName.PredictiveParityDifference] = new(-0.1, 0.1) },
        };

        var report = FairnessAudit.OfPredictions(plan, rows, [1, 0, 1, 0], [0, 0, 0, 1], Labels);

        Assert.Equal(double.NaN, report.Attributes[0].Find(MeasureName.PredictiveParityDifference)!.Value);
        Assert.Equal(double.PositiveInfinity, report.Attributes[0].Find(MeasureName.DisparateImpact)!.Value);
        Assert.Equal("sex, f: predictive parity difference is not judged: there is nobody to count.", report.Findings.Single());
        Assert.DoesNotContain(report.ListMetrics(), metric => !double.IsFinite(metric.Value));
    }

    [Fact]
    public void A_report_reads_back_from_its_json()
    {
        var report = Audit(FairnessReference.List()[2], new FairnessPlan
        {
            Protected = [ProtectedAttribute.Of("group")],
            Limits = new Dictionary<string, FairnessLimit> { [MeasureName.DisparateImpact] = new(0.8, 1.25) },
        });
        Assert.Equal(report.ToJson(), FairnessReport.FromJson(report.ToJson()).ToJson());
        Assert.Equal(report.Passed, FairnessReport.FromJson(report.ToJson()).Passed);
        Assert.Throws<SakerException>(() => FairnessReport.FromJson("{}"));
    }

    [Fact]
    public void Everything_that_does_not_fit_the_rows_is_told_at_once()
    {
        var rows = new Table([Column.OfText("sex", ["m", "f"]), Column.OfNumbers("age", [20, 30]), Column.OfText("same", ["x", "x"])]);
        var plan = new FairnessPlan
        {
            Protected = [ProtectedAttribute.Of("sexe"), ProtectedAttribute.Of("sex", over: 3), ProtectedAttribute.Of("same"), ProtectedAttribute.Of("sex", privileged: "M"), ProtectedAttribute.Of("age")],
            Favourable = "maybe",
            MaxGroups = 1,
        };

        var problems = FairnessCheck.Check(plan, rows, Labels, "fairness");

        Assert.Equal(["fairness.protected[0]", "fairness.protected[1]", "fairness.protected[2]", "fairness.protected[3]", "fairness.protected[4]", "fairness.favourable"], problems.Select(problem => problem.Field));
        Assert.Contains("'sexe' is not in the data. Did you mean 'sex' or 'same'?", problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("{column: age, over: 25}", problems[4].Message, StringComparison.Ordinal);
    }

    private static FairnessReport Audit(FairnessReference reference, FairnessPlan plan) =>
        FairnessAudit.OfPredictions(plan, reference.ToRows(), reference.Target, reference.Predicted, Labels);
}
