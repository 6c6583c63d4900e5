namespace Saker.Data.Checks.Proposals;

/// <summary>
/// Keeps pieces of neighbouring rows, spread evenly over a stream of unknown length: all rows while they fit; from then on every
/// second piece is forgotten, and only every second one is taken, again and again. What a stream gives depends on nothing but its rows.
/// </summary>
/// <remarks>Neighbours stay neighbours, so that changes from row to row can be seen, and the pieces stay in order, so that drift can.</remarks>
internal sealed class RowSampler(int maxRows)
{
    private readonly int _pieceRows = Math.Max(maxRows / 64, 1);
    private readonly List<Table> _pieces = [];
    private long _rows;
    private long _stride = 1;

    /// <summary>Rows of the stream so far.</summary>
    public long RowCount => _rows;

    /// <summary>Whether all rows are kept.</summary>
    public bool IsComplete => _stride == 1;

    public void Add(Table batch)
    {
        for (var at = 0; at < batch.RowCount;)
        {
            var piece = _rows / _pieceRows;
            var count = (int)Math.Min(batch.RowCount - at, ((piece + 1) * _pieceRows) - _rows);
            if (piece % _stride == 0)
                Keep(Piece(batch, at, count), startsPiece: _rows % _pieceRows == 0);
            _rows += count;
            at += count;
        }
    }

    public Table? Build() => _pieces.Count == 0 ? null : Table.Concat(_pieces);

    private void Keep(Table rows, bool startsPiece)
    {
        if (!startsPiece && _pieces.Count > 0)
        {
            _pieces[^1] = Table.Concat([_pieces[^1], rows]);
            return;
        }
        _pieces.Add(rows);
        if (_pieces.Count <= 64)
            return;
        for (var i = 0; i < (_pieces.Count + 1) / 2; i++)
            _pieces[i] = _pieces[2 * i];
        _pieces.RemoveRange((_pieces.Count + 1) / 2, _pieces.Count / 2);
        _stride *= 2;
    }

    private static Table Piece(Table batch, int start, int count) =>
        start == 0 && count == batch.RowCount ? batch : batch.Take([.. Enumerable.Range(start, count)]);
}
