namespace Saker.Learning.Trainers.Logistic;

/// <summary>Newton's method with step halving on a convex objective; from the log odds of the classes and no coefficients.</summary>
internal static class LogisticSolver
{
    // The share of the promised decrease that a step must give (Armijo).
    private const double SufficientDecrease = 1e-4;
    private const int MaxHalvings = 50;

    // What float64 rounding does to a sum, relative to it.
    private const double Rounding = 1e-15;

    public static LogisticSolution Solve(LogisticObjective objective, double startIntercept, int maxIterations, double tolerance, CancellationToken cancellationToken)
    {
        var parameters = new double[objective.ParameterCount];
        parameters[^1] = startIntercept;
        return Solve(objective, parameters, maxIterations, tolerance, cancellationToken);
    }

    /// <param name="objective">What is minimised.</param>
    /// <param name="parameters">Where it begins; they are moved.</param>
    /// <param name="maxIterations">Newton steps after which it gives up.</param>
    /// <param name="tolerance">It has converged when no component of the gradient per row is larger.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static LogisticSolution Solve(IConvexObjective objective, double[] parameters, int maxIterations, double tolerance, CancellationToken cancellationToken)
    {
        var gradient = new double[parameters.Length];
        var newton = new NewtonDirection(objective);
        var value = objective.Value(parameters);
        var converged = false;
        var iteration = 0;
        for (; ; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            objective.Gradient(parameters, gradient);
            var norm = Vectors.MaxAbsolute(gradient) / objective.TotalWeight;
            converged = converged || norm <= tolerance;
            if (converged || iteration == maxIterations)
                break;
            var direction = newton.Solve(gradient, Math.Min(0.1, Math.Sqrt(norm)), cancellationToken);
            var decrease = -Vectors.Dot(gradient, direction);
            var step = Step(objective, parameters, direction, ref value, decrease);
            if (step == 0)
                break;

            // The promised decrease is below what float64 can tell: this was the last useful step.
            converged = decrease <= Rounding * value;
        }
        return new LogisticSolution(parameters, converged, iteration, Vectors.MaxAbsolute(gradient) / objective.TotalWeight);
    }

    /// <summary>Moves the parameters by the longest of 1, 1/2, 1/4... directions that lowers the objective enough; gives that length, or 0 when none does.</summary>
    private static double Step(IConvexObjective objective, double[] parameters, double[] direction, ref double value, double decrease)
    {
        if (!(decrease > 0))
            return 0;
        var trial = new double[parameters.Length];
        var step = 1.0;
        for (var halving = 0; halving < MaxHalvings; halving++, step /= 2)
        {
            parameters.CopyTo(trial, 0);
            Vectors.AddScaled(direction, step, trial);
            var next = objective.Value(trial);
            if (!(next <= value - SufficientDecrease * step * decrease + 4 * Rounding * value))
                continue;
            trial.CopyTo(parameters, 0);
            value = next;
            return step;
        }
        return 0;
    }
}
