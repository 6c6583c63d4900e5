using Saker.Data;
using Saker.Learning.Estimation;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Tests.Estimation;

public sealed class LossEstimationTests
{
    private static readonly EstimationSettings Settings = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Errors_of_rows_that_moved_are_estimated()
    {
        var (referenceRows, reference) = Simulated(6_000, seed: 1, shareOfNoisy: 0.2);
        var (rows, measured) = Simulated(3_000, seed: 2, shareOfNoisy: 0.8);

        var estimate = LossEstimation.Fit(referenceRows, reference, Settings, Cancellation).Estimate(rows, measured.Prediction, Cancellation);

        Assert.Equal("dle", estimate.Method);
        foreach (var name in (string[])["mae", "rmse", "mse", "mape", "rmsle"])
        {
            var truth = Score(name, measured);
            var score = estimate.Find(name)!;
            Assert.True(Math.Abs(score.Value - truth) < 0.1 * truth, $"{name}: {score.Value} for {truth}");
            // The errors of the reference itself are far from it.
            Assert.True(Math.Abs(Score(name, reference) - truth) > 0.25 * truth, name);
        }
        Assert.True(estimate.Find("mae")!.IsWorse);
        Assert.False(LossEstimation.Fit(referenceRows, reference, Settings, Cancellation).Estimate(referenceRows, reference.Prediction, Cancellation).Find("mae")!.IsWorse);
    }

    [Fact]
    public void The_stated_error_holds_what_chance_does()
    {
        var (referenceRows, reference) = Simulated(8_000, seed: 3, shareOfNoisy: 0.5);
        var estimator = LossEstimation.Fit(referenceRows, reference, Settings, Cancellation);
        var within = 0;
        for (var seed = 10; seed < 50; seed++)
        {
            var (rows, measured) = Simulated(300, seed, shareOfNoisy: 0.5);
            var score = estimator.Estimate(rows, measured.Prediction, Cancellation).Find("mae")!;
            within += Math.Abs(score.Value - Score("mae", measured)) <= 2 * score.StandardError ? 1 : 0;
        }

        Assert.InRange(within, 34, 40);
    }

    [Fact]
    public void Missing_values_and_unseen_texts_are_taken_and_what_is_not_defined_is_left_out()
    {
        var (referenceRows, reference) = Simulated(500, seed: 4, shareOfNoisy: 0.5, offset: -40);
        var estimator = LossEstimation.Fit(referenceRows, reference, Settings, Cancellation);

        var estimate = estimator.Estimate(new Table([Column.OfNumbers("x", [double.NaN]), Column.OfText("kind", ["new"])]), [3.0], Cancellation);

        Assert.True(double.IsFinite(estimate.Find("mae")!.Value));
        // Logarithms of negative numbers.
        Assert.Null(estimate.Find("rmsle"));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var (rows, reference) = Simulated(100, seed: 5, shareOfNoisy: 0.5);
        var estimator = LossEstimation.Fit(rows, reference, Settings, Cancellation);

        Assert.Throws<SakerException>(() => LossEstimation.Fit(rows.Take([0, 1]), reference, Settings, Cancellation));
        Assert.Throws<SakerException>(() => LossEstimation.Fit(rows.Take([0]), reference.Take([0]), Settings, Cancellation));
        Assert.Throws<SakerException>(() => estimator.Estimate(rows.Select(["x"]), reference.Prediction, Cancellation));
        Assert.Throws<SakerException>(() => estimator.Estimate(rows, [1.0], Cancellation));
        Assert.Throws<SakerException>(() => estimator.Estimate(rows.Take([0]), [double.NaN], Cancellation));
    }

    private static double Score(string name, RegressionPredictions rows) => RegressionScores.All.Single(score => score.Name == name).Compute(rows);

    /// <summary>Rows of the kind "noisy" miss by a deviation of 4, the others by 1.</summary>
    private static (Table Rows, RegressionPredictions Predictions) Simulated(int count, long seed, double shareOfNoisy, double offset = 50)
    {
        var chance = new Xoshiro256(seed);
        var (x, kind, target, prediction) = (new double[count], new string?[count], new double[count], new double[count]);
        for (var row = 0; row < count; row++)
        {
            x[row] = chance.NextDouble() * 10;
            kind[row] = chance.NextDouble() < shareOfNoisy ? "noisy" : "calm";
            prediction[row] = offset + (3 * x[row]);
            target[row] = prediction[row] + (chance.NextNormal() * (kind[row] == "noisy" ? 4 : 1));
        }
        return (new Table([Column.OfNumbers("x", x), Column.OfText("kind", kind)]), new RegressionPredictions(target, prediction));
    }
}
