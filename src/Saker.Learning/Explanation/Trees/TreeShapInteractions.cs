using MathNet.Numerics.Integration;
using Saker.Data;

namespace Saker.Learning.Explanation.Trees;

/// <summary>
/// Exact SHAP interaction values of a sum of trees (Lundberg et al. 2020): off the diagonal half of Shapley's interaction index of two features,
/// on it what is left of a feature's value, so that each row of the square adds up to the feature's value. Thread-safe.
/// </summary>
/// <remarks>
/// As in <see cref="TreeShapPlan"/>, the weights of subsets are an integral: a leaf adds
/// <c>v/2 (o_i - z_i)(o_j - z_j) * integral of the product of the other factors</c>, a polynomial of degree k-2, which the quadrature gives exactly.
/// </remarks>
internal sealed class TreeShapInteractions
{
    private readonly TreeSum _sum;
    private readonly IReadOnlyList<LeafPath>[] _paths;
    private readonly GaussLegendreRule[] _rules;
    private readonly TreeShap _values;

    /// <param name="sum">The trees.</param>
    /// <param name="maxFeatures">The most columns of a row: the square of them is held for each.</param>
    /// <exception cref="SakerException">The trees ask more features.</exception>
    public TreeShapInteractions(TreeSum sum, int maxFeatures)
    {
        if (sum.FeatureCount > maxFeatures)
            throw new SakerException(ErrorKind.LimitExceeded, $"The model has {sum.FeatureCount} features; interactions are computed for at most {maxFeatures}, as there is a value for every pair.");
        _sum = sum;
        _values = new TreeShap(sum);
        _paths = [.. sum.Trees.Select(LeafPath.Of)];
        var most = _paths.SelectMany(paths => paths).Max(path => path.Steps.Count);
        // Degree k-2 needs k/2 points.
        _rules = [.. Enumerable.Range(0, (most / 2) + 1).Select(points => new GaussLegendreRule(0, 1, Math.Max(1, points)))];
    }

    public double Expected => _values.Expected;

    /// <summary>The squares of rows.</summary>
    /// <param name="rows">Row-major float64 [N, <paramref name="featureCount"/>]; NaN is missing.</param>
    /// <param name="featureCount">Columns of the rows.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>Row-major [N, features, features], symmetric.</returns>
    public double[] Explain(ReadOnlyMemory<double> rows, int featureCount, CancellationToken cancellationToken)
    {
        var rowCount = rows.Length / featureCount;
        var values = new double[rows.Length];
        _values.Explain(rows, featureCount, values, 1, cancellationToken);
        var squares = new double[checked(rowCount * featureCount * featureCount)];
        for (var row = 0; row < rowCount; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var square = squares.AsSpan(row * featureCount * featureCount, featureCount * featureCount);
            Add(rows.Span.Slice(row * featureCount, featureCount), square, featureCount);
            for (var i = 0; i < featureCount; i++)
            {
                var others = 0.0;
                for (var j = 0; j < featureCount; j++)
                    others += square[(i * featureCount) + j];
                square[(i * featureCount) + i] = values[(row * featureCount) + i] - others;
            }
        }
        return squares;
    }

    private void Add(ReadOnlySpan<double> row, Span<double> square, int featureCount)
    {
        Span<bool> isOpen = stackalloc bool[_rules.Length * 2];
        for (var i = 0; i < _paths.Length; i++)
            foreach (var path in _paths[i])
                if (path.Steps.Count > 1)
                    Add(_sum.Trees[i], path, row, isOpen, square, featureCount);
    }

    private void Add(CoverTree tree, LeafPath path, ReadOnlySpan<double> row, Span<bool> isOpen, Span<double> square, int featureCount)
    {
        var steps = path.Steps;
        for (var i = 0; i < steps.Count; i++)
        {
            isOpen[i] = true;
            foreach (var (branch, isYes) in steps[i].Branches)
                isOpen[i] &= tree.GoesYes(branch, row[steps[i].Feature]) == isYes;
        }
        var rule = _rules[steps.Count / 2];
        for (var i = 0; i < steps.Count; i++)
            for (var j = 0; j < i; j++)
            {
                var added = path.Weight / 2 * Change(isOpen[i], steps[i]) * Change(isOpen[j], steps[j]) * Others(rule, steps, isOpen, i, j);
                square[(steps[i].Feature * featureCount) + steps[j].Feature] += added;
                square[(steps[j].Feature * featureCount) + steps[i].Feature] += added;
            }
    }

    private static double Change(bool isOpen, in LeafStep step) => (isOpen ? 1 : 0) - step.Zero;

    private static double Others(GaussLegendreRule rule, IReadOnlyList<LeafStep> steps, ReadOnlySpan<bool> isOpen, int i, int j)
    {
        var integral = 0.0;
        for (var point = 0; point < rule.Order; point++)
        {
            var t = rule.GetAbscissa(point);
            var product = rule.GetWeight(point);
            for (var k = 0; k < steps.Count; k++)
                if (k != i && k != j)
                    product *= (isOpen[k] ? t : 0) + ((1 - t) * steps[k].Zero);
            integral += product;
        }
        return integral;
    }
}
