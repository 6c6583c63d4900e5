using Saker.Data.Engine;
using Saker.Data.Expressions;

namespace Saker.Data.Tests.Expressions;

public sealed class PureFunctionsTests
{
    // Macros of the engine have no stability of their own; these are CASE, floor(x / y) and x - y * floor(x / y).
    private static readonly string[] Macros = ["fdiv", "fmod", "nullif"];

    [Fact]
    public void Each_is_to_the_engine_a_function_of_its_arguments_alone()
    {
        using var connection = SqlEngine.Connect();
        var table = connection.QueryAll(
            "SELECT function_name FROM duckdb_functions() GROUP BY function_name HAVING bool_and(function_type = 'scalar' AND stability = 'CONSISTENT')",
            TestContext.Current.CancellationToken);
        var pure = ((Column<string>)table.Columns[0]).Values.ToArray();
        Assert.Equal([], PureFunctions.Names.Except(pure).Except(Macros));
    }

    [Theory]
    [InlineData("getenv")]
    [InlineData("current_setting")]
    [InlineData("random")]
    [InlineData("repeat")]
    [InlineData("replace")]
    [InlineData("error")]
    public void Others_are_not_among_them(string name) => Assert.False(PureFunctions.Has(name));
}
