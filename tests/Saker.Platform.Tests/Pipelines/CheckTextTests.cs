using Saker.Data;
using Saker.Data.Checks;
using Saker.Platform.Pipelines;

namespace Saker.Platform.Tests.Pipelines;

public sealed class CheckTextTests
{
    private static readonly Check[] Every =
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
    public void Every_check_of_the_catalogue_is_tried() =>
        Assert.Equal(CheckCatalogue.Names.Order(), Every.Select(check => check.Name).Distinct().Order());

    [Fact]
    public void What_is_written_reads_as_the_same_checks()
    {
        var text = CheckText.Write(new CheckSuite { Checks = Every });

        var problems = new List<Problem>();
        var read = CheckSuite.Create(new Settings(YamlText.Parse(text).Values, "", problems).Sections("checks"));

        Assert.Empty(problems);
        Assert.Equal(Every, read.Checks);
    }

    [Fact]
    public void No_checks_are_an_empty_list() => Assert.Equal("checks: []\n", CheckText.Write(CheckSuite.Empty));
}
