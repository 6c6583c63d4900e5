using System.Globalization;
using Saker.Data.Engine;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

/// <summary>Sources that are larger than what the engine may hold.</summary>
public sealed class LargerThanMemoryTests : IDisposable
{
    private const int Rows = 150_000;

    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_that_the_engine_keeps_go_to_its_temporary_folder()
    {
        var path = _folder.At("rows.jsonl");
        var random = new Random(3);
        var noise = new byte[300];
        using (var writer = new StreamWriter(path))
        {
            for (var i = 0; i < Rows; i++)
            {
                random.NextBytes(noise);
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{{\"n\": {i}, \"t\": \"{Convert.ToHexString(noise)}\"}}\n"));
            }
        }
        using var connection = SqlEngine.ConnectApart();
        connection.Execute("SET memory_limit = '40MB'", Token);
        connection.Execute("SET threads = 1", Token);
        Assert.True(new FileInfo(path).Length > 80_000_000);
        using var target = new JsonSource { Path = path }.OpenOn(connection, Token);
        Assert.Equal(Rows, target.RowCount);
        var sum = connection.QueryAll($"SELECT CAST(sum(v0) AS BIGINT), CAST(sum(length(v1)) AS BIGINT) FROM {target.Relation([0, 1], withRow: false)}", Token);
        Assert.Equal([(long)Rows * (Rows - 1) / 2, Rows * 600L], sum.Columns.Select(column => (long)column.GetValue(0)!));
    }
}
