using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

public sealed class ParquetWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData()]
    [InlineData(0)]
    [InlineData(1, 0, 5_000, 2_048, 1)]
    public async Task Batches_are_read_back_as_one_table_in_their_order(params int[] rows)
    {
        var schema = RandomTables.Create(0, 1).Schema;
        Table[] batches = [.. rows.Select((count, i) => RandomTables.Create(i + 1, count))];
        await ParquetWriter.WriteAsync(_folder.At("x.parquet"), schema, Stream(batches), Token);
        var expected = batches.Length == 0 ? RandomTables.Create(0, 0) : Table.Concat(batches);
        RandomTables.AssertEqual(expected, await ParquetFile.ReadAsync(_folder.At("x.parquet"), Token));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Batch_of_other_columns_is_refused_and_leaves_the_file_that_was_there()
    {
        var first = new Table([Column.Of<long>("x", new[] { 1L })]);
        await ParquetFile.WriteAsync(_folder.At("x.parquet"), first, Token);
        var failure = await Assert.ThrowsAsync<SakerException>(() =>
            ParquetWriter.WriteAsync(_folder.At("x.parquet"), first.Schema, Stream(first, new Table([Column.Of<double>("x", new[] { 1.0 })])), Token));
        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
        Assert.Contains("x: float64", failure.Message, StringComparison.Ordinal);
        var kept = await ParquetFile.ReadAsync(_folder.At("x.parquet"), Token);
        Assert.Equal(TableHash.Compute(first), TableHash.Compute(kept));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task What_the_batches_throw_passes_through()
    {
        var first = new Table([Column.Of<long>("x", new[] { 1L })]);

        async IAsyncEnumerable<Table> Broken()
        {
            yield return first;
            await Task.Yield();
            throw new SakerException(ErrorKind.ChecksFailed, "row 2 does not fit", "x");
        }

        var failure = await Assert.ThrowsAsync<SakerException>(() => ParquetWriter.WriteAsync(_folder.At("x.parquet"), first.Schema, Broken(), Token));
        Assert.Equal((ErrorKind.ChecksFailed, "row 2 does not fit"), (failure.Kind, failure.Message));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Several_files_are_written_at_once_from_sources_that_use_the_engine_themselves()
    {
        await File.WriteAllLinesAsync(_folder.At("x.csv"), ["n", .. Enumerable.Range(0, 50_000).Select(i => $"{i}")], Token);
        var source = new CsvSource { Path = _folder.At("x.csv"), BatchRows = 3_000 };
        var schema = await source.InferSchemaAsync(Token);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ParquetWriter.WriteAsync(_folder.At($"{i}.parquet"), schema, source.ReadAsync(Token), Token))).WaitAsync(TimeSpan.FromMinutes(2), Token);
        var expected = TableHash.Compute(await source.ReadAllAsync(Token));
        foreach (var i in Enumerable.Range(0, 8))
            Assert.Equal(expected, TableHash.Compute(await ParquetFile.ReadAsync(_folder.At($"{i}.parquet"), Token)));
    }

    private static async IAsyncEnumerable<Table> Stream(params Table[] batches)
    {
        foreach (var batch in batches)
        {
            await Task.Yield();
            yield return batch;
        }
    }
}
