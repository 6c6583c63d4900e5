using Saker.Data;
using Saker.Learning.Drift;

namespace Saker.Learning.Tests.Drift.Joint;

public sealed class JointComparerTests
{
    [Theory]
    [InlineData(JointMethod.Mmd)]
    [InlineData(JointMethod.Classifier)]
    public void Columns_that_go_together_otherwise_are_found_though_none_moved(JointMethod method)
    {
        var options = new DriftOptions { Joint = method };
        var report = DriftComparer.Compare(DriftRows.Normal(3_000, 10, 1), DriftRows.Normal(3_000, 10, 2, correlation: 0.6), options, TestContext.Current.CancellationToken);
        Assert.Equal(0, report.DriftedCount);
        Assert.True(report.Joint!.Drifted);
        Assert.True(report.Drifted);
        Assert.NotEmpty(report.Joint.Reasons);
        if (method == JointMethod.Mmd)
            Assert.StartsWith("x0 and x1: correlation ", report.Joint.Reasons[0], StringComparison.Ordinal);
        else
            Assert.InRange(report.Joint.Statistic, 0.52, 0.8);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.001)]
    public void A_low_rate_of_false_calls_still_finds_what_is_there(double alpha)
    {
        var report = DriftComparer.Compare(DriftRows.Normal(1_000, 3, 1), DriftRows.Normal(1_000, 3, 2, correlation: 0.6), new DriftOptions { Alpha = alpha }, TestContext.Current.CancellationToken);
        Assert.InRange(report.Joint!.PValue, 0, report.PartAlpha);
        Assert.True(report.Joint.Drifted);
        Assert.NotEmpty(report.Joint.Reasons);
    }

    [Theory]
    [InlineData(JointMethod.Mmd, 40)]
    [InlineData(JointMethod.Classifier, 40)]
    public void Sides_of_one_population_are_told_apart_no_more_often_than_stated(JointMethod method, int simulations)
    {
        var found = 0;
        for (var i = 0; i < simulations; i++)
        {
            var options = new DriftOptions { Joint = method, Alpha = 0.3, Seed = i };
            var report = DriftComparer.Compare(DriftRows.Mixed(400, 1_000 + i), DriftRows.Mixed(300, 2_000 + i), options, TestContext.Current.CancellationToken);
            found += report.Joint!.Drifted ? 1 : 0;
        }
        // Each part has a third of the rate: 4 of 40 are expected, 11 or more have a chance of 1 in 1,000.
        Assert.InRange(found, 0, 10);
    }

    [Fact]
    public void Missing_values_and_categories_that_go_together_otherwise_are_found()
    {
        var report = DriftComparer.Compare(Rows(1, isTied: false), Rows(2, isTied: true), null, TestContext.Current.CancellationToken);
        Assert.Equal(0, report.DriftedCount);
        Assert.True(report.Joint!.Drifted);

        static Table Rows(long seed, bool isTied)
        {
            var chance = new Xoshiro256(seed);
            var (amounts, plans) = (new double[3_000], new string?[3_000]);
            for (var row = 0; row < amounts.Length; row++)
            {
                plans[row] = chance.Below(2) == 0 ? "a" : "b";
                var isMissing = isTied ? plans[row] == "a" && chance.NextDouble() < 0.4 : chance.NextDouble() < 0.2;
                amounts[row] = isMissing ? double.NaN : chance.NextNormal();
            }
            return new Table([Column.OfNumbers("amount", amounts), Column.OfText("plan", plans)]);
        }
    }

    [Fact]
    public void More_columns_than_pairs_can_be_told_apart_still_show_that_they_go_together_otherwise()
    {
        var report = DriftComparer.Compare(Rows(1, 0), Rows(2, 0.7), new DriftOptions { Quality = false }, TestContext.Current.CancellationToken);
        Assert.True(report.Joint!.Drifted);

        // Sixty columns that share a part of one another.
        static Table Rows(long seed, double shared)
        {
            var chance = new Xoshiro256(seed);
            var values = Enumerable.Range(0, 60).Select(_ => new double[1_000]).ToArray();
            for (var row = 0; row < 1_000; row++)
            {
                var common = chance.NextNormal();
                foreach (var column in values)
                    column[row] = (shared * common) + (Math.Sqrt(1 - (shared * shared)) * chance.NextNormal());
            }
            return new Table(values.Select((column, i) => Column.OfNumbers($"x{i}", column)));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_answer_and_the_data_stay_as_they_are()
    {
        var (reference, current) = (DriftRows.Mixed(300, 1), DriftRows.Mixed(300, 2));
        var before = TableHash.Compute(reference);
        var options = new DriftOptions { MaxJointRows = 200 };
        var first = DriftComparer.Compare(reference, current, options, TestContext.Current.CancellationToken);
        Assert.Equal(first.Joint!.PValue, DriftComparer.Compare(reference, current, options, TestContext.Current.CancellationToken).Joint!.PValue);
        Assert.Equal(200, first.Joint.ReferenceRowCount);
        Assert.Equal(before, TableHash.Compute(reference));
    }
}
