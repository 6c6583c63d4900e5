namespace Saker.Learning.Trainers.Logistic;

/// <summary>
/// Half the squared error over standardised features: sum((m - y)^2) / 2 + sum(penalty_j v_j^2) / 2 with m = v.z + intercept. The penalty of each
/// coefficient is L2 / deviation^2, which is L2 on the coefficient in the original scale. One Newton step ends at the least of it.
/// </summary>
internal sealed class SquaredObjective : IConvexObjective
{
    private readonly StandardisedFeatures _features;
    private readonly float[] _target;
    private readonly double[] _penalty;

    public SquaredObjective(StandardisedFeatures features, float[] target, double l2)
    {
        (_features, _target) = (features, target);
        _penalty = features.Penalties(l2);
    }

    public int RowCount => _target.Length;

    public double TotalWeight => _target.Length;

    public int ParameterCount => _penalty.Length + 1;

    public bool IsSingular => false;

    public double Value(ReadOnlySpan<double> parameters)
    {
        var sum = 0.0;
        for (var row = 0; row < _target.Length; row++)
        {
            var error = Margin(parameters, row) - _target[row];
            sum += error * error;
        }
        for (var i = 0; i < _penalty.Length; i++)
            sum += _penalty[i] * parameters[i] * parameters[i];
        return sum / 2;
    }

    public void Gradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        gradient.Clear();
        for (var row = 0; row < _target.Length; row++)
            Add(row, Margin(parameters, row) - _target[row], gradient);
        AddPenalty(parameters, gradient);
    }

    public void MultiplyHessian(ReadOnlySpan<double> direction, Span<double> product)
    {
        product.Clear();
        for (var row = 0; row < _target.Length; row++)
            Add(row, Margin(direction, row), product);
        AddPenalty(direction, product);
    }

    public void HessianDiagonal(Span<double> diagonal)
    {
        diagonal.Clear();
        for (var row = 0; row < _target.Length; row++)
        {
            var values = _features.Row(row);
            for (var i = 0; i < values.Length; i++)
                diagonal[i] += values[i] * values[i];
        }
        diagonal[^1] = _target.Length;
        for (var i = 0; i < _penalty.Length; i++)
            diagonal[i] += _penalty[i];
    }

    public void FormHessian(Span<double> hessian)
    {
        hessian.Clear();
        var size = ParameterCount;
        for (var row = 0; row < _target.Length; row++)
        {
            var values = _features.Row(row);
            for (var i = 0; i < values.Length; i++)
                Vectors.AddScaled(values[..(i + 1)], values[i], hessian.Slice(i * size, i + 1));
            Vectors.AddScaled(values, 1, hessian.Slice((size - 1) * size, size - 1));
        }
        hessian[^1] = _target.Length;
        for (var i = 0; i < _penalty.Length; i++)
            hessian[(i * size) + i] += _penalty[i];
    }

    private double Margin(ReadOnlySpan<double> parameters, int row) => Vectors.Dot(_features.Row(row), parameters[..^1]) + parameters[^1];

    private void Add(int row, double factor, Span<double> sums)
    {
        Vectors.AddScaled(_features.Row(row), factor, sums[..^1]);
        sums[^1] += factor;
    }

    private void AddPenalty(ReadOnlySpan<double> parameters, Span<double> sums)
    {
        for (var i = 0; i < _penalty.Length; i++)
            sums[i] += _penalty[i] * parameters[i];
    }
}
