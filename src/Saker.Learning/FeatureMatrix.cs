namespace Saker.Learning;

/// <summary>Prepared rows as trainers take them: dense, row-major, float32; NaN is a missing value.</summary>
public sealed class FeatureMatrix
{
    /// <param name="values">Row-major, <paramref name="rowCount"/> x the number of names; kept, not copied.</param>
    public FeatureMatrix(float[] values, int rowCount, IReadOnlyList<string> names)
    {
        if ((long)rowCount * names.Count != values.Length)
            throw new ArgumentException($"{rowCount} rows of {names.Count} features need {(long)rowCount * names.Count} values; got {values.Length}.", nameof(values));
        Values = values;
        RowCount = rowCount;
        Names = names;
    }

    public float[] Values { get; }

    public int RowCount { get; }

    public IReadOnlyList<string> Names { get; }

    public int ColumnCount => Names.Count;

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * ColumnCount, ColumnCount);

    /// <summary>The mean of each feature over the rows.</summary>
    internal double[] ColumnMeans()
    {
        var means = new double[ColumnCount];
        for (var row = 0; row < RowCount; row++)
        {
            var values = Row(row);
            for (var i = 0; i < means.Length; i++)
                means[i] += values[i];
        }
        for (var i = 0; i < means.Length; i++)
            means[i] /= RowCount;
        return means;
    }

    /// <summary>A new matrix of the given rows, in that order.</summary>
    public FeatureMatrix Take(ReadOnlySpan<int> rows)
    {
        var taken = new float[rows.Length * ColumnCount];
        for (var i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(taken.AsSpan(i * ColumnCount));
        return new FeatureMatrix(taken, rows.Length, Names);
    }
}
