using Saker.Data.Engine;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

public sealed class ParquetFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000)]
    public async Task Types_values_and_missing_values_survive(int rows)
    {
        var table = RandomTables.Create(rows, rows);
        var path = _folder.At("it's [a] file.parquet");
        await ParquetFile.WriteAsync(path, table, Token);
        var read = await ParquetFile.ReadAsync(path, Token);
        RandomTables.AssertEqual(table, read);
        Assert.Equal(TableHash.Compute(table), TableHash.Compute(read));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Numbers_that_are_not_finite_survive()
    {
        double[] numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue];
        await ParquetFile.WriteAsync(_folder.At("x.parquet"), new Table([Column.Of<double>("x", numbers)]), Token);
        var read = (await ParquetFile.ReadAsync(_folder.At("x.parquet"), Token)).Get<double>("x");
        Assert.Equal(0, read.NullCount);
        Assert.Equal(numbers.Select(BitConverter.DoubleToInt64Bits), read.Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public async Task Writing_again_replaces_the_file()
    {
        var path = _folder.At("x.parquet");
        await ParquetFile.WriteAsync(path, new Table([Column.OfNumbers("x", [1])]), Token);
        await ParquetFile.WriteAsync(path, new Table([Column.OfText("y", ["a", "b"])]), Token);
        Assert.Equal(2, (await ParquetFile.ReadAsync(path, Token)).RowCount);
    }

    [Fact]
    public async Task Types_that_a_table_does_not_have_become_the_nearest()
    {
        var path = _folder.At("x.parquet");
        using (var connection = SqlEngine.Connect())
            connection.Execute($"COPY (SELECT CAST(1.25 AS DECIMAL(9,2)) AS d, [1, 2] AS l, CAST(7 AS UTINYINT) AS u, TIMESTAMPTZ '2024-01-31 10:00:00+02' AS t) TO {SqlText.Literal(path)} (FORMAT parquet)", Token);
        var table = await ParquetFile.ReadAsync(path, Token);
        Assert.Equal([1.25, "[1, 2]", 7, new DateTime(2024, 1, 31, 8, 0, 0)], table.Columns.Select(column => column.GetValue(0)));
    }

    [Fact]
    public async Task What_is_no_parquet_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<SakerException>(() => ParquetFile.ReadAsync(_folder.Add("not.parquet", "hello, this is text"), Token));
        Assert.Contains("not.parquet", error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<SakerException>(() => ParquetFile.ReadAsync(_folder.At("gone.parquet"), Token))).Kind);
        var table = new Table([Column.OfNumbers("x", [1])]);
        await Assert.ThrowsAsync<SakerException>(() => ParquetFile.WriteAsync(Path.Combine(_folder.Path, "no", "folder", "x.parquet"), table, Token));
    }
}
