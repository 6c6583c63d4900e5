using MathNet.Numerics.LinearAlgebra;
using Saker.Data;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Explanation.Dependence;

/// <summary>
/// Accumulated local effects (Apley and Zhu 2020): the changes of the answer over small steps of a column, each asked only of rows that are there,
/// summed up. Right also where columns go together. Values are differences from the average effect.
/// </summary>
public static class AccumulatedEffects
{
    public const string Kind = "accumulated_effects";

    /// <exception cref="SakerException">The model does not take the column.</exception>
    public static async Task<DependenceCurve> OfAsync(ModelScore model, Table rows, string column, DependenceOptions options, CancellationToken cancellationToken)
    {
        rows = Thinned.Of(model.Columns(rows), options.MaxRows);
        var place = Thinned.Place(rows, column);
        var grid = ColumnGrid.Of(rows.Columns[place], options);
        int[] order = grid.Numbers is null ? CategoryOrder(rows, place, grid) : [.. Enumerable.Range(0, grid.Rows.Length)];
        var steps = grid.Numbers is null ? CategorySteps(grid, order) : NumberSteps(rows.Columns[place].ToFloat64(), grid);
        var changes = await ChangesAsync(model, rows, place, [.. order.Select(at => grid.Rows[at])], steps, cancellationToken);
        return Sum(model, column, grid, order, rows.RowCount, changes);
    }

    // Row r lies between the points k and k + 1: the first interval takes its lower end too.
    private static List<int>[] NumberSteps(double[] values, ColumnGrid grid)
    {
        var numbers = grid.Numbers!;
        var steps = Lists(numbers.Length - 1);
        for (var row = 0; row < values.Length && steps.Length > 0; row++)
        {
            if (!double.IsFinite(values[row]))
                continue;
            var at = Array.BinarySearch(numbers, values[row]);
            steps[Math.Clamp((at < 0 ? ~at : at) - 1, 0, steps.Length - 1)].Add(row);
        }
        return steps;
    }

    // Between two neighbours the rows of both are asked.
    private static List<int>[] CategorySteps(ColumnGrid grid, int[] order)
    {
        var steps = Lists(order.Length - 1);
        for (var step = 0; step < steps.Length; step++)
            for (var row = 0; row < grid.Places.Length; row++)
                if (grid.Places[row] == order[step] || grid.Places[row] == order[step + 1])
                    steps[step].Add(row);
        return steps;
    }

    private static List<int>[] Lists(int count) => [.. Enumerable.Range(0, Math.Max(0, count)).Select(_ => new List<int>())];

    private static async Task<double[][]> ChangesAsync(ModelScore model, Table rows, int place, int[] points, List<int>[] steps, CancellationToken cancellationToken)
    {
        int[] own = [.. steps.SelectMany(step => step.Concat(step))];
        int[] given = [.. steps.SelectMany((step, k) => Enumerable.Repeat(points[k], step.Count).Concat(Enumerable.Repeat(points[k + 1], step.Count)))];
        var answers = await model.OfAsync(new MixedRows(rows).Take([.. rows.Columns.Select((_, i) => i == place ? given : own)]), cancellationToken);
        var (changes, start) = (new double[steps.Length][], 0);
        for (var k = 0; k < steps.Length; k++)
        {
            var count = steps[k].Count;
            changes[k] = [.. Enumerable.Range(start, count).Select(i => answers[i + count] - answers[i])];
            start += 2 * count;
        }
        return changes;
    }

    private static DependenceCurve Sum(ModelScore model, string column, ColumnGrid grid, int[] order, int rowCount, double[][] changes)
    {
        var effects = new double[order.Length];
        var errors = new double[order.Length];
        for (var k = 0; k < changes.Length; k++)
        {
            var mean = changes[k].Length == 0 ? 0 : changes[k].Average();
            var interval = MeanInterval.Of(changes[k], Interval.DefaultLevel);
            effects[k + 1] = effects[k] + mean;
            // Steps are asked of different rows, so that their errors add up as independent ones do.
            errors[k + 1] = Math.Sqrt((errors[k] * errors[k]) + (interval.IsKnown ? Math.Pow((interval.High - interval.Low) / 2, 2) : 0));
        }
        var weights = Weights(grid, order, changes);
        var centre = effects.Zip(weights, (effect, weight) => effect * weight).Sum() / Math.Max(1, weights.Sum());
        return new DependenceCurve
        {
            Column = column,
            Kind = Kind,
            Unit = model.Unit.Word(),
            Class = model.Class,
            Points = [.. order.Select((at, i) => new DependencePoint(grid.Labels[at], grid.Numbers?[at], effects[i] - centre,
                new Interval(effects[i] - centre - errors[i], effects[i] - centre + errors[i], Interval.DefaultLevel), grid.Numbers is null ? (int)weights[i] : i == 0 ? 0 : changes[i - 1].Length))],
        };
    }

    // A category counts as often as it occurs; an interval's rows count half for each of its ends.
    private static double[] Weights(ColumnGrid grid, int[] order, double[][] changes)
    {
        if (grid.Numbers is null)
            return [.. order.Select(at => (double)grid.Places.Count(place => place == at))];
        var weights = new double[order.Length];
        for (var k = 0; k < changes.Length; k++)
        {
            weights[k] += changes[k].Length / 2.0;
            weights[k + 1] += changes[k].Length / 2.0;
        }
        return weights;
    }

    // Categories whose rows look alike in the other columns stand side by side: one dimension of classical scaling over their distances.
    private static int[] CategoryOrder(Table rows, int place, ColumnGrid grid)
    {
        var count = grid.Rows.Length;
        if (count < 3)
            return [.. Enumerable.Range(0, count)];
        var members = Enumerable.Range(0, count).Select(category => Enumerable.Range(0, rows.RowCount).Where(row => grid.Places[row] == category).ToArray()).ToArray();
        var squared = Matrix<double>.Build.Dense(count, count);
        foreach (var column in rows.Columns.Where((_, i) => i != place))
        {
            var distance = CategoryDistance.Of(column);
            for (var i = 0; i < count; i++)
                for (var j = 0; j < i; j++)
                    squared[i, j] = squared[j, i] += distance(members[i], members[j]);
        }
        squared.MapInplace(distance => distance * distance);
        var centring = Matrix<double>.Build.DenseIdentity(count) - (1.0 / count);
        var vectors = (-0.5 * centring * squared * centring).Evd(Symmetricity.Symmetric).EigenVectors;
        var first = vectors.Column(count - 1);
        // The sign of an eigenvector is chance: the commonest category comes early.
        var sign = first[0] <= 0 ? 1 : -1;
        return [.. Enumerable.Range(0, count).OrderBy(category => sign * first[category]).ThenBy(category => category)];
    }
}
