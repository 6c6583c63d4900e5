namespace Saker.Data;

/// <summary>A <see cref="Column"/> with its values.</summary>
/// <typeparam name="T">The .NET type of its <see cref="ColumnType"/>, see <see cref="ColumnTypes.ElementType"/>.</typeparam>
public sealed class Column<T> : Column
{
    public Column(string name, ReadOnlyMemory<T> values, Validity validity)
        : base(name, ColumnTypes.Of<T>(), values.Length, validity) => Values = values;

    /// <summary>The values; where a value is missing the content is unspecified.</summary>
    public ReadOnlyMemory<T> Values { get; }

    public override object? GetValue(int row) => IsNull(row) ? null : Values.Span[row];

    public override Column Rename(string name) => new Column<T>(name, Values, Validity);

    public override Column Take(ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        var source = Values.Span;
        for (var i = 0; i < rows.Length; i++)
            taken[i] = source[rows[i]];
        if (Validity.IsAll)
            return new Column<T>(Name, taken, Validity.All);
        var kept = rows.ToArray();
        return new Column<T>(Name, taken, Validity.From(taken.Length, i => Validity[kept[i]]));
    }

    public override double[] ToFloat64()
    {
        var numbers = new double[Length];
        switch (this)
        {
            case Column<double> doubles: doubles.Values.CopyTo(numbers); break;
            case Column<float> floats: Convert(floats.Values.Span, numbers, static value => value); break;
            case Column<long> longs: Convert(longs.Values.Span, numbers, static value => value); break;
            case Column<int> ints: Convert(ints.Values.Span, numbers, static value => value); break;
            case Column<bool> booleans: Convert(booleans.Values.Span, numbers, static value => value ? 1 : 0); break;
            default: throw new SakerException(ErrorKind.InvalidInput, $"Column '{Name}' is {Type.Name()}, not a number.", Name);
        }
        if (NullCount > 0)
        {
            for (var i = 0; i < numbers.Length; i++)
                if (IsNull(i))
                    numbers[i] = double.NaN;
        }
        return numbers;
    }

    private protected override Column ConcatWith(IReadOnlyList<Column> parts)
    {
        var all = new T[parts.Sum(part => part.Length)];
        var starts = new int[parts.Count];
        var at = 0;
        for (var p = 0; p < parts.Count; p++)
        {
            if (parts[p] is not Column<T> part)
                throw new SakerException(ErrorKind.InvalidInput, $"Column '{Name}' is {Type.Name()} in one table and {parts[p].Type.Name()} in another.", Name);
            part.Values.Span.CopyTo(all.AsSpan(at));
            starts[p] = at;
            at += part.Length;
        }
        if (parts.All(part => part.Validity.IsAll))
            return new Column<T>(Name, all, Validity.All);
        var words = new ulong[(all.Length + 63) / 64];
        for (var p = 0; p < parts.Count; p++)
            for (var i = 0; i < parts[p].Length; i++)
                if (!parts[p].IsNull(i))
                    words[(starts[p] + i) >> 6] |= 1UL << ((starts[p] + i) & 63);
        return new Column<T>(Name, all, new Validity(words));
    }

    private static void Convert<TFrom>(ReadOnlySpan<TFrom> from, Span<double> to, Func<TFrom, double> convert)
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = convert(from[i]);
    }
}
