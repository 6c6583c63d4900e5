namespace Saker.Learning.Explanation.Columns;

/// <summary>
/// Sums attributions of features into those of raw columns. A feature of one column goes to it whole, as all parts of a one-hot encoding do;
/// one derived of several is shared equally among them; one of none, a constant, goes to the base. Sums stay what they were.
/// </summary>
internal sealed class ColumnShares(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<int>> origins)
{
    public IReadOnlyList<string> Columns => columns;

    public int FeatureCount => origins.Count;

    /// <summary>The sets of columns that share features, each as a text; empty when every feature has one column.</summary>
    public IReadOnlyList<string> Shared { get; } =
        [.. origins.Where(origin => origin.Count > 1).Select(origin => string.Join(" and ", origin.Select(column => columns[column]))).Distinct(StringComparer.Ordinal)];

    /// <param name="features">Row-major [N, features].</param>
    /// <returns>Row-major [N, columns], and what constants add to the base of each row.</returns>
    public (double[] Columns, double[] Constant) Sum(ReadOnlySpan<double> features)
    {
        var rowCount = features.Length / origins.Count;
        var summed = new double[rowCount * columns.Count];
        var constant = new double[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            var from = features.Slice(row * origins.Count, origins.Count);
            var to = summed.AsSpan(row * columns.Count, columns.Count);
            for (var i = 0; i < from.Length; i++)
            {
                var origin = origins[i];
                if (origin.Count == 0)
                    constant[row] += from[i];
                for (var k = 0; k < origin.Count; k++)
                    to[origin[k]] += from[i] / origin.Count;
            }
        }
        return (summed, constant);
    }
}
