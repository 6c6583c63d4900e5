using Saker.Data.Checks;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Checks;

/// <summary>Plain CSV files are counted as typed values; what is found must be what their texts say.</summary>
public sealed class PlainFileCheckTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-3,5,-3,7", 1)]
    [InlineData("0,1,2,3", 0)]
    [InlineData("-999999999999999999,999999999999999999,5,5", 1)]
    [InlineData("4,4,4,4", 3)]
    [InlineData("4,,,5", 0)]
    public async Task Whole_numbers_that_occur_twice_are_found_however_far_they_lie_apart(string values, int twice)
    {
        var report = await RunAsync("x,y\n" + string.Concat(values.Split(',').Select(value => $"{value},a\n")), new UniqueCheck("x"), new UniqueCheck("x") { Where = "x > 0 OR x <= 0" });

        Assert.All(report.Results.Skip(1), result => Assert.Equal(twice, result.ViolationCount));
    }

    [Fact]
    public async Task Texts_of_numbers_are_those_that_stand_in_the_file()
    {
        var report = await RunAsync(
            "price,day,flag\n1.50,2024-01-31,true\n2.5,,TRUE\n,2024-02-01,\n",
            new MatchesCheck("price", "[0-9]+[.][0-9]{2}"), new RangeCheck("price") { Max = 2 }, new NotNullCheck("day"), new InSetCheck("day", ["2024-01-31"]), new MatchesCheck("flag", "true"), new NotNullCheck("flag"));

        Assert.Equal([1L, 1, 1, 1, 1, 1], report.Results.Skip(1).Select(result => result.ViolationCount));
        Assert.Equal("'2.5' does not match [0-9]+[.][0-9]{2}", report.Results[1].Violations[0].Complaint);
        Assert.Equal("2.5 is above the maximum 2", report.Results[2].Violations[0].Complaint);
    }

    [Fact]
    public async Task A_missing_value_is_none_of_values_that_the_column_cannot_hold()
    {
        var report = await RunAsync("x,y\n1,a\n,b\n", new NotInSetCheck("x", ["abc"]), new NotInSetCheck("x", ["abc"]) { Where = "y <> 'c'" }, new InSetCheck("x", ["abc"]));

        Assert.Equal([0L, 0, 1], report.Results.Skip(1).Select(result => result.ViolationCount));
    }

    [Fact]
    public async Task Files_of_other_types_are_counted_together()
    {
        await File.WriteAllTextAsync(_folder.At("a.csv"), "x,y,z\n1,true,2024-01-01\n2,false,\n", Token);
        await File.WriteAllTextAsync(_folder.At("b.csv"), "y,x,z\nno,2.5,2024-01-01 10:00:00\nyes,,x\n", Token);

        var report = await CheckRunner.RunAsync(
            DataSources.Open(_folder.At("*.csv")),
            new CheckSuite { Checks = [new RangeCheck("x") { Max = 2 }, new NotNullCheck("x"), new InSetCheck("y", ["true", "false", "no"]), new NotNullCheck("z"), new SumCheck("x") { Min = 5.5, Max = 5.5 }, new UniqueCheck("x")] },
            Token);

        Assert.Equal([1L, 1, 1, 1, 0, 0], report.Results.Skip(1).Select(result => result.ViolationCount));
    }

    private async Task<CheckReport> RunAsync(string csv, params Check[] checks)
    {
        await File.WriteAllTextAsync(_folder.At("plain.csv"), csv, Token);
        return await CheckRunner.RunAsync(new CsvSource { Path = _folder.At("plain.csv") }, new CheckSuite { Checks = checks }, Token);
    }
}
