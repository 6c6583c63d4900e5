using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

public sealed class SqlSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_query_joins_files_of_several_kinds()
    {
        var source = Source("SELECT c.name, sum(o.amount) AS total FROM orders o JOIN customers c ON c.id = o.customer GROUP BY 1 ORDER BY 1;");
        var table = await source.ReadAllAsync(Token);
        Assert.Equal("name: text, total: float64", table.Schema.ToString());
        Assert.Equal([7.5, 2.0], table.Get<double>("total").Values.ToArray());
    }

    [Theory]
    [InlineData("SELECT * FROM read_csv('{0}')")]
    [InlineData("SELECT * FROM read_text('{0}')")]
    [InlineData("SELECT * FROM '{0}'")]
    [InlineData("SELECT * FROM glob('/*')")]
    [InlineData("SELECT * FROM read_parquet('http://127.0.0.1:1/x.parquet')")]
    [InlineData("COPY (SELECT 1) TO '{0}'")]
    [InlineData("SELECT 1) ; COPY (SELECT 1) TO '{0}'; SELECT * FROM (SELECT 2")]
    [InlineData("ATTACH '{0}'")]
    [InlineData("SET enable_external_access = true")]
    [InlineData("INSTALL httpfs")]
    [InlineData("DROP VIEW orders")]
    [InlineData("SELECT * FROM gone")]
    public async Task A_query_reaches_nothing_but_its_tables(string sql)
    {
        var secret = _folder.Add("secret.csv", "a\n1\n");
        var error = await Assert.ThrowsAsync<SakerException>(() => Source(sql.Replace("{0}", secret, StringComparison.Ordinal)).ReadAllAsync(Token));
        Assert.StartsWith("the query cannot be run: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("a\n1\n", await File.ReadAllTextAsync(secret, Token));
    }

    [Fact]
    public async Task A_fault_in_a_table_is_named_by_its_file()
    {
        var source = Source("SELECT * FROM orders");
        _folder.Add("orders.csv", "customer,amount\n1,2\n1\n");
        var error = await Assert.ThrowsAsync<SakerException>(() => source.ReadAllAsync(Token));
        Assert.Contains("orders.csv: line 3: it has 1 value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_declared_with_its_tables()
    {
        var orders = _folder.Add("orders.csv", "customer,amount\n1,2\n");
        var problems = new List<Problem>();
        var declared = new Dictionary<string, object?>
        {
            ["sql"] = "SELECT amount * 2 AS twice FROM o",
            ["tables"] = new Dictionary<string, object?> { ["o"] = new Dictionary<string, object?> { ["csv"] = Path.GetFileName(orders) } },
        };
        var source = SourceSettings.Create(new Settings(declared, "source", problems), _folder.Path);
        Assert.Empty(problems);
        Assert.Equal(4L, (await source.ReadAllAsync(Token)).Get("twice").GetValue(0));
    }

    private SqlSource Source(string sql) => new()
    {
        Sql = sql,
        Tables = new Dictionary<string, DataSource>
        {
            ["orders"] = new CsvSource { Path = _folder.Add("orders.csv", "customer,amount\n1,2.5\n2,2\n1,5\n") },
            ["customers"] = new JsonSource { Path = _folder.Add("customers.json", "[{\"id\": 1, \"name\": \"Ada\"}, {\"id\": 2, \"name\": \"Bob\"}]") },
        },
    };
}
