using System.Runtime.CompilerServices;

namespace Saker.Data.Sources;

/// <summary>The cells of one column of some records.</summary>
internal readonly ref struct ColumnCells(byte[] bytes, int[] starts, int[] ends, int column, int columns, int rows)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly ReadOnlySpan<int> _starts = starts;
    private readonly ReadOnlySpan<int> _ends = ends;

    public int Count => rows;

    public ReadOnlySpan<byte> this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var cell = (row * columns) + column;
            var start = _starts[cell];
            return _bytes[start.._ends[cell]];
        }
    }
}
