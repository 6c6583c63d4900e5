using System.Runtime.ExceptionServices;

namespace Saker.Data.Engine;

/// <summary>Tables on their way into the engine, one after another. The engine asks on one thread at a time, and waits for what is not there yet.</summary>
internal sealed class BatchFeed(Schema schema, IAsyncEnumerator<Table> batches) : IDisposable
{
    private Table? _current;
    private int _next;
    private Exception? _failure;

    public Schema Schema => schema;

    /// <summary>Fills a chunk with the next rows; gives their number, 0 at the end.</summary>
    public int Give(nint chunk)
    {
        try
        {
            while (_current is null || _next == _current.RowCount)
            {
                // The engine has no other way to wait; it runs on a thread that the caller gave for the time of the statement.
                if (!batches.MoveNextAsync().AsTask().GetAwaiter().GetResult())
                    return 0;
                _current = Fitting(batches.Current);
                _next = 0;
            }
            var rows = Math.Min((int)DuckDb.VectorSize(), _current.RowCount - _next);
            for (var i = 0; i < schema.Count; i++)
                TableLoader.Fill(DuckDb.ChunkVector(chunk, (ulong)i), _current.Columns[i], _next, rows, keepNaN: true);
            _next += rows;
            return rows;
        }
        catch (Exception exception)
        {
            _failure = exception;
            throw;
        }
    }

    /// <summary>Throws what ended the feed, as it was: the engine knows only its message.</summary>
    public void ThrowIfFailed()
    {
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    public void Dispose() => _current = null;

    private Table Fitting(Table batch) => batch.Columns.Select(column => (column.Name, column.Type)).SequenceEqual(schema.Select(column => (column.Name, column.Type)))
        ? batch
        : throw new SakerException(ErrorKind.InvalidInput, $"The rows have other columns ({batch.Schema}) than those before ({schema}).");
}
