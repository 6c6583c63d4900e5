namespace Saker.Learning.Trainers.Logistic;

/// <summary>
/// The penalised log loss of several classes over standardised features: sum(log(sum of e^m_c) - m_y) + sum(penalty_j v_cj^2) / 2 with a margin
/// m_c = v_c.z + intercept_c for each class. The penalty of each coefficient is L2 / deviation^2, which is L2 on the coefficient in the original scale.
/// Parameters lie class by class: coefficients, then the intercept.
/// </summary>
internal sealed class SoftmaxObjective : IConvexObjective
{
    private readonly StandardisedFeatures _features;
    private readonly int[] _target;
    private readonly int _classCount;
    private readonly double[] _penalty;
    private readonly double[] _probabilities;
    private readonly double[] _margins;

    public SoftmaxObjective(StandardisedFeatures features, ReadOnlySpan<float> target, int classCount, double l2)
    {
        (_features, _classCount) = (features, classCount);
        _target = Array.ConvertAll(target.ToArray(), value => (int)value);
        _probabilities = new double[checked(target.Length * classCount)];
        _margins = new double[classCount];
        _penalty = features.Penalties(l2);
    }

    public int RowCount => _target.Length;

    public double TotalWeight => _target.Length;

    public int ParameterCount => _classCount * Width;

    /// <summary>As much added to every class's intercept changes nothing.</summary>
    public bool IsSingular => true;

    private int Width => _penalty.Length + 1;

    public double Value(ReadOnlySpan<double> parameters)
    {
        var sum = 0.0;
        for (var row = 0; row < _target.Length; row++)
        {
            Margins(parameters, row);
            var highest = _margins.Max();
            var all = 0.0;
            foreach (var margin in _margins)
                all += Math.Exp(margin - highest);
            sum += highest + Math.Log(all) - _margins[_target[row]];
        }
        return sum + Penalty(parameters);
    }

    public void Gradient(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        gradient.Clear();
        for (var row = 0; row < _target.Length; row++)
        {
            Margins(parameters, row);
            var own = _probabilities.AsSpan(row * _classCount, _classCount);
            Softmax.Apply(_margins, own);
            for (var each = 0; each < _classCount; each++)
                Add(row, each, own[each] - (_target[row] == each ? 1 : 0), gradient);
        }
        AddPenalty(parameters, gradient);
    }

    public void MultiplyHessian(ReadOnlySpan<double> direction, Span<double> product)
    {
        product.Clear();
        for (var row = 0; row < _target.Length; row++)
        {
            Margins(direction, row);
            var own = _probabilities.AsSpan(row * _classCount, _classCount);
            var mean = Vectors.Dot(own, _margins);
            for (var each = 0; each < _classCount; each++)
                Add(row, each, own[each] * (_margins[each] - mean), product);
        }
        AddPenalty(direction, product);
    }

    public void HessianDiagonal(Span<double> diagonal)
    {
        diagonal.Clear();
        for (var row = 0; row < _target.Length; row++)
        {
            var values = _features.Row(row);
            for (var each = 0; each < _classCount; each++)
            {
                var probability = _probabilities[(row * _classCount) + each];
                var curvature = probability * (1 - probability);
                var part = diagonal.Slice(each * Width, Width);
                for (var i = 0; i < values.Length; i++)
                    part[i] += curvature * values[i] * values[i];
                part[^1] += curvature;
            }
        }
        for (var each = 0; each < _classCount; each++)
            for (var i = 0; i < _penalty.Length; i++)
                diagonal[(each * Width) + i] += _penalty[i];
    }

    public void FormHessian(Span<double> hessian) => throw new InvalidOperationException("The Hessian of a softmax is singular.");

    private void Margins(ReadOnlySpan<double> parameters, int row)
    {
        for (var each = 0; each < _classCount; each++)
        {
            var part = parameters.Slice(each * Width, Width);
            _margins[each] = Vectors.Dot(_features.Row(row), part[..^1]) + part[^1];
        }
    }

    private void Add(int row, int each, double factor, Span<double> sums)
    {
        var part = sums.Slice(each * Width, Width);
        Vectors.AddScaled(_features.Row(row), factor, part[..^1]);
        part[^1] += factor;
    }

    private void AddPenalty(ReadOnlySpan<double> parameters, Span<double> sums)
    {
        for (var each = 0; each < _classCount; each++)
            for (var i = 0; i < _penalty.Length; i++)
                sums[(each * Width) + i] += _penalty[i] * parameters[(each * Width) + i];
    }

    private double Penalty(ReadOnlySpan<double> parameters)
    {
        var sum = 0.0;
        for (var each = 0; each < _classCount; each++)
            for (var i = 0; i < _penalty.Length; i++)
                sum += _penalty[i] * parameters[(each * Width) + i] * parameters[(each * Width) + i];
        return sum / 2;
    }
}
