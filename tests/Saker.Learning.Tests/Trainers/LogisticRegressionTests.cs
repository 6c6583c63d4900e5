using Saker.Data;
using Saker.Learning.Trainers;
using Saker.Learning.Trainers.Logistic;

namespace Saker.Learning.Tests.Trainers;

public sealed class LogisticRegressionTests
{
    public static TheoryData<string> CaseNames => [.. LogisticReference.List().Select(reference => reference.Name)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Coefficients_equal_those_computed_in_60_digits(string name)
    {
        var reference = LogisticReference.Get(name);

        var fitted = Fit(new LogisticRegression { L2 = reference.L2, Tolerance = 1e-13 }, reference);

        Assert.Empty(fitted.Warnings);
        Near(reference.Coefficients, fitted.Coefficients, 1e-7);
        Near([reference.Intercept], [fitted.Intercept], 1e-7);
    }

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Conjugate_gradients_find_the_same_direction_as_the_factorisation(string name)
    {
        var reference = LogisticReference.Get(name);
        var objective = new LogisticObjective(new StandardisedFeatures(reference.Matrix), reference.Target, [], Math.Max(reference.L2, 1));
        var gradient = new double[objective.ParameterCount];
        objective.Gradient(new double[gradient.Length], gradient);
        var newton = new NewtonDirection(objective);

        var dense = newton.ByCholesky(gradient)!;
        var product = new double[gradient.Length];
        objective.MultiplyHessian(newton.ByConjugateGradients(gradient, 1e-12, Token), product);
        var expected = new double[gradient.Length];
        objective.MultiplyHessian(dense, expected);

        Near(expected, product, 1e-9);
        Near([.. gradient.Select(value => -value)], expected, 1e-9);
    }

    [Fact]
    public void Wide_rows_are_fitted_without_forming_the_Hessian()
    {
        var (features, target) = ToyRows.Make(200, columnCount: 400);
        var trainer = new LogisticRegression();
        var fitted = (LogisticClassifier)trainer.Fit(features, target, 1, Token);

        Assert.Empty(fitted.Warnings);
        AssertStationary(fitted, features, target, trainer.L2);
    }

    [Fact]
    public void Unscaled_wide_rows_converge()
    {
        var (features, target) = ToyRows.Make(300, columnCount: 300);
        for (var i = 0; i < features.Values.Length; i++)
            features.Values[i] *= MathF.Pow(10, i % features.ColumnCount % 9 - 4);
        var fitted = (LogisticClassifier)new LogisticRegression().Fit(features, target, 1, Token);

        Assert.Empty(fitted.Warnings);
        AssertStationary(fitted, features, target, 1);
    }

    [Fact]
    public void Stopping_too_early_is_said_with_the_gradient_and_what_to_do()
    {
        var fitted = Fit(new LogisticRegression { MaxIterations = 1 }, LogisticReference.Get("separable, weak penalty"));
        var warning = Assert.Single(fitted.Warnings);
        Assert.Contains("did not converge", warning, StringComparison.Ordinal);
        Assert.Contains("max_iterations", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Separable_classes_without_a_penalty_are_named()
    {
        var fitted = Fit(new LogisticRegression { L2 = 0 }, LogisticReference.Get("separable, weak penalty"));
        Assert.Contains(fitted.Warnings, warning => warning.Contains("'f0'", StringComparison.Ordinal) && warning.Contains("l2", StringComparison.Ordinal));
        Assert.All(fitted.Coefficients, coefficient => Assert.True(double.IsFinite(coefficient)));
    }

    [Fact]
    public void A_column_twice_without_a_penalty_still_gives_the_best_probabilities()
    {
        var reference = LogisticReference.Get("a column twice");
        var once = LogisticReference.Get("well scaled");
        var twice = Fit(new LogisticRegression { L2 = 0 }, reference);
        Assert.Empty(twice.Warnings);
        GraphOf.Near(Fit(new LogisticRegression { L2 = 0 }, once).PredictProbability(once.Matrix), twice.PredictProbability(reference.Matrix), 1e-6);
    }

    [Fact]
    public void A_stronger_penalty_shrinks_the_coefficients_and_leaves_the_mean_probability()
    {
        var reference = LogisticReference.Get("well scaled");
        var lengths = new[] { 0.1, 1, 10, 1e6 }.Select(l2 => Fit(new LogisticRegression { L2 = l2 }, reference).Coefficients.Sum(value => value * value)).ToArray();
        Assert.Equal(lengths.OrderDescending(), lengths);
        var probability = Fit(new LogisticRegression { L2 = 1e6 }, reference).PredictProbability(reference.Matrix);
        Assert.Equal(reference.Target.Average(), probability.Average(), 1e-6);
    }

    [Fact]
    public void A_missing_value_is_refused_with_feature_and_remedy()
    {
        var (features, target) = ToyRows.Make(50);
        var fitted = new LogisticRegression().Fit(features, target, 1, Token);
        features.Values[9 * 6 + 1] = float.NaN;

        var error = Assert.Throws<SakerException>(() => new LogisticRegression().Fit(features, target, 1, Token));

        Assert.Equal("f1", error.Field);
        Assert.DoesNotContain("row", error.Message, StringComparison.Ordinal);
        Assert.Contains("Impute it first", error.Message, StringComparison.Ordinal);
        Assert.Throws<SakerException>(() => fitted.PredictProbability(features));
    }

    [Fact]
    public void Constant_features_get_no_coefficient()
    {
        var (features, target) = ToyRows.Make(100);
        Assert.Equal(0, ((LogisticClassifier)new LogisticRegression().Fit(features, target, 1, Token)).Coefficients[3]);
    }

    private static LogisticClassifier Fit(LogisticRegression trainer, LogisticReference reference) =>
        (LogisticClassifier)trainer.Fit(reference.Matrix, reference.Target, 1, Token);

    /// <summary>The gradient in the original scale, computed here anew, vanishes beside its terms.</summary>
    private static void AssertStationary(LogisticClassifier fitted, FeatureMatrix features, float[] target, double l2)
    {
        for (var column = 0; column < features.ColumnCount; column++)
        {
            double sum = 0, size = 0;
            for (var row = 0; row < features.RowCount; row++)
            {
                var values = features.Row(row);
                var margin = fitted.Intercept;
                for (var i = 0; i < values.Length; i++)
                    margin += fitted.Coefficients[i] * values[i];
                var term = (1 / (1 + Math.Exp(-margin)) - target[row]) * values[column];
                sum += term;
                size += Math.Abs(values[column]);
            }
            Assert.True(Math.Abs(sum + l2 * fitted.Coefficients[column]) <= 1e-7 * size, FormattableString.Invariant($"feature {column}: {sum + l2 * fitted.Coefficients[column]} of {size}"));
        }
    }

    private static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double relative)
    {
        var size = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Count; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= relative * Math.Max(Math.Abs(expected[i]), 1e-6 * size), FormattableString.Invariant($"{i}: {expected[i]:r} and {actual[i]:r}"));
    }
}
