namespace Saker.Learning.Estimation;

/// <summary>A score that is the mean of a loss, or its root.</summary>
internal readonly record struct LossScore(EstimatedName Name, LossKind Kind, bool IsRoot)
{
    // What stands in place of an answer of 0, as in the measured score.
    private const double Epsilon = 2.220446049250313e-16;

    public static IReadOnlyList<LossScore> All { get; } =
    [
        new(new("mae", "Mean absolute error", false, double.PositiveInfinity), LossKind.Absolute, IsRoot: false),
        new(new("rmse", "Root mean squared error", false, double.PositiveInfinity), LossKind.Squared, IsRoot: true),
        new(new("mse", "Mean squared error", false, double.PositiveInfinity), LossKind.Squared, IsRoot: false),
        new(new("mape", "Mean absolute share of error", false, double.PositiveInfinity), LossKind.Share, IsRoot: false),
        new(new("rmsle", "Root mean squared logarithmic error", false, double.PositiveInfinity), LossKind.SquaredLog, IsRoot: true),
    ];

    /// <summary>The loss of one prediction; NaN where it is not defined.</summary>
    public static double Loss(LossKind kind, double target, double prediction) => kind switch
    {
        LossKind.Absolute => Math.Abs(target - prediction),
        LossKind.Squared => (target - prediction) * (target - prediction),
        LossKind.Share => Math.Abs(target - prediction) / Math.Max(Math.Abs(target), Epsilon),
        _ => target < 0 || prediction < 0 ? double.NaN : Math.Pow(Math.Log(1 + target) - Math.Log(1 + prediction), 2),
    };

    /// <summary>The score from the mean of the losses.</summary>
    public double Of(double mean) => IsRoot ? Math.Sqrt(Math.Max(0, mean)) : mean;

    /// <summary>The standard error of the score from that of the mean, to first order.</summary>
    public double ErrorOf(double mean, double error) => !IsRoot ? error : mean > 0 ? error / (2 * Math.Sqrt(mean)) : double.NaN;
}
