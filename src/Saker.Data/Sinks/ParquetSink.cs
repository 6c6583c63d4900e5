using Saker.Data.Sources;

namespace Saker.Data.Sinks;

/// <summary>A Parquet file (zstd). Types, order of rows and missing values survive.</summary>
public sealed record ParquetSink : FileSink
{
    private protected override async Task<long> WriteFileAsync(string path, Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken)
    {
        var count = new RowCount();
        await ParquetWriter.WriteAsync(path, schema, count.Of(batches), cancellationToken).ConfigureAwait(false);
        return count.Rows;
    }

    private sealed class RowCount
    {
        public long Rows { get; private set; }

        public async IAsyncEnumerable<Table> Of(IAsyncEnumerable<Table> batches)
        {
            await foreach (var batch in batches.ConfigureAwait(false))
            {
                Rows += batch.RowCount;
                yield return batch;
            }
        }
    }
}
