using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Saker.Data;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Gathers numbers or booleans.</summary>
internal sealed class NumberGatherer<T>(string name, Predicate<T>? isMissing) : ColumnGatherer
    where T : unmanaged
{
    private T[] _values = [];
    private int _count;

    public override int Read(ReadOnlySpan<byte> from, int rows)
    {
        var bytes = from[..(rows * Unsafe.SizeOf<T>())];
        if (_values.Length - _count < rows)
            Array.Resize(ref _values, Math.Max(_count + rows, Math.Max(64, 2 * _values.Length)));
        bytes.CopyTo(MemoryMarshal.AsBytes(_values.AsSpan(_count, rows)));
        _count += rows;
        return bytes.Length;
    }

    public override IReadOnlyList<Column> Take()
    {
        var (values, count) = (_values, _count);
        var validity = isMissing is null ? Validity.All : Validity.From(count, i => !isMissing(values[i]));
        // The block keeps the memory.
        (_values, _count) = (new T[count], 0);
        return [new Column<T>(name, values.AsMemory(0, count), validity)];
    }
}
