using Saker.Data;

namespace Saker.Server.Http.Rows;

/// <summary>A <see cref="ColumnBuilder"/> with its values.</summary>
internal abstract class ColumnBuilder<T>(InputColumn column, ProblemList problems) : ColumnBuilder(column, problems)
{
    private const int SecondCapacity = 16;

    // Most requests have one row.
    private T[] _values = new T[1];

    /// <summary>What is stored where a value is missing.</summary>
    protected abstract T Missing { get; }

    protected void Store(T value)
    {
        if (Count == _values.Length)
            Array.Resize(ref _values, Math.Max(SecondCapacity, _values.Length * 2));
        _values[Count] = value;
    }

    protected override void StoreMissing() => Store(Missing);

    protected override Column Build(Validity validity) => new Column<T>(Column.Name, _values.AsMemory(0, Count), validity);
}
