using Saker.Data;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Scores.Regression;

/// <summary>The scores of predicted numbers; errors are in the unit of the target, shares as shares and not in per cent.</summary>
public static class RegressionScores
{
    // What scikit-learn divides by in place of a target of 0.
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>In the order to show them.</summary>
    public static IReadOnlyList<TaskScore<RegressionPredictions>> All { get; } =
    [
        new("rmse", "Root mean squared error", false, rows => Math.Sqrt(Mean(rows, SquaredError))),
        new("mae", "Mean absolute error", false, rows => Mean(rows, AbsoluteError)),
        new("median_absolute_error", "Median absolute error", false, rows => Median(Errors(rows)), "order statistics", (rows, level) => QuantileInterval.Of(Errors(rows), 0.5, level)),
        new("r2", "R squared", true, R2),
        new("explained_variance", "Explained variance", true, ExplainedVariance),
        new("mse", "Mean squared error", false, rows => Mean(rows, SquaredError)),
        new("bias", "Size of the mean error", false, rows => Math.Abs(Mean(rows, static (target, prediction) => prediction - target)), "student", SizeOfMean),
        new("mape", "Mean absolute share of error", false, rows => Mean(rows, static (target, prediction) => Math.Abs(target - prediction) / Math.Max(Math.Abs(target), Epsilon))),
        new("smape", "Symmetric mean absolute share of error", false, rows => Mean(rows, SymmetricShare)),
        new("pinball_10", "Pinball loss at 10%", false, rows => Pinball(rows, 0.1)),
        new("pinball_90", "Pinball loss at 90%", false, rows => Pinball(rows, 0.9)),
        new("rmsle", "Root mean squared logarithmic error", false, LogarithmicError),
        // The largest of some rows says nothing of how large the next one may be: the interval is open upwards.
        new("max_error", "Largest error", false, rows => Errors(rows).Max(), "bound", (rows, level) => new Interval(Errors(rows).Max(), double.PositiveInfinity, level)),
    ];

    // From that of the mean itself: resamples of a size pile up above a mean near 0, and say nothing of how near it is.
    private static Interval SizeOfMean(RegressionPredictions rows, double level)
    {
        var errors = new double[rows.UnitCount];
        for (var row = 0; row < errors.Length; row++)
            errors[row] = rows.Prediction[row] - rows.Target[row];
        var mean = MeanInterval.Of(errors, level);
        var (one, other) = (Math.Abs(mean.Low), Math.Abs(mean.High));
        return !mean.IsKnown ? mean : mean with { Low = mean.Low <= 0 && mean.High >= 0 ? 0 : Math.Min(one, other), High = Math.Max(one, other) };
    }

    /// <summary>The mean pinball loss of a predicted quantile (Koenker and Bassett 1978).</summary>
    /// <param name="rows">Answers and predictions.</param>
    /// <param name="quantile">Which quantile was predicted, 0 to 1.</param>
    public static double Pinball(RegressionPredictions rows, double quantile) =>
        Mean(rows, (target, prediction) => target >= prediction ? quantile * (target - prediction) : (1 - quantile) * (prediction - target));

    private static double SquaredError(double target, double prediction) => (target - prediction) * (target - prediction);

    private static double AbsoluteError(double target, double prediction) => Math.Abs(target - prediction);

    /// <summary>Twice the error over the sum of the sizes, 0 to 2; 0 where both are 0 (Makridakis 1993).</summary>
    private static double SymmetricShare(double target, double prediction) =>
        target == prediction ? 0 : 2 * Math.Abs(target - prediction) / (Math.Abs(target) + Math.Abs(prediction));

    /// <summary>1 less the mean squared error over the variance of the target; of a target that does not vary 1 when it is met and else 0, as scikit-learn has it.</summary>
    private static double R2(RegressionPredictions rows)
    {
        RequireTwo(rows, "R squared");
        var mean = Mean(rows, static (target, _) => target);
        return Explained(Mean(rows, SquaredError), Mean(rows, (target, _) => (target - mean) * (target - mean)));
    }

    private static double ExplainedVariance(RegressionPredictions rows)
    {
        var mean = Mean(rows, static (target, _) => target);
        var meanError = Mean(rows, static (target, prediction) => target - prediction);
        return Explained(
            Mean(rows, (target, prediction) => (target - prediction - meanError) * (target - prediction - meanError)),
            Mean(rows, (target, _) => (target - mean) * (target - mean)));
    }

    private static double Explained(double left, double all) => all > 0 ? 1 - (left / all) : left == 0 ? 1 : 0;

    private static double LogarithmicError(RegressionPredictions rows)
    {
        for (var row = 0; row < rows.UnitCount; row++)
            if (rows.Target[row] < 0 || rows.Prediction[row] < 0)
                throw new SakerException(ErrorKind.InvalidInput, $"The logarithmic error is not defined for negative numbers; row {row + 1} has one.", "target");
        return Math.Sqrt(Mean(rows, static (target, prediction) =>
        {
            var difference = Math.Log(1 + target) - Math.Log(1 + prediction);
            return difference * difference;
        }));
    }

    private static double Mean(RegressionPredictions rows, Func<double, double, double> value)
    {
        var sum = 0.0;
        for (var row = 0; row < rows.UnitCount; row++)
            sum += value(rows.Target[row], rows.Prediction[row]);
        return sum / rows.UnitCount;
    }

    private static double[] Errors(RegressionPredictions rows)
    {
        var errors = new double[rows.UnitCount];
        for (var row = 0; row < errors.Length; row++)
            errors[row] = AbsoluteError(rows.Target[row], rows.Prediction[row]);
        return errors;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static void RequireTwo(RegressionPredictions rows, string score)
    {
        if (rows.UnitCount < 2)
            throw new SakerException(ErrorKind.InvalidInput, $"{score} needs at least two rows; there is one.", "target");
    }
}
