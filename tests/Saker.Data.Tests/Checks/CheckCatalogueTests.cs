using Saker.Data.Checks;

namespace Saker.Data.Tests.Checks;

public sealed class CheckCatalogueTests
{
    private readonly List<Problem> _problems = [];

    [Fact]
    public void Every_name_makes_its_check()
    {
        Assert.Equal(CheckCatalogue.Names, CheckSamples.All.Select(check => check.Name));
        Assert.All(CheckSamples.All, check => Assert.NotEmpty(check.Description));
        Assert.True(CheckCatalogue.Names.Count >= 60);
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        Check[] dressed = [.. CheckSamples.All.Select(check => check with { Title = "a \"name\"", Note = "why: that", Severity = Severity.Warn })];
        dressed = [.. dressed.Select(check => check is ConditionalCheck conditional ? conditional with { Where = "whole > 1" } : check)];
        dressed = [.. dressed.Select(check => check is RowCheck rows ? rows with { Mostly = 0.75 } : check)];
        foreach (var checks in new[] { CheckSamples.All, dressed })
        {
            var text = CheckSuiteText.WriteFile(new CheckSuite { Name = "s: 1", Key = ["whole"], MaxViolationsPerCheck = 3, Checks = checks });
            var read = CheckSuiteFile.Parse(text, null);
            Assert.Equal(text, CheckSuiteText.WriteFile(read));
            Assert.Equal(checks.Select(check => (check.Name, check.Description, check.Title, check.Note, check.Severity)), read.Checks.Select(check => (check.Name, check.Description, check.Title, check.Note, check.Severity)));
            Assert.Equal(checks.Select(Limits), read.Checks.Select(Limits));
            Assert.Equal(("s: 1", 3, "whole"), (read.Name, read.MaxViolationsPerCheck, Assert.Single(read.Key)));
        }

        static (string?, double?) Limits(Check check) => ((check as ConditionalCheck)?.Where, (check as RowCheck)?.Mostly);
    }

    [Fact]
    public void A_check_is_read_with_all_its_keys()
    {
        var check = Create("range", ("column", "tenure"), ("min", 0L), ("max", 120L), ("severity", "warn"));
        Assert.Equal(new RangeCheck("tenure") { Min = 0, Max = 120, Severity = Severity.Warn }, check);
        Assert.Equal("tenure is between 0 and 120", check?.Description);
        Assert.Empty(_problems);
    }

    [Fact]
    public void An_unknown_check_is_reported_with_those_that_are_known()
    {
        Assert.Null(Create("rnage", ("column", "a")));
        Assert.Contains("there is no check 'rnage'; use one of: any_not_null, change, column_count", Assert.Single(_problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("range", "checks[0].min", "column", "a")]
    [InlineData("range", "checks[0].min", "column", "a", "min", 3L, "max", 1L)]
    [InlineData("range", "checks[0].colum", "column", "a", "min", 3L, "colum", "b")]
    [InlineData("not_null", "checks[0].column")]
    [InlineData("in_set", "checks[0].values", "column", "a")]
    [InlineData("matches", "checks[0].pattern", "column", "a", "pattern", "(")]
    [InlineData("matches", "checks[0].pattern", "column", "a", "pattern", "(?=x)")]
    [InlineData("null_share", "checks[0].max", "column", "a", "max", 2L)]
    [InlineData("null_share", "checks[0].max", "column", "a")]
    [InlineData("unique", "checks[0].columns", "columns", 0L)]
    [InlineData("not_null", "checks[0].severity", "column", "a", "severity", "loud")]
    public void What_is_wrong_with_a_check_is_reported_under_its_key(string name, string field, params object[] pairs)
    {
        var values = Enumerable.Range(0, pairs.Length / 2).Select(i => ((string)pairs[2 * i], pairs[(2 * i) + 1] is 0L ? new List<object?>() : (object?)pairs[(2 * i) + 1]));
        Assert.Null(Create(name, [.. values]));
        Assert.Contains(_problems, problem => problem.Field == field);
    }

    [Fact]
    public void A_suite_gathers_the_problems_of_all_checks()
    {
        var sections = new[] { With("range"), With("nothing"), With("not_null", ("column", "a")) }.Select((values, i) => new Settings(values, $"checks[{i}]", _problems));
        Assert.Equal(new NotNullCheck("a"), Assert.Single(CheckSuite.Create(sections).Checks));
        Assert.Equal(["checks[0].column", "checks[0].min", "checks[1].check"], _problems.Select(problem => problem.Field));
    }

    private static Dictionary<string, object?> With(string name, params (string Key, object? Value)[] values)
    {
        var all = values.ToDictionary(pair => pair.Key, pair => pair.Value);
        all["check"] = name;
        return all;
    }

    private Check? Create(string name, params (string Key, object? Value)[] values) => CheckCatalogue.Create(new Settings(With(name, values), "checks[0]", _problems));
}
