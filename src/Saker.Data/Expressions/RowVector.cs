using Saker.Data.Engine;

namespace Saker.Data.Expressions;

/// <summary>Values of consecutive rows in the engine's own memory.</summary>
public readonly unsafe ref struct RowVector
{
    private readonly nint _vector;
    private readonly void* _data;
    private readonly ulong* _validity;

    internal RowVector(nint vector, int length)
    {
        _vector = vector;
        _data = DuckDb.VectorData(vector);
        _validity = DuckDb.VectorValidity(vector);
        Length = length;
    }

    /// <summary>How many rows.</summary>
    public int Length { get; }

    /// <summary>Numbers or booleans, as their .NET type; undefined where missing.</summary>
    public Span<T> Values<T>()
        where T : unmanaged => new(_data, Length);

    /// <summary>The memory of numbers or booleans, <paramref name="size"/> bytes each.</summary>
    public Span<byte> Bytes(int size) => new(_data, checked(Length * size));

    /// <summary>A text as UTF-8.</summary>
    public ReadOnlySpan<byte> Text(int row) => DuckDb.Text.Bytes((DuckDb.Text*)_data + Checked(row));

    /// <summary>Writes a text; each row once.</summary>
    public void SetText(int row, ReadOnlySpan<byte> utf8)
    {
        fixed (byte* bytes = utf8)
            DuckDb.AssignText(_vector, (ulong)Checked(row), bytes, (ulong)utf8.Length);
    }

    public bool IsMissing(int row) => _validity is not null && (_validity[Checked(row) >> 6] >> (row & 63) & 1) == 0;

    public void SetMissing(int row)
    {
        DuckDb.MakeValidityWritable(_vector);
        DuckDb.VectorValidity(_vector)[Checked(row) >> 6] &= ~(1UL << (row & 63));
    }

    private int Checked(int row) => (uint)row < (uint)Length ? row : throw new ArgumentOutOfRangeException(nameof(row));
}
