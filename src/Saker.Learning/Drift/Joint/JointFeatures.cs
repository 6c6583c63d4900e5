using MathNet.Numerics.Distributions;
using Saker.Data;
using Saker.Learning.Drift.Sides;
using Saker.Learning.Scores;

namespace Saker.Learning.Drift.Joint;

/// <summary>
/// Rows of both sides, one below the other, as numbers of mean 0 and variance 1 that no outlier pulls: numbers as normal scores of their ranks among
/// both sides, categories and missing values as marks of their own. It does not ask which side a row is of, so that sides without drift stay
/// exchangeable.
/// </summary>
internal sealed class JointFeatures
{
    private const int MaxCategories = 10;

    // A mark of fewer rows says less than its noise.
    private const double MinShare = 0.01;

    private JointFeatures(IReadOnlyList<string> origins, IReadOnlyList<string> names, IReadOnlyList<float[]> columns, int rowCount)
    {
        Origins = origins;
        Names = names;
        Columns = columns;
        RowCount = rowCount;
    }

    /// <summary>The column that each feature is of.</summary>
    public IReadOnlyList<string> Origins { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>One array a feature, the rows of the reference first.</summary>
    public IReadOnlyList<float[]> Columns { get; }

    public int RowCount { get; }

    public static JointFeatures Of(Table reference, Table current)
    {
        var found = new List<(int Order, string Origin, string Name, float[] Values)>();
        var rows = reference.RowCount + current.RowCount;
        foreach (var before in reference.Columns)
        {
            var after = current.Get(before.Name);
            if (ColumnNumbers.Of(before) is { } numbers)
                AddNumbers(before.Name, [.. numbers, .. ColumnNumbers.Of(after)!]);
            else
                AddTexts(before.Name, [.. ColumnTexts.Of(before), .. ColumnTexts.Of(after)]);
        }
        // Numbers first, then marks by how frequent they are within their column: what is left out of pairs is what says least.
        (int Order, string Origin, string Name, float[] Values)[] ordered = [.. found.OrderBy(feature => feature.Order)];
        return new JointFeatures([.. ordered.Select(feature => feature.Origin)], [.. ordered.Select(feature => feature.Name)], [.. ordered.Select(feature => feature.Values)], rows);

        void AddNumbers(string name, double[] values)
        {
            int[] present = [.. Enumerable.Range(0, rows).Where(row => !double.IsNaN(values[row]))];
            AddMark(1, name, $"{name} missing", row => double.IsNaN(values[row]));
            var ranks = Midranks.Of<double>([.. present.Select(row => values[row])]);
            var scores = new float[rows];
            for (var i = 0; i < present.Length; i++)
                scores[present[i]] = (float)Normal.InvCDF(0, 1, (ranks[i] - 0.5) / present.Length);
            Add(0, name, name, scores);
        }

        void AddTexts(string name, string?[] values)
        {
            var frequent = values.GroupBy(value => value ?? "").OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MaxCategories).Select(group => group.Key).ToArray();
            for (var i = 0; i < frequent.Length; i++)
                AddMark(2 + i, name, $"{name} {(frequent[i].Length == 0 ? "missing" : $"'{frequent[i]}'")}", row => (values[row] ?? "") == frequent[i]);
        }

        void AddMark(int order, string origin, string name, Func<int, bool> isMarked)
        {
            var marks = new float[rows];
            for (var row = 0; row < rows; row++)
                marks[row] = isMarked(row) ? 1 : 0;
            if (marks.Average() is > (float)MinShare and < (float)(1 - MinShare))
                Add(order, origin, name, marks);
        }

        void Add(int order, string origin, string name, float[] values)
        {
            var mean = values.Average(value => (double)value);
            var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
            if (deviation == 0)
                return;
            for (var row = 0; row < rows; row++)
                values[row] = (float)((values[row] - mean) / deviation);
            found.Add((order, origin, name, values));
        }
    }
}
