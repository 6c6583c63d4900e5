using System.Runtime.InteropServices;
using Saker.Data;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Gathers a tensor of several numbers a row, of which each place becomes a column: the probabilities of classes.</summary>
internal sealed class MatrixGatherer(IReadOnlyList<string> names) : ColumnGatherer
{
    private float[] _values = [];
    private int _count;

    public override int Read(ReadOnlySpan<byte> from, int rows)
    {
        var count = rows * names.Count;
        var bytes = from[..(count * sizeof(float))];
        if (_values.Length - _count < count)
            Array.Resize(ref _values, Math.Max(_count + count, Math.Max(64 * names.Count, 2 * _values.Length)));
        bytes.CopyTo(MemoryMarshal.AsBytes(_values.AsSpan(_count, count)));
        _count += count;
        return bytes.Length;
    }

    public override IReadOnlyList<Column> Take()
    {
        var rows = _count / names.Count;
        var columns = new Column[names.Count];
        for (var own = 0; own < columns.Length; own++)
        {
            var values = new float[rows];
            for (var row = 0; row < rows; row++)
                values[row] = _values[(row * names.Count) + own];
            columns[own] = new Column<float>(names[own], values, Validity.From(rows, row => !float.IsNaN(values[row])));
        }
        _count = 0;
        return columns;
    }
}
