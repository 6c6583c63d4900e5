using System.Runtime.InteropServices;

namespace Saker.Data.Engine;

/// <summary>Fills a new temporary table of the engine with tables that arrive one after another. What does not fit into memory goes to the engine's temporary folder.</summary>
internal sealed unsafe class TableAppender : IDisposable
{
    private readonly IReadOnlyList<ColumnType> _columns;
    private readonly nint[] _types;
    private readonly bool _keepNaN;
    private nint _appender;
    private nint _chunk;

    /// <param name="connection">The table lives as long as it.</param>
    /// <param name="name">A plain word.</param>
    /// <param name="columns">Their types; they are called <c>c0</c>, <c>c1</c> ...</param>
    /// <param name="keepNaN">Whether a NaN stays one; otherwise it becomes a missing value.</param>
    /// <param name="cancellationToken">Stops the making of the table.</param>
    public TableAppender(SqlConnection connection, string name, IReadOnlyList<ColumnType> columns, bool keepNaN, CancellationToken cancellationToken)
    {
        (_columns, _keepNaN) = (columns, keepNaN);
        var declared = columns.Select((type, i) => FormattableString.Invariant($"c{i} {SqlText.Type(type)}"));
        connection.Execute($"CREATE TEMP TABLE {name} ({string.Join(", ", declared)})", cancellationToken);
        _types = [.. columns.Select(type => DuckDb.CreateType(TableLoader.TypeOf(type)))];
        fixed (nint* first = _types)
            _chunk = DuckDb.CreateChunk(first, (ulong)_types.Length);
        if (DuckDb.CreateAppender(connection.Handle, "temp", "main", name, out _appender) == 0)
            return;
        var error = Fail();
        Dispose();
        throw error;
    }

    /// <summary>Adds rows; their columns are taken by position.</summary>
    public void Append(Table rows, CancellationToken cancellationToken)
    {
        var size = (int)DuckDb.VectorSize();
        for (var start = 0; start < rows.RowCount; start += size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(size, rows.RowCount - start);
            DuckDb.ResetChunk(_chunk);
            for (var c = 0; c < _columns.Count; c++)
                TableLoader.Fill(DuckDb.ChunkVector(_chunk, (ulong)c), rows.Columns[c], start, count, _keepNaN);
            DuckDb.SetChunkSize(_chunk, (ulong)count);
            if (DuckDb.AppendChunk(_appender, _chunk) != 0)
                throw Fail();
        }
    }

    /// <summary>Makes the rows visible; none may follow.</summary>
    public void Finish()
    {
        if (DuckDb.CloseAppender(_appender) != 0)
            throw Fail();
    }

    public void Dispose()
    {
        _ = DuckDb.DestroyAppender(ref _appender);
        if (_chunk != 0)
            DuckDb.DestroyChunk(ref _chunk);
        for (var i = 0; i < _types.Length; i++)
            DuckDb.DestroyType(ref _types[i]);
    }

    private SakerException Fail()
    {
        var text = Marshal.PtrToStringUTF8(DuckDb.AppenderError(_appender));
        return SqlErrors.From(text) is { Kind: ErrorKind.LimitExceeded } full ? full : new SakerException(ErrorKind.Internal, $"Rows could not be given to the SQL engine: {text}");
    }
}
