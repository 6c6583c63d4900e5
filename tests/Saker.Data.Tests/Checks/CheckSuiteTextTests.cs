using Saker.Data.Checks;

namespace Saker.Data.Tests.Checks;

public sealed class CheckSuiteTextTests
{
    private static readonly Check[] Comparable =
    [
        new ColumnExistsCheck("a"),
        new InSetCheck("b", "one: two", "'quoted' \"text\"", "# no comment", "Yes", "1") { Severity = Severity.Warn },
        new LengthCheck("c") { Min = 1, Max = 3 },
        new MatchesCheck("d", "[0-9]{4}-\\d\"x'"),
        new NotNullCheck("e with blanks"),
        new NullShareCheck("f") { Max = 0.01 },
        new RangeCheck("g") { Min = -1.5, Max = 1e300 },
        new RowCountCheck { Min = 10 },
        new UniqueCheck("h"),
        new UniqueCheck("i", "j"),
    ];

    [Fact]
    public void What_is_written_reads_as_the_same_checks()
    {
        var text = CheckSuiteText.Write(new CheckSuite { Checks = Comparable });

        var problems = new List<Problem>();
        var read = CheckSuite.Create(new Settings(YamlText.Parse(text).Values, "", problems).Sections("checks"));

        Assert.Empty(problems);
        Assert.Equal(Comparable, read.Checks);
    }

    [Fact]
    public void No_checks_are_an_empty_list() => Assert.Equal("checks: []\n", CheckSuiteText.Write(CheckSuite.Empty));
}
