using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Trainers.Logistic;

namespace Saker.Learning.Trainers;

/// <summary>
/// Linear regression of numbers with a ridge penalty: minimises sum((y - x.w - b)^2) + L2 * |w|^2, the intercept not penalised; the same as
/// scikit-learn's <c>Ridge(alpha=L2)</c>, and ordinary least squares where L2 is 0 (Hoerl and Kennard 1970). Fitted in float64 on standardised features,
/// with the penalty kept in the original scale. Features must not be missing.
/// </summary>
public sealed record LinearRegression : Trainer
{
    internal const string PublicName = "linear_regression";

    // Only features that depend on each other need more than one step.
    private const int MaxIterations = 20;
    private const double Tolerance = 1e-9;

    private static readonly SettingRange s_l2 = new("l2", 0, 1e12);

    /// <summary>Strength of the penalty, 0 or more; alpha in scikit-learn's words.</summary>
    public double L2 { get; init; } = 1.0;

    public override string Name => PublicName;

    public override string Title => "Linear regression";

    public override IReadOnlyDictionary<string, string> Parameters => new Dictionary<string, string> { [s_l2.Key] = L2.ToString(CultureInfo.InvariantCulture) };

    public override double Complexity => 1;

    public override bool Learns(ScoreTask task) => task == ScoreTask.Regression;

    /// <exception cref="SakerException">Always: it learns numbers, not classes.</exception>
    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, int seed, CancellationToken cancellationToken) => throw CannotLearn(ScoreTask.Binary);

    protected override FittedModel FitOther(LearningTask task, FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, FitWatch watch, CancellationToken cancellationToken)
    {
        s_l2.Require(Name, L2);
        TrainerInputs.Check(Name, task, features, target, weights, allowMissing: false);
        var scale = TargetScale.Of(target);
        var standardised = new StandardisedFeatures(features);
        var objective = new SquaredObjective(standardised, scale.Apply(target), L2);
        var solution = LogisticSolver.Solve(objective, new double[objective.ParameterCount], MaxIterations, Tolerance, cancellationToken);
        var (coefficients, intercept) = standardised.Restore(solution.Parameters);
        string[] warnings = solution.Converged ? [] : [FormattableString.Invariant($"linear_regression did not converge: the gradient per row is {solution.GradientNorm:g3}, since features depend on each other. Raise l2.")];
        return new LinearModel(Array.ConvertAll(coefficients, value => value * scale.Deviation), scale.Mean + (scale.Deviation * intercept), warnings) { Means = features.ColumnMeans() };
    }

    internal static LinearRegression Read(Settings settings) => new() { L2 = s_l2.Read(settings, new LinearRegression().L2) };
}
