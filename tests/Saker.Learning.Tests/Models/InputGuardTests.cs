using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Learning.Tests.Models;

public sealed class InputGuardTests
{
    private static readonly Signature Signature = new()
    {
        Inputs =
        [
            new SignatureColumn("tenure", ColumnType.Int64) { Min = 0, Max = 72 },
            new SignatureColumn("charge", ColumnType.Float64) { Nullable = true },
            new SignatureColumn("contract", ColumnType.Text) { Categories = ["One year", "Two year"] },
            new SignatureColumn("senior", ColumnType.Boolean),
        ],
        Outputs = [],
    };

    [Fact]
    public void Good_rows_pass()
    {
        Assert.Empty(Check(Rows()));
        new InputGuard(Signature, new InputGuardOptions()).Require(Rows());
    }

    [Fact]
    public void Numbers_may_come_as_another_number_type_if_they_fit()
    {
        Assert.Empty(Check(Rows(tenure: Column.OfNumbers("tenure", [3, 4]), charge: Column.Of<long>("charge", new[] { 1L, 2L }), senior: Column.Of<int>("senior", new[] { 0, 1 }))));
        Assert.Equal("row 1, tenure: 4.5 is no whole number; an integer is needed.", One(Rows(tenure: Column.OfNumbers("tenure", [3, 4.5]))));
        Assert.Equal("row 0, senior: 2 is neither true nor false (nor 1 or 0).", One(Rows(senior: Column.Of<long>("senior", new[] { 2L, 1 }))));
    }

    [Fact]
    public void Numbers_outside_the_range_of_training_pass() => Assert.Empty(Check(Rows(tenure: Column.Of<long>("tenure", new[] { -5L, 1_000 }))));

    [Fact]
    public void A_missing_column_is_reported() => Assert.Equal("contract: this text is missing.", One(Rows().Without(["contract"])));

    [Fact]
    public void A_column_of_another_type_is_reported()
    {
        Assert.Equal("tenure: a text was given; an integer is needed.", One(Rows(tenure: Column.OfText("tenure", ["3", "4"]))));
        Assert.Equal("contract: an integer was given; a text is needed.", One(Rows(contract: Column.Of<long>("contract", new[] { 3L, 4 }))));
        Assert.Equal("charge: a boolean was given; a number is needed.", One(Rows(charge: Column.Of<bool>("charge", new[] { true, false }))));
        Assert.Equal("row 0, charge: a text was given; a number is needed.", One(Rows(charge: Column.OfText("charge", ["a", "b"])).Take([0])));
    }

    [Fact]
    public void Null_is_reported_only_where_training_saw_none()
    {
        Assert.Empty(Check(Rows(charge: Column.OfText("charge", [null, null]))));
        Assert.Equal("row 1, contract: null was given; a text is needed (training saw no missing values here).", One(Rows(contract: Column.OfText("contract", ["One year", null]))));
        Assert.StartsWith("row 0, contract: the text is empty", One(Rows(contract: Column.OfText("contract", ["", "One year"]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_reported()
    {
        double[] numbers = [double.NaN, double.NegativeInfinity];

        Assert.Equal(
            ["row 0, charge: NaN is no finite number; leave a missing value null.", "row 1, charge: -Infinity is no finite number; leave a missing value null."],
            Check(Rows(charge: Column.Of<double>("charge", numbers))).Select(problem => problem.ToString()));
    }

    [Fact]
    public void A_category_that_training_did_not_see_is_reported_unless_allowed()
    {
        var rows = Rows(contract: Column.OfText("contract", ["One year", "Century"]));

        Assert.Equal("row 1, contract: 'Century' was not seen in training; known are 'One year', 'Two year'.", One(rows));
        Assert.Empty(new InputGuard(Signature, new InputGuardOptions { RejectUnseenCategories = false }).Check(rows));
    }

    [Fact]
    public void All_problems_are_reported_by_row_and_column()
    {
        double[] infinite = [double.PositiveInfinity, 1];
        var rows = new Table(
        [
            Column.OfNumbers("tenure", [1, 2.5]),
            Column.Of<double>("charge", infinite),
            Column.OfText("contract", ["Century", null]),
        ]);

        Assert.Equal([(null, "senior"), (0, "charge"), (0, "contract"), (1, "tenure"), (1, "contract")], Check(rows).Select(problem => (problem.Row, problem.Field)));
        var error = Assert.Throws<SakerException>(() => new InputGuard(Signature, new InputGuardOptions()).Require(rows));
        Assert.Equal((ErrorKind.InvalidInput, 5), (error.Kind, error.Problems.Count));
    }

    [Fact]
    public void No_more_problems_than_the_limit_are_reported()
    {
        var rows = Rows(contract: Column.OfText("contract", [null, null])).Take([.. Enumerable.Range(0, 50).Select(i => i % 2)]);
        var guard = new InputGuard(Signature, new InputGuardOptions { MaxProblems = 3 });

        var problems = guard.Check(rows);

        Assert.Equal([0L, 1L, 2L, null], problems.Select(problem => problem.Row));
        Assert.Contains("only the first 3", problems[^1].Message, StringComparison.Ordinal);
        Assert.Equal(3, guard.Check(rows.Take([0, 1, 2])).Count);
    }

    private static Table Rows(Column? tenure = null, Column? charge = null, Column? contract = null, Column? senior = null) => new(
    [
        tenure ?? Column.Of<long>("tenure", new[] { 3L, 4L }),
        charge ?? Column.OfNumbers("charge", [1.5, double.NaN]),
        contract ?? Column.OfText("contract", ["One year", "Two year"]),
        senior ?? Column.Of<bool>("senior", new[] { true, false }),
    ]);

    private static IReadOnlyList<Problem> Check(Table rows) => new InputGuard(Signature, new InputGuardOptions()).Check(rows);

    private static string One(Table rows) => Assert.Single(Check(rows)).ToString();
}
