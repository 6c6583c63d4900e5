using Saker.Data.Checks;
using Saker.Data.Checks.Running;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Checks;

/// <summary>What checks say when they do not go with the data, and numbers that are known from elsewhere.</summary>
public sealed class CheckEdgeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<Check, string> Unfit => new()
    {
        { new MeanCheck("text") { Min = 0 }, "is text; a mean needs a number" },
        { new QuantileCheck("day", 0.5) { Min = 0 }, "is date; a quantile needs a number" },
        { new PositiveCheck("text"), "is text; a comparison with 0 needs a number" },
        { new FreshnessCheck("whole") { Max = TimeSpan.FromDays(1) }, "is int64; freshness needs a date or timestamp" },
        { new DateRangeCheck("text") { Min = DateTime.UnixEpoch }, "is text; a range of dates needs a date or timestamp" },
        { new NotInFutureCheck("whole"), "is int64; a comparison with the present needs a date" },
        { new GapCheck("text") { Max = TimeSpan.FromDays(1) }, "is text; a gap needs a date or timestamp" },
        { new SequenceCheck("text"), "is text; a sequence needs a number" },
        { new SequenceCheck("whole") { Every = TimeSpan.FromDays(1) }, "'every' is for dates and timestamps" },
        { new OutliersCheck("text"), "is text; a distance from the middle needs a number" },
        { new CompareCheck("whole", "<", "text"), "is int64; text is text; only numbers, times or texts are compared" },
        { new ColumnsSumCheck("whole", "text"), "is text; a sum needs a number" },
        { new CorrelationCheck("whole", "text") { Min = 0 }, "is text; a correlation needs a number" },
        { new DistributionCheck("code") { Method = DistributionMethod.KolmogorovSmirnov, Reference = new Distribution { Values = ["a"], Shares = [1] } }, "ks compares numbers and times" },
        { new RowRuleCheck("CAST(text AS INTEGER) > 1"), "it cannot be computed: " },
    };

    public static TheoryData<Check, string> Faults => new()
    {
        { new NotNullCheck("text") { Where = "lost > 1" }, "there is no column 'lost'" },
        { new NotNullCheck("text") { Where = "whole + 1" }, "its value is a whole number; write a condition" },
        { new RowRuleCheck("whole > (SELECT 1)"), "queries within it are not allowed" },
        { new RowRuleCheck("sum(whole) > 1"), "the function 'sum' cannot be used" },
        { new RowRuleCheck("length(text) > getenv('HOME')"), "the function 'getenv' cannot be used" },
        { new TableRuleCheck("whole > 1"), "every column must stand within an aggregate, such as sum(x)" },
        { new TableRuleCheck("sum(whole) > small"), "every column must stand within an aggregate" },
        { new ForeignKeyCheck("code") { In = new OtherData { File = "no such file.csv" } }, "there is no such file" },
        { new ForeignKeyCheck("code") { In = new OtherData { Dataset = "customers" } }, "dataset customers cannot be read here" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Unfit))]
    public async Task A_check_that_does_not_go_with_the_data_fails_and_says_why_and_others_run(Check check, string why)
    {
        var report = await CheckRunner.RunAsync(CheckTables.Create(1, 50), new CheckSuite { Checks = [check, new NotNullCheck("whole")] }, Token);
        var result = report.Results[1];
        Assert.Equal(CheckOutcome.Failed, result.Outcome);
        Assert.Contains(why, Assert.Single(result.Violations).Complaint, StringComparison.Ordinal);
        Assert.True(report.Results[2].ViolationCount > 0);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_check_that_cannot_be_evaluated_is_an_error_of_the_suite_that_names_each(Check check, string why)
    {
        var suite = new CheckSuite { Checks = [new NotNullCheck("whole"), check, new RowRuleCheck("nothing > 1")] };
        var error = await Assert.ThrowsAsync<SakerException>(() => CheckRunner.RunAsync(CheckTables.Create(1, 50), suite, Token));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Equal([$"checks[1], {check.Name}", "checks[2], row_rule"], error.Problems.Select(problem => problem.Field));
        Assert.Contains(why, error.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_of_a_suite_file_is_told_with_its_line()
    {
        const string text = """
            suite: s
            chekcs: []
            checks:
              - {check: range, column: a, min: 3, max: 1}
              - check: not_null
                column: a
                where: a >
              - {check: mean, column: a, min: 1, mostly: 0.5}
              - {check: not_null, column: a, mostly: 2}
              - {check: table_rule, condition: "sum(a) OVER () > 1"}
              - {check: compare, column: a, is: "~", other: b}
              - {check: foreign_key, column: a}
              - {check: like, column: a, pattern: "x\\"}
            """;
        var error = Assert.Throws<SakerException>(() => CheckSuiteFile.Parse(text, null, "s.yaml"));
        Assert.StartsWith("s.yaml has 9 problems:", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["line 2, chekcs", "line 4, checks[0].min", "line 7, checks[1].where", "line 8, checks[2].mostly", "line 9, checks[3].mostly", "line 10, checks[4].condition", "line 11, checks[5].is", "line 12, checks[6].file", "line 13, checks[7].pattern"],
            error.Problems.Select(problem => problem.Field).OrderBy(field => int.Parse(field.Split(' ', ',')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_reference_in_a_file_is_compared_with()
    {
        var reference = new CsvSource { Path = _folder.Add("reference.csv", "n,t\n" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"{i},{(i % 4 == 0 ? "a" : "b")}\n"))) };
        var shifted = new CsvSource { Path = _folder.Add("shifted.csv", "n,t\n" + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"{i + 200},{(i % 2 == 0 ? "a" : "b")}\n"))) };
        Check[] checks =
        [
            .. Enum.GetValues<DistributionMethod>().Select(method => new DistributionCheck("n") { Method = method, Of = new OtherData { File = "reference.csv" } }),
            new DistributionCheck("t") { Of = new OtherData { File = "reference.csv" } },
            new DistributionCheck("t") { Method = DistributionMethod.JensenShannon, Of = new OtherData { File = "reference.csv" }, Max = 0.01 },
            new DistributionCheck("t") { Method = DistributionMethod.ChiSquared, Of = new OtherData { File = "reference.csv" } },
        ];
        var suite = new CheckSuite { Checks = checks, Folder = Path.GetDirectoryName(reference.Path) };
        Assert.True((await CheckRunner.RunAsync(reference, suite, Token)).Passed);
        var report = await CheckRunner.RunAsync(shifted, suite, Token);
        Assert.All(report.Results.Skip(1), result => Assert.Equal(CheckOutcome.Failed, result.Outcome));
        Assert.Contains(" are 50% of all, not ", report.Results[6].Violations[0].Complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3.841458820694124, 0.05)]
    [InlineData(2, 5.991464547107979, 0.05)]
    [InlineData(10, 18.307038053275146, 0.05)]
    [InlineData(50, 67.50480654954127, 0.05)]
    [InlineData(1, 6.6348966010212145, 0.01)]
    [InlineData(5, 0.5542980767282773, 0.99)]
    public void Chi_squared_has_the_tails_of_the_tables(int degrees, double statistic, double p) => Assert.Equal(p, UpperGamma.Of(degrees / 2.0, statistic / 2), 5);

    [Fact]
    public void Distances_are_those_of_a_calculation_by_hand()
    {
        var uniform = new Distribution { Edges = [0, 1, 2], Shares = [0.5, 0.5] };
        // All of the upper half: the distribution functions are x / 2 and, from 1 on, x - 1; a quarter up to 1 and a quarter from there lie between them.
        double[] upper = [0, 100];
        Assert.Equal(0.5, DistributionDistance.Of(DistributionMethod.KolmogorovSmirnov, uniform, upper), 12);
        Assert.Equal(0.5 / Math.Sqrt(1.0 / 3), DistributionDistance.Of(DistributionMethod.Wasserstein, uniform, upper), 12);
        Assert.Equal(100, -2 * Math.Log(DistributionDistance.Of(DistributionMethod.ChiSquared, uniform, upper)), 6.0);
        foreach (var method in Enum.GetValues<DistributionMethod>().Where(method => method != DistributionMethod.ChiSquared))
            Assert.Equal(0, DistributionDistance.Of(method, uniform, [50, 50]), 12);
        Assert.Equal(1, DistributionDistance.Of(DistributionMethod.ChiSquared, uniform, [50, 50]), 12);
    }

    [Fact]
    public async Task A_key_of_several_columns_is_found_in_other_data()
    {
        _folder.Add("prices.csv", "country,money\nDE,EUR\nUS,USD\n");
        var source = new CsvSource { Path = _folder.Add("orders.csv", "c,m\nDE,EUR\nDE,USD\nUS,USD\n,USD\n") };
        var check = new ForeignKeyCheck("c", "m") { In = new OtherData { File = "prices.csv" }, Keys = ["country", "money"] };
        var report = await CheckRunner.RunAsync(source, new CheckSuite { Checks = [check], Folder = Path.GetDirectoryName(source.Path) }, Token);
        Assert.Equal(["row 2: 'DE, USD' does not occur in prices.csv (check foreign_key)"], report.Results[1].Violations.Select(violation => violation.Message));
        Assert.Equal(3, report.Results[1].ConsideredCount);
    }

    [Fact]
    public async Task Names_that_look_like_ours_are_the_users_in_a_condition()
    {
        var rows = new Table([Column.Of<long>("v1", new long[] { 1, 2 }), Column.Of<long>("V 0", new long[] { 5, 0 }), Column.OfText("é\"x", ["a", "b"])]);
        var report = await CheckRunner.RunAsync(rows, new CheckSuite { Checks = [new RowRuleCheck("V1 < \"v 0\" AND \"é\"\"x\" <> 'v1' -- v1")] }, Token);
        Assert.Equal(2L, Assert.Single(report.Results[1].Violations).Row);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CheckRunner.RunAsync(CheckTables.Create(1, 50), new CheckSuite { Checks = [new UniqueCheck("whole")] }, stop.Token));
    }
}
