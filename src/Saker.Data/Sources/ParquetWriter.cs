using System.Runtime.InteropServices;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>Writes Parquet files (zstd) of any length from tables that arrive one after another; memory holds a few batches at a time.</summary>
public static class ParquetWriter
{
    private static readonly Lock Gate = new();
    private static bool s_isRegistered;

    /// <summary>Writes all batches into one file, in their order. Whoever reads the path meanwhile sees the old file or the whole new one, which is flushed.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="schema">Names and types of every batch, at least one column.</param>
    /// <param name="batches">Any number of tables, also none. Enumerated once.</param>
    /// <param name="cancellationToken">Stops between batches and between chunks of the engine; then there is no file.</param>
    /// <exception cref="SakerException">A batch has other columns, or the folder cannot be written. What the batches throw passes through.</exception>
    public static async Task WriteAsync(string path, Schema schema, IAsyncEnumerable<Table> batches, CancellationToken cancellationToken)
    {
        if (schema.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "A table without columns cannot be written as Parquet.");
        await using var enumerator = batches.GetAsyncEnumerator(cancellationToken);
        await Task.Run(() => Write(Path.GetFullPath(path), new BatchFeed(schema, enumerator), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static void Write(string path, BatchFeed feed, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Copy(feed, temporary, cancellationToken);
            Publish(temporary, path);
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    private static void Publish(string temporary, string path)
    {
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite))
                stream.Flush(flushToDisk: true);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be written: {e.Message}", inner: e);
        }
    }

    private static void Copy(BatchFeed feed, string temporary, CancellationToken cancellationToken)
    {
        using var connection = SqlEngine.Connect();
        Register(connection);
        var handle = GCHandle.Alloc(feed);
        try
        {
            var columns = feed.Schema.Select((column, i) => FormattableString.Invariant($"c{i} AS {SqlText.Name(column.Name)}"));
            connection.Execute($"COPY (SELECT {string.Join(", ", columns)} FROM {BatchFunction.Call(handle)}) TO {SqlText.Literal(temporary)} (FORMAT parquet, COMPRESSION zstd)", cancellationToken);
        }
        catch (SakerException)
        {
            feed.ThrowIfFailed();
            throw;
        }
        finally
        {
            handle.Free();
            feed.Dispose();
        }
    }

    /// <summary>Once for the process's database: to register while another statement runs the function would take it away under it.</summary>
    private static void Register(SqlConnection connection)
    {
        lock (Gate)
        {
            if (!s_isRegistered)
                BatchFunction.Register(connection);
            s_isRegistered = true;
        }
    }
}
