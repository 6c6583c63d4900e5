namespace Saker.Learning.Trainers.Logistic;

/// <summary>
/// The penalised log loss over standardised features: sum(w (log(1 + e^m) - y m)) + sum(penalty_j v_j^2) / 2 with margin m = v.z + intercept
/// and w the weight of the row, 1 where none is given.
/// The penalty of each coefficient is L2 / deviation^2, which is L2 on the coefficient in the original scale.
/// </summary>
internal sealed class LogisticObjective : IConvexObjective
{
    private readonly StandardisedFeatures _features;
    private readonly float[] _target;
    private readonly float[] _weights;
    private readonly double[] _penalty;
    private readonly double[] _curvature;

    public LogisticObjective(StandardisedFeatures features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, double l2)
    {
        _features = features;
        _target = target.ToArray();
        _weights = weights.ToArray();
        TotalWeight = _weights.Length == 0 ? target.Length : _weights.Sum(weight => (double)weight);
        _curvature = new double[target.Length];
        _penalty = features.Penalties(l2);
    }

    public int RowCount => _target.Length;

    /// <summary>As many as there are rows where each counts once.</summary>
    public double TotalWeight { get; }

    /// <summary>Coefficients and the intercept, which is last.</summary>
    public int ParameterCount => _penalty.Length + 1;

    public bool IsSingular => false;

    public double Value(ReadOnlySpan<double> parameters)
    {
        var sum = 0.0;
        for (var row = 0; row < _target.Length; row++)
        {
            var margin = Margin(parameters, row);
            var wrong = _target[row] == 1f ? -margin : margin;

            // log(1 + e^wrong), without overflow; the series where 1 + e would lose the small part.
            var small = Math.Exp(-Math.Abs(wrong));
            sum += Weight(row) * (Math.Max(wrong, 0) + (small < 1e-5 ? small - small * small / 2 : Math.Log(1 + small)));
        }
        return sum + Penalty(parameters);
    }

    /// <summary>The gradient at the parameters; it also remembers the curvature of each row there, for the Hessian.</summary>
    public void Gradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        gradient.Clear();
        var coefficients = gradient[..^1];
        for (var row = 0; row < _target.Length; row++)
        {
            var margin = Margin(parameters, row);
            var small = Math.Exp(-Math.Abs(margin));
            var minor = small / (1 + small);
            var major = 1 / (1 + small);
            var weight = Weight(row);
            _curvature[row] = weight * (minor * major);
            var residual = weight * (_target[row] == 1f ? -(margin >= 0 ? minor : major) : margin >= 0 ? major : minor);
            Vectors.AddScaled(_features.Row(row), residual, coefficients);
            gradient[^1] += residual;
        }
        for (var i = 0; i < _penalty.Length; i++)
            coefficients[i] += _penalty[i] * parameters[i];
    }

    /// <summary>product = H * direction at the parameters of the last gradient, without forming H.</summary>
    public void MultiplyHessian(ReadOnlySpan<double> direction, Span<double> product)
    {
        product.Clear();
        var coefficients = product[..^1];
        for (var row = 0; row < _target.Length; row++)
        {
            var factor = _curvature[row] * Margin(direction, row);
            Vectors.AddScaled(_features.Row(row), factor, coefficients);
            product[^1] += factor;
        }
        for (var i = 0; i < _penalty.Length; i++)
            coefficients[i] += _penalty[i] * direction[i];
    }

    public void HessianDiagonal(Span<double> diagonal)
    {
        diagonal.Clear();
        for (var row = 0; row < _target.Length; row++)
        {
            var values = _features.Row(row);
            for (var i = 0; i < values.Length; i++)
                diagonal[i] += _curvature[row] * values[i] * values[i];
            diagonal[^1] += _curvature[row];
        }
        for (var i = 0; i < _penalty.Length; i++)
            diagonal[i] += _penalty[i];
    }

    /// <summary>The lower triangle of H, row-major.</summary>
    public void FormHessian(Span<double> hessian)
    {
        hessian.Clear();
        var size = ParameterCount;
        for (var row = 0; row < _target.Length; row++)
        {
            var values = _features.Row(row);
            var curvature = _curvature[row];
            for (var i = 0; i < values.Length; i++)
                Vectors.AddScaled(values[..(i + 1)], curvature * values[i], hessian.Slice(i * size, i + 1));
            Vectors.AddScaled(values, curvature, hessian.Slice((size - 1) * size, size - 1));
            hessian[^1] += curvature;
        }
        for (var i = 0; i < _penalty.Length; i++)
            hessian[i * size + i] += _penalty[i];
    }

    private double Margin(ReadOnlySpan<double> parameters, int row) => Vectors.Dot(_features.Row(row), parameters[..^1]) + parameters[^1];

    private double Weight(int row) => _weights.Length == 0 ? 1 : _weights[row];

    private double Penalty(ReadOnlySpan<double> parameters)
    {
        var sum = 0.0;
        for (var i = 0; i < _penalty.Length; i++)
            sum += _penalty[i] * parameters[i] * parameters[i];
        return sum / 2;
    }
}
