using Saker.Data.Checks;

namespace Saker.Data.Tests.Checks;

/// <summary>What each kind of check finds in a few rows.</summary>
public sealed class CheckKindsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Table Rows { get; } = new(
    [
        Column.OfNumbers("number", [1, double.NaN, -2.5, 7]),
        Column.OfText("text", ["a", "abc", null, "a"]),
        Column.OfText("mixed", ["1", "x", " 3 ", "99"]),
        Column.Of<bool>("flag", new[] { true, false, true, true }),
        Column.Of<DateOnly>("day", new[] { new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 2), new DateOnly(2024, 1, 1), default }),
        Column.Of<long>("key", new long[] { 1, 1, 2, 2 }),
    ]);

    [Fact]
    public async Task Not_null() => Assert.Equal(["row 3, column text: the value is missing (check not_null)"], await Find(new NotNullCheck("text")));

    [Fact]
    public async Task A_NaN_is_missing() => Assert.Equal(["row 2, column number: the value is missing (check not_null)"], await Find(new NotNullCheck("number")));

    [Fact]
    public async Task Unique_leaves_missing_values_out() => Assert.Equal(["row 4, column text: 'a' occurs already in row 1 (check unique)"], await Find(new UniqueCheck("text")));

    [Fact]
    public async Task Unique_over_several_columns()
    {
        Assert.Empty(await Find(new UniqueCheck("text", "key")));
        Assert.Equal(["row 4: '2, true' occurs together already in row 3 (check unique)"], await Find(new UniqueCheck("key", "flag")));
    }

    [Fact]
    public async Task Range() => Assert.Equal(
        ["row 3, column number: -2.5 is below the minimum 0 (check range)", "row 4, column number: 7.0 is above the maximum 6 (check range)"],
        await Find(new RangeCheck("number") { Min = 0, Max = 6 }));

    [Fact]
    public async Task Range_of_a_text_column_wants_numbers() => Assert.Equal(
        ["row 2, column mixed: 'x' is not a number (check range)", "row 4, column mixed: 99 is above the maximum 10 (check range)"],
        await Find(new RangeCheck("mixed") { Min = 0, Max = 10 }));

    [Fact]
    public async Task Range_of_a_day_is_refused_in_words() => Assert.Equal(["column day: is date; a range needs a number (check range)"], await Find(new RangeCheck("day") { Min = 0 }));

    [Fact]
    public async Task In_set_compares_texts_to_the_letter_and_numbers_as_numbers()
    {
        Assert.Equal(["row 2, column text: 'abc' is not one of 'a', 'A' (check in_set)"], await Find(new InSetCheck("text", ["a", "A"])));
        Assert.Equal(["row 3, column number: '-2.5' is not one of '1.00', '7' (check in_set)"], await Find(new InSetCheck("number", ["1.00", "7"])));
        Assert.Equal(["row 2, column flag: 'false' is not one of 'True' (check in_set)"], await Find(new InSetCheck("flag", ["True"])));
    }

    [Fact]
    public async Task Matches_takes_the_whole_text() => Assert.Equal(["row 2, column text: 'abc' does not match a|b (check matches)"], await Find(new MatchesCheck("text", "a|b")));

    [Theory]
    [InlineData(null, 2, new[] { 3, 6 })]
    [InlineData(1, null, new[] { 4, 5 })]
    [InlineData(2, 2, new[] { 2, 3, 4, 5, 6 })]
    [InlineData(0, 12, new[] { 6 })]
    public async Task Decimals_are_those_that_a_number_needs(int? min, int? max, int[] broken)
    {
        var rows = new Table([new Column<double>("x", (double[])[0.07, 1.5, -2.125, 3, 1e15, 0.1 + 0.2, 19.99, double.NaN], Validity.All)]);
        var report = await CheckRunner.RunAsync(rows, new CheckSuite { Checks = [new DecimalsCheck("x") { Min = min, Max = max }] }, TestContext.Current.CancellationToken);
        Assert.Equal(broken.Select(row => (long?)row), report.Results[^1].Violations.Select(violation => violation.Row));
    }

    [Fact]
    public async Task Decimals_of_a_text_are_refused_in_words() => Assert.Equal(["column text: is text; counting decimal places needs a number; declare the column as one (check decimals)"], await Find(new DecimalsCheck("text") { Max = 2 }));

    [Fact]
    public async Task Length_counts_characters() => Assert.Equal(["row 2, column text: 'abc' has 3 characters, not at most 2 (check length)"], await Find(new LengthCheck("text") { Max = 2 }));

    [Fact]
    public async Task Null_share_above_the_limit_is_reported()
    {
        Assert.Equal(["column text: 1 of 4 values are missing, a share of 0.25; at most 0.2 is allowed (check null_share)"], await Find(new NullShareCheck("text") { Max = 0.2 }));
        Assert.Empty(await Find(new NullShareCheck("text") { Max = 0.25 }));
    }

    [Fact]
    public async Task Row_count()
    {
        Assert.Equal(["there are 4 rows, not between 5 and 9 (check row_count)"], await Find(new RowCountCheck { Min = 5, Max = 9 }));
        Assert.Empty(await Find(new RowCountCheck { Min = 4, Max = 4 }));
    }

    [Fact]
    public async Task Column_exists()
    {
        Assert.Empty(await Find(new ColumnExistsCheck("text")));
        Assert.StartsWith("column Text: the column is missing", Assert.Single(await Find(new ColumnExistsCheck("Text"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quotes_in_values_are_values() => Assert.Empty(await Find(new InSetCheck("text", ["a", "abc", "it's'; DROP TABLE checked; --"])));

    private static async Task<IEnumerable<string>> Find(Check check)
    {
        var report = await CheckRunner.RunAsync(Rows, new CheckSuite { Checks = [check] }, Token);
        return report.Results.SelectMany(result => result.Violations).Select(violation => violation.Message);
    }
}
