namespace Saker.Learning.Trainers.Logistic;

/// <summary>A smooth convex function that Newton's method minimises.</summary>
internal interface IConvexObjective
{
    int RowCount { get; }

    /// <summary>As many as there are rows where each counts once.</summary>
    double TotalWeight { get; }

    int ParameterCount { get; }

    /// <summary>Whether the Hessian has a direction without curvature everywhere, so that it cannot be factorised.</summary>
    bool IsSingular { get; }

    double Value(ReadOnlySpan<double> parameters);

    /// <summary>The gradient at the parameters; it also remembers what the Hessian there needs.</summary>
    void Gradient(ReadOnlySpan<double> parameters, Span<double> gradient);

    /// <summary>product = H * direction at the parameters of the last gradient, without forming H.</summary>
    void MultiplyHessian(ReadOnlySpan<double> direction, Span<double> product);

    void HessianDiagonal(Span<double> diagonal);

    /// <summary>The lower triangle of H, row-major; only where it is not singular.</summary>
    void FormHessian(Span<double> hessian);
}
