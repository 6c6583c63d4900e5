namespace Saker.Data.Engine;

/// <summary>Values and validity of one column as they grow.</summary>
internal abstract unsafe class ColumnBuffer<T>(string name) : ColumnBuffer(name)
{
    private T[] _values = [];
    private ulong[] _words = [];
    private int _count;
    private bool _missing;

    public sealed override void Append(void* data, ulong* validity, int rows)
    {
        Grow(rows);
        Read(data, validity, _values.AsSpan(_count, rows));
        for (var i = 0; i < rows; i++)
        {
            if (validity is null || (validity[i >> 6] >> (i & 63) & 1) != 0)
                _words[(_count + i) >> 6] |= 1UL << ((_count + i) & 63);
            else
                _missing = true;
        }
        _count += rows;
    }

    public sealed override Column Take()
    {
        var values = _values.Length == _count ? _values : _values.AsSpan(0, _count).ToArray();
        var column = new Column<T>(Name, values, _missing ? new Validity(_words.AsMemory(0, (_count + 63) / 64)) : Validity.All);
        _values = [];
        _words = [];
        _count = 0;
        _missing = false;
        return column;
    }

    /// <summary>Copies the values of a vector; what is written where a value is missing does not matter.</summary>
    protected abstract void Read(void* data, ulong* validity, Span<T> values);

    private void Grow(int rows)
    {
        var needed = checked(_count + rows);
        if (needed <= _values.Length)
            return;
        var capacity = Math.Max(needed, (int)Math.Min(_values.Length * 2L, Array.MaxLength));
        Array.Resize(ref _values, capacity);
        Array.Resize(ref _words, (capacity + 63) / 64);
    }
}
