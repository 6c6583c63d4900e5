using System.Text;
using Saker.Data.Expressions;

namespace Saker.Data.Tests.Expressions;

public sealed class RowExpressionsTests
{
    private static readonly RowColumn[] Columns =
    [
        new("tenure", ScalarType.Int64), new("Monthly Charges", ScalarType.Float64), new("contract", ScalarType.Text), new("a.b", ScalarType.Float32),
        new("Twin", ScalarType.Int32), new("twin", ScalarType.Int32), new("flag", ScalarType.Boolean),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("(SELECT 1)", "queries within it are not allowed")]
    [InlineData("(SELECT content FROM read_text('/etc/hostname'))", "queries within it are not allowed")]
    [InlineData("tenure IN (SELECT 1)", "queries within it are not allowed")]
    [InlineData("EXISTS (FROM 'x.csv')", "queries within it are not allowed")]
    [InlineData("ARRAY(SELECT 1)", "queries within it are not allowed")]
    [InlineData("read_csv('x.csv')", "the function 'read_csv' cannot be used")]
    [InlineData("read_text('x')", "the function 'read_text' cannot be used")]
    [InlineData("getenv('HOME')", "the function 'getenv' cannot be used")]
    [InlineData("current_setting('threads')", "the function 'current_setting' cannot be used")]
    [InlineData("random()", "the function 'random' cannot be used")]
    [InlineData("now()", "the function 'now' cannot be used")]
    [InlineData("nextval('s')", "the function 'nextval' cannot be used")]
    [InlineData("repeat(contract, 1000000000)", "the function 'repeat' cannot be used")]
    [InlineData("getvariable('x')", "the function 'getvariable' cannot be used")]
    [InlineData("other.abs(1)", "the function 'abs' cannot be used")]
    [InlineData("sum(tenure)", "the function 'sum' cannot be used")]
    [InlineData("count(*)", "the function 'count_star' cannot be used")]
    [InlineData("sum(tenure) OVER ()", "looks at several rows")]
    [InlineData("row_number() OVER ()", "looks at several rows")]
    [InlineData("abs(DISTINCT tenure)", "is no aggregate")]
    [InlineData("abs(tenure) FILTER (tenure > 1)", "is no aggregate")]
    [InlineData("current_date", "there is no column 'current_date'")]
    [InlineData("current_user", "current_user")]
    [InlineData("?", "there are no parameters")]
    [InlineData("$x", "there are no parameters")]
    [InlineData("*", "'*' is no value")]
    [InlineData("COLUMNS('t.*')", "'*' is no value")]
    [InlineData("[1, 2]", "the function 'list_value' cannot be used")]
    [InlineData("{'a': 1}", "the function 'struct_pack' cannot be used")]
    [InlineData("1, 2", "the function 'row' cannot be used")]
    [InlineData("contract[1:2]", "lists and parts of them cannot be used")]
    [InlineData("#1", "POSITIONAL_REFERENCE cannot be used")]
    [InlineData("contract COLLATE nocase", "COLLATE cannot be used")]
    [InlineData("CAST(tenure AS TIMESTAMPTZ)", "a cast to TIMESTAMP WITH TIME ZONE cannot be used")]
    [InlineData("CAST(contract AS JSON)", "a cast to")]
    [InlineData("1; DROP TABLE x", "syntax error at or near \";\"")]
    [InlineData("1 FROM x", "syntax error at or near \"FROM\"")]
    [InlineData("1) FROM (SELECT 1", "more than one expression")]
    [InlineData("1) LIMIT (1", "more than one expression")]
    [InlineData("1), (2", "more than one expression")]
    [InlineData("1); SELECT (2", "more than one expression")]
    [InlineData("1); COPY (SELECT 1) TO 'x.csv'; SELECT (2", "Only SELECT statements")]
    [InlineData("1); ATTACH 'x.db'; SELECT (2", "Only SELECT statements")]
    [InlineData("1) AS x, (2", "more than one expression")]
    [InlineData("1) UNION SELECT (2", "more than one expression")]
    [InlineData("CASE WHEN tenure THEN", "syntax error at or near")]
    [InlineData("CASE WHEN tenur < 6 THEN 1 ELSE 0 END", "at character 11: there is no column 'tenur'; there are 'tenure', 'Monthly Charges'")]
    [InlineData("'é' || tenur", "at character 8: there is no column 'tenur'")]
    [InlineData("a.b", "in double quotes")]
    [InlineData("saker_rows.tenure", "in double quotes")]
    [InlineData("twin", "'Twin' and 'twin' differ in case only")]
    [InlineData("contract", "its value is a text and cannot become DOUBLE")]
    [InlineData("DATE '2020-01-01'", "its value is a time and cannot become DOUBLE")]
    [InlineData("abs(contract)", "abs")]
    [InlineData("upper(tenure, 1)", "upper")]
    [InlineData("", "the expression is empty")]
    [InlineData("-- nothing", "syntax error")]
    public void What_is_no_pure_expression_over_one_row_is_refused(string sql, string message)
    {
        var problem = Assert.Single(Problems(ScalarType.Float64, sql));
        Assert.Equal("e0", problem.Field);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ScalarType.Int64, "0.5", "a number with a fraction")]
    [InlineData(ScalarType.Int8, "floor(tenure / 2)", "a number with a fraction")]
    [InlineData(ScalarType.Text, "tenure", "a whole number")]
    [InlineData(ScalarType.Text, "flag", "true or false")]
    [InlineData(ScalarType.Boolean, "tenure", "a whole number")]
    [InlineData(ScalarType.Boolean, "contract", "a text")]
    public void A_value_of_another_kind_than_wanted_is_refused(ScalarType type, string sql, string message) =>
        Assert.Contains(message, Assert.Single(Problems(type, sql)).Message, StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_named_at_once()
    {
        var problems = Problems(ScalarType.Float64, "nix + nada", "getenv('A')", "1", new string('1', RowExpressions.MaxLength + 1));
        Assert.Equal(["e0", "e0", "e1", "e3"], problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData("CASE WHEN tenure < 6 THEN 0.6 ELSE 0.2 END", 0.6, 0.2, 0.2)]
    [InlineData("TENURE -- months", 1.0, 50.0, 100.0)]
    [InlineData("\"Monthly Charges\" * 2", 20.0, double.NaN, 60.0)]
    [InlineData("coalesce(\"Monthly Charges\", -1)", 10.0, -1.0, 30.0)]
    [InlineData("CASE WHEN \"Monthly Charges\" > 0 THEN 1 ELSE 0 END", 1.0, 0.0, 1.0)]
    [InlineData("CASE WHEN contract IS NULL THEN 1 ELSE 0 END", 0.0, 0.0, 1.0)]
    [InlineData("CASE WHEN contract LIKE 'M%' THEN 1 WHEN contract IN ('Two year') THEN 2 END", 1.0, 2.0, double.NaN)]
    [InlineData("length(contract) BETWEEN 1 AND 5", 1.0, 0.0, double.NaN)]
    [InlineData("NULL", double.NaN, double.NaN, double.NaN)]
    [InlineData("0.25", 0.25, 0.25, 0.25)]
    [InlineData("tenure / 0", double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData("\"a.b\"", 0.5, 1.5, 2.5)]
    [InlineData("if(flag, 1, 2) + nullif(tenure, 50)", 2.0, double.NaN, 101.0)]
    [InlineData("year(DATE '2024-05-06') + date_part('month', TIMESTAMP '2024-05-06 00:00:00')", 2029.0, 2029.0, 2029.0)]
    public async Task Expressions_mean_what_they_mean_in_sql(string sql, double first, double second, double third)
    {
        var problems = new List<Problem>();
        using var expressions = RowExpressions.Compile(Columns, [new RowExpression("e", sql, ScalarType.Float64)], problems);
        Assert.Empty(problems);
        var rows = new SomeRows(3);
        await expressions!.RunAsync(rows, Cancellation);
        Assert.Equal([first, second, third], rows.Results);
    }

    [Theory]
    [InlineData("CAST(contract AS DOUBLE)", "Month")]
    [InlineData("CAST(tenure * 1000 AS TINYINT)", "out of range")]
    [InlineData("tenure + 9223372036854775807", "Overflow")]
    [InlineData("sqrt(-tenure)", "negative")]
    public async Task A_value_that_cannot_be_computed_is_an_error_and_the_next_run_works(string sql, string message)
    {
        using var expressions = RowExpressions.Compile(Columns, [new RowExpression("e", sql, ScalarType.Float64)], []);
        var failure = await Assert.ThrowsAsync<SakerException>(async () => await expressions!.RunAsync(new SomeRows(3), Cancellation));
        Assert.Contains(message, failure.Message, StringComparison.OrdinalIgnoreCase);
        await expressions!.RunAsync(new SomeRows(0), Cancellation);
    }

    [Fact]
    public async Task An_error_of_who_gives_the_rows_is_passed_on()
    {
        using var expressions = RowExpressions.Compile(Columns, [new RowExpression("e", "tenure", ScalarType.Float64)], []);
        var failure = new InvalidOperationException("no rows today");
        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(async () => await expressions!.RunAsync(new SomeRows(3) { Failure = failure }, Cancellation)));
        await expressions!.RunAsync(new SomeRows(3), Cancellation);
    }

    [Fact]
    public async Task A_long_run_ends_soon_after_it_is_cancelled()
    {
        using var expressions = RowExpressions.Compile(Columns, [new RowExpression("e", "sin(tenure) + cos(tenure)", ScalarType.Float64)], []);
        using var enough = new CancellationTokenSource();
        var rows = new SomeRows(int.MaxValue) { Filled = filled => { if (filled > 10) enough.Cancel(); } };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await expressions!.RunAsync(rows, enough.Token));
        await expressions!.RunAsync(new SomeRows(3), Cancellation);
    }

    private static List<Problem> Problems(ScalarType type, params string[] sql)
    {
        var problems = new List<Problem>();
        using var expressions = RowExpressions.Compile(Columns, [.. sql.Select((text, i) => new RowExpression($"e{i}", text, type))], problems);
        Assert.Null(expressions);
        return problems;
    }

    private sealed class SomeRows(int rows) : IRowExchange
    {
        private static readonly string?[] Contracts = ["Month", "Two year", null];
        private int _filled;

        public int Rows => rows;

        public Exception? Failure { get; init; }

        public Action<int> Filled { get; init; } = _ => { };

        public List<double> Results { get; } = [];

        public void Fill(int column, int start, RowVector vector)
        {
            if (Failure is not null)
                throw Failure;
            Filled(++_filled);
            for (var i = 0; i < vector.Length; i++)
            {
                var row = start + i;
                switch (Columns[column].Type)
                {
                    case ScalarType.Int64: vector.Values<long>()[i] = row == 0 ? 1 : 50L * row; break;
                    case ScalarType.Float32: vector.Values<float>()[i] = 0.5f + row; break;
                    case ScalarType.Boolean: vector.Values<bool>()[i] = row == 0 || row % 2 == 0; break;
                    case ScalarType.Float64 when row % 3 == 1: vector.SetMissing(i); break;
                    case ScalarType.Float64: vector.Values<double>()[i] = 10 * (row + 1); break;
                    case ScalarType.Text when Contracts[row % 3] is { } text: vector.SetText(i, Encoding.UTF8.GetBytes(text)); break;
                    default: vector.SetMissing(i); break;
                }
            }
        }

        public void Take(int expression, int start, RowVector vector)
        {
            for (var i = 0; i < vector.Length && rows < 100; i++)
                Results.Add(vector.IsMissing(i) ? double.NaN : vector.Values<double>()[i]);
        }
    }
}
