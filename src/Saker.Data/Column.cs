namespace Saker.Data;

/// <summary>One immutable column of a <see cref="Table"/>: a name, values of one type, and which of them are missing.</summary>
public abstract class Column
{
    private protected Column(string name, ColumnType type, int length, Validity validity)
    {
        Name = name;
        Type = type;
        Length = length;
        Validity = validity;
        NullCount = validity.CountMissing(length);
    }

    public string Name { get; }

    public ColumnType Type { get; }

    public int Length { get; }

    public Validity Validity { get; }

    public int NullCount { get; }

    public ColumnSchema Schema => new(Name, Type, NullCount > 0);

    public bool IsNull(int row) => !Validity[row];

    /// <summary>The value in a row, boxed, or null when it is missing. For display and tests; kernels use <see cref="Column{T}.Values"/>.</summary>
    public abstract object? GetValue(int row);

    /// <summary>A new column of the given rows, in that order; a row may occur more than once.</summary>
    public abstract Column Take(ReadOnlySpan<int> rows);

    public abstract Column Rename(string name);

    /// <summary>The values as numbers, missing ones as NaN; booleans are 0 and 1.</summary>
    /// <exception cref="SakerException">The column is no number.</exception>
    public abstract double[] ToFloat64();

    /// <summary>Appends columns of the same type, under the name of the first.</summary>
    public static Column Concat(IReadOnlyList<Column> parts) => parts[0].ConcatWith(parts);

    private protected abstract Column ConcatWith(IReadOnlyList<Column> parts);

    /// <summary>A column without missing values.</summary>
    public static Column<T> Of<T>(string name, ReadOnlyMemory<T> values) => new(name, values, Validity.All);

    /// <summary>A text column in which null is a missing value.</summary>
    public static Column<string> OfText(string name, IReadOnlyList<string?> values)
    {
        var texts = new string[values.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = values[i] ?? "";
        return new Column<string>(name, texts, Validity.From(texts.Length, i => values[i] is not null));
    }

    /// <summary>A number column in which NaN is a missing value.</summary>
    public static Column<double> OfNumbers(string name, double[] values) =>
        new(name, values, Validity.From(values.Length, i => !double.IsNaN(values[i])));
}
