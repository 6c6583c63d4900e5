using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Checks;

public sealed class CheckRunnerTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_that_is_wrong_is_reported_at_once()
    {
        var source = Csv("id,tenure,plan\na,1,x\nb,-3,y\n,4,x\na,many,z\n", ("tenure", ColumnType.Int64), ("gone", ColumnType.Text));
        var report = await Run(
            source,
            new NotNullCheck("id"),
            new UniqueCheck("id"),
            new RangeCheck("tenure") { Min = 0 },
            new InSetCheck("plan", ["x", "y"]),
            new NotNullCheck("lost"),
            new RowCountCheck { Min = 10, Severity = Severity.Warn });
        Assert.Equal(
            [
                "column gone: the column is missing; the columns are 'id', 'tenure', 'plan' (check schema)",
                "column lost: the column is missing; the columns are 'id', 'tenure', 'plan' (check schema)",
                "row 4, column tenure: 'many' does not fit the declared type int64 (check type)",
                "row 3, column id: the value is missing (check not_null)",
                "row 4, column id: 'a' occurs already in row 1 (check unique)",
                "row 2, column tenure: -3 is below the minimum 0 (check range)",
                "row 4, column plan: 'z' is not one of 'x', 'y' (check in_set)",
                "there are 4 rows, not at least 10 (check row_count)",
            ],
            report.Results.SelectMany(result => result.Violations).Select(violation => violation.Message));
        Assert.Equal(
            ["schema Failed", "type Failed", "not_null Failed", "unique Failed", "range Failed", "in_set Failed", "not_null Skipped", "row_count Warned"],
            report.Results.Select(result => $"{result.Name} {result.Outcome}"));
        Assert.False(report.Passed);
        Assert.Equal(4, report.RowCount);
        var error = Assert.Throws<SakerException>(report.ThrowIfFailed);
        Assert.Equal(ErrorKind.ChecksFailed, error.Kind);
        Assert.Contains("6 of 7 checks failed with 7 violations", error.Message, StringComparison.Ordinal);
        Assert.Contains("row 2, tenure: -3 is below the minimum 0 (check range)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_and_a_file_of_the_same_rows_give_the_same_violations()
    {
        var source = Csv("n,t,d\n1,a,2024-01-01\n-1,b,2024-01-02\n,c,\n5,abc,2024-01-01\n-1,,2024-01-05\n");
        Check[] checks =
        [
            new RangeCheck("n") { Min = 0, Max = 4 }, new NotNullCheck("d"), new NotNullCheck("t"), new UniqueCheck("n"), new UniqueCheck("d"),
            new LengthCheck("t") { Max = 2 }, new MatchesCheck("t", "[a-c]+"), new InSetCheck("n", ["1", "5"]), new NullShareCheck("t") { Max = 0.1 },
        ];
        var ofFile = await Run(source, checks);
        var ofTable = await CheckRunner.RunAsync(await source.ReadAllAsync(Token), new CheckSuite { Checks = checks }, Token);
        Assert.True(ofFile.Results.Sum(result => result.ViolationCount) > 8);
        Assert.Equal(Messages(ofFile), Messages(ofTable));
    }

    [Fact]
    public async Task All_violations_are_counted_and_the_first_are_shown()
    {
        var cells = string.Concat(Enumerable.Range(1, 10_000).Select(i => i % 2 == 0 ? "-1,x\n" : $"{i},x\n"));
        var suite = new CheckSuite { Checks = [new RangeCheck("n") { Min = 0 }, new InSetCheck("t", ["y"])], MaxViolationsPerCheck = 3 };
        var report = await CheckRunner.RunAsync(Csv("n,t\n" + cells), suite, Token);
        var (range, set) = (report.Results[1], report.Results[2]);
        Assert.Equal((5_000, 10_000), (range.ViolationCount, set.ViolationCount));
        Assert.Equal([2L, 4L, 6L], range.Violations.Select(violation => violation.Row));
        Assert.Equal([1L, 2L, 3L], set.Violations.Select(violation => violation.Row));
        Assert.Contains("4997 more (check range)", Assert.Throws<SakerException>(report.ThrowIfFailed).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rare_violation_at_the_end_is_shown_though_another_is_everywhere()
    {
        var cells = string.Concat(Enumerable.Range(1, 100_000).Select(i => i == 100_000 ? "-1,x\n" : "1,x\n"));
        var report = await Run(Csv("n,t\n" + cells), new InSetCheck("t", ["y"]), new RangeCheck("n") { Min = 0 });
        Assert.Equal(20, report.Results[1].Violations.Count);
        Assert.Equal(100_000, Assert.Single(report.Results[2].Violations).Row);
    }

    [Fact]
    public async Task A_warning_does_not_fail_the_data()
    {
        var report = await Run(Csv("a\n1\n\"\"\n"), new NotNullCheck("a") { Severity = Severity.Warn });
        Assert.True(report.Passed);
        Assert.Equal(CheckOutcome.Warned, report.Results[1].Outcome);
        report.ThrowIfFailed();
    }

    [Fact]
    public async Task Column_names_of_any_shape_can_be_checked()
    {
        var report = await Run(Csv("\"a \"\"b\"\"; '\",r,t0\n1,2,3\n,1,1\n"), new NotNullCheck("a \"b\"; '"), new RangeCheck("r") { Min = 2 }, new RangeCheck("t0") { Min = 2 });
        Assert.Equal([2L, 2L, 2L], report.Results.SelectMany(result => result.Violations).Select(violation => violation.Row));
    }

    [Fact]
    public async Task An_empty_suite_on_good_data_passes()
    {
        var report = await CheckRunner.RunAsync(Csv("a\n1\n"), CheckSuite.Empty, Token);
        Assert.True(report.Passed);
        Assert.Equal("schema", Assert.Single(report.Results).Name);
    }

    [Fact]
    public async Task A_file_without_rows_can_be_checked()
    {
        var report = await Run(Csv("a\n"), new NotNullCheck("a"), new UniqueCheck("a"), new NullShareCheck("a") { Max = 0 }, new RowCountCheck { Min = 1 });
        Assert.Equal(["row_count"], report.Results.Where(result => result.Outcome == CheckOutcome.Failed).Select(result => result.Name));
    }

    [Fact]
    public async Task The_real_customers_pass_and_broken_ones_are_found()
    {
        var source = new CsvSource
        {
            Path = Repository.Telco,
            Columns = new Dictionary<string, ColumnType> { ["TotalCharges"] = ColumnType.Float64, ["tenure"] = ColumnType.Int64 },
        };
        Check[] checks =
        [
            new NotNullCheck("customerID"), new UniqueCheck("customerID"), new RangeCheck("tenure") { Min = 0, Max = 120 },
            new InSetCheck("Contract", ["Month-to-month", "One year", "Two year"]), new NullShareCheck("TotalCharges") { Max = 0.01 }, new RowCountCheck { Min = 1000 },
        ];
        var report = await Run(source, checks);
        Assert.True(report.Passed, string.Join("\n", Messages(report)));
        Assert.Equal(7_043, report.RowCount);

        var lines = await File.ReadAllLinesAsync(Repository.Telco, Token);
        lines[17] = ReplaceField(lines[17], 5, "-3");
        lines[23] = ReplaceField(lines[23], 15, "Weekly");
        var broken = source with { Path = _folder.Add("broken.csv", string.Join('\n', lines)) };
        Assert.Equal(
            [
                "row 17, column tenure: -3 is below the minimum 0 (check range)",
                "row 23, column Contract: 'Weekly' is not one of 'Month-to-month', 'One year', 'Two year' (check in_set)",
            ],
            Messages(await Run(broken, checks)));
    }

    private static string ReplaceField(string line, int field, string value)
    {
        var fields = line.Split(',');
        fields[field] = value;
        return string.Join(',', fields);
    }

    private static IEnumerable<string> Messages(CheckReport report) => report.Results.SelectMany(result => result.Violations).Select(violation => violation.Message);

    private static Task<CheckReport> Run(CsvSource source, params Check[] checks) => CheckRunner.RunAsync(source, new CheckSuite { Checks = checks }, Token);

    private CsvSource Csv(string text, params (string Name, ColumnType Type)[] declared) =>
        new() { Path = _folder.Add("rows.csv", text), Columns = declared.ToDictionary(column => column.Name, column => column.Type) };
}
