using Saker.Platform.Search;

namespace Saker.Platform.Tests.Search;

public sealed class FilterSqlTests
{
    [Theory]
    [InlineData("name ILIKE 'ÄXy%'")]
    [InlineData("name NOT ILIKE 'ÄXy%'")]
    public void Patterns_are_folded_here_for_databases_fold_them_each_in_its_own_way(string filter)
    {
        var parameters = new SqlParameters();
        var sql = FilterSql.Compile(FilterParser.Parse(Things.Target, filter), Things.Target, parameters)!;
        Assert.DoesNotContain("lower(@", sql, StringComparison.Ordinal);
        Assert.Equal("Äxy%", parameters.Values.Get<string>("p0"));
    }
}
