namespace Saker.Learning.Trainers.Logistic;

/// <summary>
/// Solves H d = -g. Small problems by Cholesky's factorisation of the Hessian; wide ones, and those where it is singular, by conjugate
/// gradients with Jacobi's preconditioner on products with the Hessian (truncated Newton, Dembo and Steihaug 1983).
/// </summary>
internal sealed class NewtonDirection(IConvexObjective objective)
{
    private const int MaxDenseSize = 256;
    private const double MaxDenseWork = 4e9;

    // A pivot that lost this much of its diagonal is noise: the columns depend on each other.
    private const double SingularPivot = 1e-13;

    private readonly int _size = objective.ParameterCount;
    private readonly double[] _diagonal = new double[objective.ParameterCount];

    public double[] Solve(ReadOnlySpan<double> gradient, double tolerance, CancellationToken cancellationToken)
    {
        var isSmall = !objective.IsSingular && _size <= MaxDenseSize && (double)objective.RowCount * _size * _size <= MaxDenseWork;
        return (isSmall ? ByCholesky(gradient) : null) ?? ByConjugateGradients(gradient, tolerance, cancellationToken);
    }

    internal double[]? ByCholesky(ReadOnlySpan<double> gradient)
    {
        var factor = new double[_size * _size];
        objective.FormHessian(factor);
        for (var i = 0; i < _size; i++)
        {
            var row = factor.AsSpan(i * _size, i + 1);
            var diagonal = row[i];
            for (var j = 0; j < i; j++)
            {
                var other = factor.AsSpan(j * _size, j + 1);
                row[j] = (row[j] - Vectors.Dot(row[..j], other[..j])) / other[j];
            }
            var pivot = diagonal - Vectors.Dot(row[..i], row[..i]);
            if (!(pivot > SingularPivot * diagonal))
                return null;
            row[i] = Math.Sqrt(pivot);
        }
        var solution = new double[_size];
        for (var i = 0; i < _size; i++)
            solution[i] = (-gradient[i] - Vectors.Dot(factor.AsSpan(i * _size, i), solution.AsSpan(0, i))) / factor[i * _size + i];
        for (var i = _size - 1; i >= 0; i--)
        {
            solution[i] /= factor[i * _size + i];
            Vectors.AddScaled(factor.AsSpan(i * _size, i), -solution[i], solution.AsSpan(0, i));
        }
        return solution;
    }

    internal double[] ByConjugateGradients(ReadOnlySpan<double> gradient, double tolerance, CancellationToken cancellationToken)
    {
        objective.HessianDiagonal(_diagonal);
        var solution = new double[_size];
        var residual = new double[_size];
        var scaled = new double[_size];
        var product = new double[_size];
        for (var i = 0; i < _size; i++)
            residual[i] = -gradient[i];
        Precondition(residual, scaled);
        var direction = scaled.AsSpan().ToArray();
        var squared = Vectors.Dot(residual, scaled);
        var goal = squared * tolerance * tolerance;
        for (var step = 0; step < 4 * _size && squared > goal; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            objective.MultiplyHessian(direction, product);
            var curvature = Vectors.Dot(direction, product);
            if (!(curvature > 0))
                break;
            var length = squared / curvature;
            Vectors.AddScaled(direction, length, solution);
            Vectors.AddScaled(product, -length, residual);
            Precondition(residual, scaled);
            var next = Vectors.Dot(residual, scaled);
            var share = next / squared;
            for (var i = 0; i < _size; i++)
                direction[i] = scaled[i] + share * direction[i];
            squared = next;
        }
        return solution;
    }

    private void Precondition(ReadOnlySpan<double> residual, Span<double> scaled)
    {
        for (var i = 0; i < scaled.Length; i++)
            scaled[i] = _diagonal[i] > 0 ? residual[i] / _diagonal[i] : residual[i];
    }
}
