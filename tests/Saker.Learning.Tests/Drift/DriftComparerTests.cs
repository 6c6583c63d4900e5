using Saker.Data;
using Saker.Data.Profiles;
using Saker.Learning.Drift;

namespace Saker.Learning.Tests.Drift;

public sealed class DriftComparerTests
{
    [Fact]
    public void Sides_of_one_population_have_not_drifted()
    {
        var report = DriftComparer.Compare(DriftRows.Mixed(2_000, 1), DriftRows.Mixed(2_000, 2), null, TestContext.Current.CancellationToken);
        Assert.False(report.Drifted, report.ToJson());
        Assert.Equal(DriftBasis.Rows, report.Basis);
        Assert.Equal(0, report.Share);
        Assert.StartsWith("no drift", report.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void The_columns_that_moved_are_named_with_what_moved()
    {
        var current = DriftRows.Mixed(5_000, 2, meanShift: 0.3, rareShare: 0.15);
        var report = DriftComparer.Compare(DriftRows.Mixed(5_000, 1), current, null, TestContext.Current.CancellationToken);
        Assert.True(report.Drifted);
        Assert.Equal(["amount", "plan"], report.Moved.Select(column => column.Column).Order());
        var (amount, plan) = (report.Columns.Single(column => column.Column == "amount"), report.Columns.Single(column => column.Column == "plan"));
        Assert.Equal((DriftMeasure.Wasserstein, DriftMeasure.KolmogorovSmirnov, true), (amount.Measure, amount.Test, amount.IsLarge));
        Assert.InRange(amount.Statistic, 0.25, 0.35);
        Assert.Contains("standard deviations", amount.Summary, StringComparison.Ordinal);
        // Ten to fifteen percent is drift, though Jensen and Shannon do not call it large.
        Assert.Equal((DriftMeasure.JensenShannon, false), (plan.Measure, plan.IsLarge));
        Assert.InRange(plan.EffectSize, 0.03, 0.07);
        Assert.StartsWith("rare ", plan.Summary, StringComparison.Ordinal);
        Assert.Equal(plan.ReferenceCount, plan.Bins.Reference.Sum());
    }

    [Fact]
    public void Small_references_are_measured_by_tests()
    {
        var report = DriftComparer.Compare(DriftRows.Mixed(800, 1), DriftRows.Mixed(700, 2), null, TestContext.Current.CancellationToken);
        Assert.Equal(DriftMeasure.KolmogorovSmirnov, report.Columns.Single(column => column.Column == "amount").Measure);
        Assert.Equal(DriftMeasure.ChiSquared, report.Columns.Single(column => column.Column == "plan").Measure);
        Assert.Equal(DriftMeasure.TwoShares, report.Columns.Single(column => column.Column == "is_new").Measure);
    }

    [Fact]
    public void A_million_rows_do_not_make_a_hundredth_of_a_deviation_a_drift()
    {
        var chance = new Xoshiro256(1);
        Table Rows(double shift) => new([Column.OfNumbers("x", [.. Enumerable.Range(0, 1_000_000).Select(_ => chance.NextNormal() + shift)])]);
        var report = DriftComparer.Compare(Rows(0), Rows(0.01), null, TestContext.Current.CancellationToken);
        Assert.True(report.Columns[0].PValue < 1e-6);
        Assert.False(report.Drifted);
    }

    [Fact]
    public void Rows_order_and_column_order_change_nothing()
    {
        var (reference, current) = (DriftRows.Mixed(1_500, 1), DriftRows.Mixed(1_500, 2, meanShift: 0.2));
        var options = new DriftOptions { Joint = JointMethod.None };
        int[] backwards = [.. Enumerable.Range(0, 1_500).Reverse()];
        var turned = current.Take(backwards).Select(current.Columns.Select(column => column.Name).Reverse());
        Assert.Equal(
            DriftComparer.Compare(reference, current, options, TestContext.Current.CancellationToken).ToJson(),
            DriftComparer.Compare(reference, turned, options, TestContext.Current.CancellationToken).ToJson());
    }

    [Fact]
    public void Profiles_say_the_same_as_rows_within_their_errors()
    {
        var (reference, current) = (DriftRows.Mixed(40_000, 1), DriftRows.Mixed(30_000, 2, meanShift: 0.3, rareShare: 0.15));
        var rows = DriftComparer.Compare(reference, current, new DriftOptions { Joint = JointMethod.None }, TestContext.Current.CancellationToken);
        var profiles = DriftComparer.Compare(Profile.Of(reference), Profile.Of(current), null);
        Assert.Equal(DriftBasis.Profiles, profiles.Basis);
        foreach (var (exact, sketch) in rows.Columns.Zip(profiles.Columns))
        {
            Assert.Equal(exact.Column, sketch.Column);
            Assert.InRange(sketch.EffectSize, exact.EffectSize - sketch.EffectError - 1e-12, exact.EffectSize + sketch.EffectError + 1e-12);
            Assert.Equal(exact.Drifted, sketch.Drifted);
            Assert.Equal(exact.Measure, sketch.Measure);
        }
    }

    [Fact]
    public void Whole_numbers_that_come_as_real_ones_are_another_type_unless_all_numbers_are_one()
    {
        var reference = new Table([Column.Of<long>("age", Enumerable.Range(0, 500).Select(i => (long)i).ToArray()), Column.OfText("plan", [.. Enumerable.Repeat("a", 500)])]);
        var current = new Table([Column.OfNumbers("age", [.. Enumerable.Range(0, 500).Select(i => (double)i)]), Column.OfNumbers("plan", [.. Enumerable.Range(0, 500).Select(i => (double)i)])]);
        foreach (var (isOne, expected) in new (bool, string[])[] { (false, ["age", "plan"]), (true, ["plan"]) })
        {
            var options = new DriftOptions { IsOneNumberType = isOne, Joint = JointMethod.None };
            foreach (var report in new[] { DriftComparer.Compare(Profile.Of(reference), Profile.Of(current), options), DriftComparer.Compare(reference, current, options, TestContext.Current.CancellationToken) })
                Assert.Equal(expected, report.Quality.Where(finding => finding.Kind == QualityKind.TypeChange).Select(finding => finding.Column));
        }
    }

    [Fact]
    public void Of_profiles_and_rows_that_is_compared_which_tells_the_smaller_difference()
    {
        var token = TestContext.Current.CancellationToken;
        var (reference, current) = (DriftRows.Mixed(20_000, 1), DriftRows.Mixed(6_000, 2, meanShift: 0.1));
        var (before, after) = (Profile.Of(reference), Profile.Of(current));
        DriftBasis BasisOf(Table seen, DriftMeasure? measure = null) =>
            DriftComparer.Compare(before, after, (reference, seen), new DriftOptions { NumberMeasure = measure }, token).Columns.Single(column => column.Column == "amount").Basis;

        Assert.Equal(DriftBasis.Rows, BasisOf(current));
        Assert.Equal(DriftBasis.Profiles, BasisOf(current.Take([.. Enumerable.Range(0, 500)])));
        Assert.Equal(DriftBasis.Rows, BasisOf(current.Take([.. Enumerable.Range(0, 500)]), DriftMeasure.CramerVonMises));
        Assert.Equal(DriftBasis.Profiles, BasisOf(current.Select(["age"])));

        // The rows are all there are here: what is found of a column is what rows alone find, corrected for the same columns.
        var alone = DriftComparer.Compare(reference, current, new DriftOptions { Joint = JointMethod.None }, token);
        var mixed = DriftComparer.Compare(before, after, (reference, current), null, token);
        foreach (var (one, other) in alone.Columns.Zip(mixed.Columns).Where(pair => pair.Second.Basis == DriftBasis.Rows))
            Assert.Equal((one.PValue, one.EffectSize, 0.0), (other.PValue, other.EffectSize, other.EffectError));
        Assert.Equal(DriftBasis.Profiles, mixed.Columns.Single(column => column.Column == "is_new").Basis);
    }

    [Fact]
    public void Missing_new_and_impossible_values_are_found_as_such()
    {
        var current = DriftRows.Mixed(5_000, 2);
        var amounts = current.Get("amount").ToFloat64();
        for (var row = 0; row < 250; row++)
            amounts[row] = double.NaN;
        for (var row = 250; row < 400; row++)
            amounts[row] = 1_000 + row;
        string?[] plans = [.. Enumerable.Range(0, current.RowCount).Select(row => (string?)current.Get("plan").GetValue(row))];
        Array.Fill(plans, "enterprise", 0, 120);
        var spoilt = new Table([Column.OfNumbers("amount", amounts), Column.OfText("plan", plans), Column.OfText("age", [.. Enumerable.Repeat("x", 5_000)]), current.Get("is_new").Rename("fresh")]);
        var report = DriftComparer.Compare(DriftRows.Mixed(5_000, 1), spoilt, new DriftOptions { Joint = JointMethod.None }, TestContext.Current.CancellationToken);
        (string, QualityKind)[] found = [.. report.Quality.Where(finding => finding.Drifted).Select(finding => (finding.Column, finding.Kind))];
        Assert.Equal([("amount", QualityKind.Nulls), ("amount", QualityKind.OutOfRange), ("age", QualityKind.TypeChange), ("plan", QualityKind.NewValues), ("is_new", QualityKind.Gone), ("fresh", QualityKind.Added)], found);
        Assert.Contains("'enterprise'", report.Quality.Single(finding => finding.Kind == QualityKind.NewValues && finding.Column == "plan").Summary, StringComparison.Ordinal);
        var profiles = DriftComparer.Compare(Profile.Of(DriftRows.Mixed(5_000, 1)), Profile.Of(spoilt), null);
        Assert.Equal(found, profiles.Quality.Where(finding => finding.Drifted).Select(finding => (finding.Column, finding.Kind)));
    }

    [Fact]
    public void Keys_and_free_texts_are_not_taken_for_categories()
    {
        Table Rows(string prefix, int from) => new([Column.OfText("id", [.. Enumerable.Range(from, 3_000).Select(i => $"{prefix}{i:D6}")])]);
        var same = DriftComparer.Compare(Rows("k", 0), Rows("k", 10_000), new DriftOptions { Quality = false }, TestContext.Current.CancellationToken);
        Assert.False(same.Drifted);
        var longer = DriftComparer.Compare(Rows("k", 0), Rows("a longer text ", 10_000), new DriftOptions { Quality = false }, TestContext.Current.CancellationToken);
        Assert.True(longer.Drifted);
        Assert.StartsWith("lengths of texts", longer.Columns[0].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_sides_and_empty_columns_are_said_and_not_judged()
    {
        var rows = DriftRows.Mixed(500, 1);
        var report = DriftComparer.Compare(rows, rows.Take([]), null, TestContext.Current.CancellationToken);
        Assert.False(report.ValuesDrifted);
        Assert.All(report.Columns, column => Assert.Equal("there are no current values", column.Skipped));
        Assert.NotEmpty(report.Warnings);
        Assert.False(DriftComparer.Compare(rows.Take([]), rows.Take([0]), null, TestContext.Current.CancellationToken).ValuesDrifted);
    }

    [Fact]
    public void A_column_that_was_constant_and_is_not_any_more_has_drifted()
    {
        Table Rows(Func<int, double> value) => new([Column.OfNumbers("x", [.. Enumerable.Range(0, 2_000).Select(i => value(i))])]);
        var report = DriftComparer.Compare(Rows(_ => 1), Rows(i => i % 3 == 0 ? 2 : 1), null, TestContext.Current.CancellationToken);
        Assert.True(report.Columns[0].Drifted);
        Assert.False(DriftComparer.Compare(Rows(_ => 1), Rows(_ => 1), null, TestContext.Current.CancellationToken).Drifted);
    }

    [Theory]
    [InlineData(DriftMeasure.Psi)]
    [InlineData(DriftMeasure.KolmogorovSmirnov)]
    [InlineData(DriftMeasure.ChiSquared)]
    [InlineData(DriftMeasure.JensenShannon)]
    [InlineData(DriftMeasure.KullbackLeibler)]
    [InlineData(DriftMeasure.Wasserstein)]
    [InlineData(DriftMeasure.Hellinger)]
    [InlineData(DriftMeasure.AndersonDarling)]
    [InlineData(DriftMeasure.CramerVonMises)]
    [InlineData(DriftMeasure.TotalVariation)]
    public void Any_measure_of_numbers_can_be_asked_for(DriftMeasure measure)
    {
        var options = new DriftOptions { NumberMeasure = measure, Columns = ["amount"], Joint = JointMethod.None };
        var moved = DriftComparer.Compare(DriftRows.Mixed(2_000, 1), DriftRows.Mixed(2_000, 2, meanShift: 1), options, TestContext.Current.CancellationToken).Columns.Single();
        Assert.Equal(measure, moved.Measure);
        Assert.True(moved.IsLarge);
        Assert.True(double.IsFinite(moved.Statistic));
    }

    [Theory]
    [InlineData(DriftMeasure.AndersonDarling)]
    [InlineData(DriftMeasure.CramerVonMises)]
    [InlineData(DriftMeasure.KolmogorovSmirnov)]
    public void One_of_a_hundred_columns_that_moved_far_is_found_by_every_test(DriftMeasure measure)
    {
        var options = new DriftOptions { NumberMeasure = measure };
        var report = DriftComparer.Compare(DriftRows.Normal(500, 100, 1), DriftRows.Normal(500, 100, 2, meanShift: 3), options, TestContext.Current.CancellationToken);
        Assert.Equal(["x99"], report.Moved.Select(column => column.Column));
    }

    [Fact]
    public void A_rate_too_small_for_dealing_rows_is_refused_where_rows_would_be_dealt()
    {
        var rows = DriftRows.Mixed(100, 1);
        var refused = Assert.Throws<SakerException>(() => DriftComparer.Compare(rows, rows, new DriftOptions { Alpha = 0.0001 }, TestContext.Current.CancellationToken));
        Assert.Equal("Alpha", Assert.Single(refused.Problems).Field);
        Assert.Contains("0.0003 or more", refused.Message, StringComparison.Ordinal);
        Assert.False(DriftComparer.Compare(rows, rows, new DriftOptions { Alpha = 0.0001, Joint = JointMethod.None }, TestContext.Current.CancellationToken).Drifted);
    }

    [Fact]
    public void A_report_reads_back_as_it_was_written()
    {
        var report = DriftComparer.Compare(DriftRows.Mixed(600, 1), DriftRows.Mixed(600, 2, meanShift: 0.5), null, TestContext.Current.CancellationToken);
        Assert.Equal(report.ToJson(), DriftReport.FromJson(report.ToJson()).ToJson());
        Assert.Throws<SakerException>(() => DriftReport.FromJson("{}"));
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var wrong = new DriftOptions { Alpha = 0, MaxBins = 1, CategoryMeasure = DriftMeasure.Wasserstein };
        var rows = DriftRows.Mixed(10, 1);
        var refused = Assert.Throws<SakerException>(() => DriftComparer.Compare(rows, rows, wrong, TestContext.Current.CancellationToken));
        Assert.Equal(["Alpha", "MaxBins", "CategoryMeasure"], refused.Problems.Select(problem => problem.Field));
        Assert.Throws<SakerException>(() => DriftComparer.Compare(rows, rows, new DriftOptions { Columns = ["nobody"] }, TestContext.Current.CancellationToken));
    }
}
