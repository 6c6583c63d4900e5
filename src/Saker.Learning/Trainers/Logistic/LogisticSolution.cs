namespace Saker.Learning.Trainers.Logistic;

/// <summary>Where the solver ended.</summary>
/// <param name="Parameters">Coefficients of the standardised features, then the intercept.</param>
/// <param name="Converged">Whether the gradient vanished, as far as asked or as float64 can tell.</param>
/// <param name="Iterations">Newton steps taken.</param>
/// <param name="GradientNorm">The largest component of the gradient, per row.</param>
internal sealed record LogisticSolution(double[] Parameters, bool Converged, int Iterations, double GradientNorm);
