using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Trainers.Logistic;

namespace Saker.Learning.Trainers;

/// <summary>
/// Logistic regression with a ridge penalty: minimises sum(log loss) + L2/2 * |w|^2, the intercept not penalised; the same as
/// scikit-learn's <c>LogisticRegression(C=1/L2)</c>. Fitted in float64 by Newton's method on standardised features, with the penalty
/// kept in the original scale, so that scaling changes the path but not the answer. Several classes share one softmax (multinomial logistic
/// regression), each with a weighted sum of its own. Features must not be missing.
/// </summary>
public sealed record LogisticRegression : Trainer
{
    internal const string PublicName = "logistic_regression";

    // Per standard deviation of a feature; odds of e^15 are beyond any data that does not separate.
    private const double SeparationCoefficient = 15;

    private static readonly SettingRange s_l2 = new("l2", 0, 1e12);
    private static readonly SettingRange s_maxIterations = new("max_iterations", 1, 10_000);
    private static readonly SettingRange s_tolerance = new("tolerance", 1e-14, 0.1);

    /// <summary>Strength of the penalty, 0 or more; 1/C in scikit-learn's words.</summary>
    public double L2 { get; init; } = 1.0;

    /// <summary>Newton steps after which it gives up with a warning, 1 to 10,000.</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>It has converged when no component of the gradient per row (standardised features) is larger.</summary>
    public double Tolerance { get; init; } = 1e-9;

    public override string Name => PublicName;

    public override string Title => "Logistic regression";

    public override IReadOnlyDictionary<string, string> Parameters => new Dictionary<string, string>
    {
        [s_l2.Key] = L2.ToString(CultureInfo.InvariantCulture),
        [s_maxIterations.Key] = MaxIterations.ToString(CultureInfo.InvariantCulture),
        [s_tolerance.Key] = Tolerance.ToString(CultureInfo.InvariantCulture),
    };

    public override double Complexity => 1;

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, int seed, CancellationToken cancellationToken) => Fit(features, target, [], seed, cancellationToken);

    public override FittedClassifier Fit(FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, CancellationToken cancellationToken)
    {
        s_l2.Require(Name, L2);
        s_maxIterations.Require(Name, MaxIterations);
        s_tolerance.Require(Name, Tolerance);
        TrainerInputs.Check(Name, features, target, weights, allowMissing: false);
        var standardised = new StandardisedFeatures(features);
        var objective = new LogisticObjective(standardised, target, weights, L2);
        var share = TrainerInputs.PositiveShare(target, weights);
        var start = Math.Log(share / (1 - share));
        var solution = LogisticSolver.Solve(objective, start, MaxIterations, Tolerance, cancellationToken);
        var (coefficients, intercept) = standardised.Restore(solution.Parameters);
        return new LogisticClassifier(coefficients, intercept, [.. Warn(solution, standardised, features.Names)]) { Means = features.ColumnMeans() };
    }

    public override bool Learns(ScoreTask task) => task is ScoreTask.Binary or ScoreTask.Multiclass;

    protected override FittedModel FitOther(LearningTask task, FeatureMatrix features, ReadOnlySpan<float> target, ReadOnlySpan<float> weights, int seed, FitWatch watch, CancellationToken cancellationToken)
    {
        s_l2.Require(Name, L2);
        s_maxIterations.Require(Name, MaxIterations);
        s_tolerance.Require(Name, Tolerance);
        TrainerInputs.Check(Name, task, features, target, weights, allowMissing: false);
        var (standardised, count) = (new StandardisedFeatures(features), task.ClassCount);
        var objective = new SoftmaxObjective(standardised, target, count, L2);
        var width = standardised.ColumnCount + 1;
        var start = new double[objective.ParameterCount];
        foreach (var value in target)
            start[((int)value * width) + width - 1]++;
        for (var each = 0; each < count; each++)
            start[(each * width) + width - 1] = Math.Log(start[(each * width) + width - 1] / target.Length);
        var solution = LogisticSolver.Solve(objective, start, MaxIterations, Tolerance, cancellationToken);
        var (coefficients, intercepts) = (new double[features.ColumnCount * count], new double[count]);
        for (var each = 0; each < count; each++)
        {
            (var own, intercepts[each]) = standardised.Restore(solution.Parameters.AsSpan(each * width, width));
            for (var i = 0; i < own.Length; i++)
                coefficients[(i * count) + each] = own[i];
        }
        return new SoftmaxModel(coefficients, intercepts, [.. Unfinished(solution)]) { Means = features.ColumnMeans() };
    }

    internal static LogisticRegression Read(Settings settings)
    {
        var defaults = new LogisticRegression();
        return new LogisticRegression
        {
            L2 = s_l2.Read(settings, defaults.L2),
            MaxIterations = s_maxIterations.Read(settings, defaults.MaxIterations),
            Tolerance = s_tolerance.Read(settings, defaults.Tolerance),
        };
    }

    private IEnumerable<string> Warn(LogisticSolution solution, StandardisedFeatures features, IReadOnlyList<string> names)
    {
        foreach (var warning in Unfinished(solution))
            yield return warning;
        if (L2 > 0)
            yield break;
        for (var i = 0; i < features.ColumnCount; i++)
        {
            if (Math.Abs(solution.Parameters[i]) < SeparationCoefficient)
                continue;
            yield return $"logistic_regression without a penalty has no finite answer when features separate the classes, which '{names[features.Feature(i)]}' seems to do. Set l2 above 0.";
            yield break;
        }
    }

    private IEnumerable<string> Unfinished(LogisticSolution solution) => solution.Converged ? [] :
    [
        FormattableString.Invariant($"logistic_regression did not converge: after {solution.Iterations} iterations the gradient per row is {solution.GradientNorm:g3}, above {Tolerance:g3}. ")
            + "Raise max_iterations, or raise l2 if the classes can be (almost) separated.",
    ];
}
