using Saker.Data;
using Saker.Learning.Estimation;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Multiclass;

namespace Saker.Learning.Tests.Estimation;

public sealed class ConfidenceEstimationTests
{
    private static readonly EstimationSettings Settings = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Whole_answers_give_the_measured_scores()
    {
        var rows = Simulated(300, seed: 1, sureness: 1);
        var scores = new double[SoftBinaryRows.Names.Count];
        new SoftBinaryRows(rows.Probability, rows.Said).Compute(Array.ConvertAll(rows.Target.ToArray(), value => (double)value), scores);

        for (var i = 0; i < scores.Length; i++)
            Assert.Equal(BinaryScores.All.Single(score => score.Name == SoftBinaryRows.Names[i].Name).Compute(rows), scores[i], 1e-9);
    }

    [Fact]
    public void Whole_answers_of_several_classes_give_the_measured_scores()
    {
        var rows = SimulatedClasses(400, seed: 2);
        var soft = new SoftMulticlassRows(rows.Probabilities("test").ToArray(), rows.Predicted.ToArray());
        var answers = new double[rows.UnitCount * 3];
        for (var row = 0; row < rows.UnitCount; row++)
            answers[(row * 3) + rows.Target[row]] = 1;
        var scores = new double[soft.Names.Count];
        soft.Compute(answers, scores);

        for (var i = 0; i < scores.Length; i++)
            Assert.Equal(MulticlassScores.All.Single(score => score.Name == soft.Names[i].Name).Compute(rows), scores[i], 1e-6);
    }

    [Fact]
    public void What_is_expected_is_the_sum_over_all_answers_that_there_can_be()
    {
        float[] probability = [0.9f, 0.6f, 0.6f, 0.3f, 0.1f];
        bool[] said = [true, true, true, false, false];
        double[] answers = [0.8, 0.7, 0.4, 0.35, 0.05];
        double inOrder = 0, pairs = 0, right = 0;
        for (var set = 0; set < 1 << answers.Length; set++)
        {
            var chance = 1.0;
            for (var i = 0; i < answers.Length; i++)
                chance *= (set >> i & 1) == 1 ? answers[i] : 1 - answers[i];
            for (var i = 0; i < answers.Length; i++)
            {
                right += chance * (((set >> i & 1) == 1) == said[i] ? 1.0 / answers.Length : 0);
                for (var j = 0; j < answers.Length; j++)
                {
                    if ((set >> i & 1) == 0 || (set >> j & 1) == 1)
                        continue;
                    pairs += chance;
                    inOrder += chance * (probability[i] > probability[j] ? 1 : probability[i] == probability[j] ? 0.5 : 0);
                }
            }
        }
        var scores = new double[SoftBinaryRows.Names.Count];
        new SoftBinaryRows(probability, said).Compute(answers, scores);

        Assert.Equal(inOrder / pairs, scores[0], 1e-12);
        Assert.Equal(right, scores[4], 1e-12);
    }

    [Fact]
    public void Scores_of_other_rows_are_estimated_within_the_stated_error()
    {
        var estimator = ConfidenceEstimation.Fit(Simulated(20_000, seed: 3, sureness: 1), Settings);
        var (within, all) = (0, 0);
        for (var seed = 10; seed < 60; seed++)
        {
            // Rows that are far harder than those of the reference: what covariate shift does.
            var rows = Simulated(500, seed, sureness: 1, spread: 0.6);
            var estimate = estimator.Estimate(rows.Probability, rows.Said, Cancellation);
            foreach (var score in estimate.Scores)
            {
                all++;
                within += Math.Abs(score.Value - BinaryScores.All.Single(own => own.Name == score.Name).Compute(rows)) <= 2 * score.StandardError ? 1 : 0;
            }
        }

        // Two standard errors hold 95.4%; 500 correlated tries of it vary by some 2%.
        Assert.InRange((double)within / all, 0.90, 1);
    }

    [Fact]
    public void A_model_that_is_too_sure_of_itself_is_calibrated_and_one_that_is_not_is_left_alone()
    {
        var sure = ConfidenceEstimation.Fit(Simulated(4_000, seed: 4, sureness: 2.5), Settings);
        var rows = Simulated(20_000, seed: 5, sureness: 2.5);

        var estimate = sure.Estimate(rows.Probability, rows.Said, Cancellation);

        Assert.True(sure.IsCalibrated);
        Assert.Equal(BinaryScores.All.Single(score => score.Name == "roc_auc").Compute(rows), estimate.Find("roc_auc")!.Value, 0.01);
        Assert.Equal(BinaryScores.All.Single(score => score.Name == "log_loss").Compute(rows), estimate.Find("log_loss")!.Value, 0.02);
        Assert.Equal("cbpe", estimate.Method);
        // Of models that need none, most are left as they are: the choice is by a few thousandths of the loss.
        Assert.InRange(Enumerable.Range(0, 20).Count(seed => ConfidenceEstimation.Fit(Simulated(2_000, seed, sureness: 1), Settings).IsCalibrated), 0, 9);
    }

    [Fact]
    public void A_model_that_is_wrong_in_one_part_of_its_inputs_is_estimated_there_by_rows_of_that_part()
    {
        var (reference, referenceRows) = TwoParts(6_000, seed: 6, shareOfSecond: 0.3);
        var (rows, inputs) = TwoParts(6_000, seed: 7, shareOfSecond: 1);
        var truth = BinaryScores.All.Single(score => score.Name == "roc_auc").Compute(rows);

        var plain = ConfidenceEstimation.Fit(reference, Settings).Estimate(rows.Probability, rows.Said, Cancellation).Find("roc_auc")!.Value;
        var adapted = ConfidenceEstimation.FitTo(reference, referenceRows, inputs, Settings, Cancellation).Estimate(rows.Probability, rows.Said, Cancellation);

        Assert.True(Math.Abs(plain - truth) > 0.05, $"{plain} and {truth}");
        Assert.Equal(truth, adapted.Find("roc_auc")!.Value, 0.02);
        Assert.Equal("pape", adapted.Method);
    }

    [Fact]
    public void Thresholds_are_three_deviations_of_at_least_six_chunks()
    {
        var reference = Simulated(2_000, seed: 8, sureness: 1);
        double[] chunks = [.. Enumerable.Range(0, 10).Select(chunk => BinaryScores.All.Single(score => score.Name == "accuracy").Compute(reference.Take([.. Enumerable.Range(chunk * 200, 200)])))];
        var (mean, deviation) = (chunks.Average(), Math.Sqrt(chunks.Sum(value => Math.Pow(value - chunks.Average(), 2)) / 9));

        var like = ConfidenceEstimation.Fit(reference, Settings).Estimate(reference.Probability[..200], reference.Said[..200], Cancellation);
        var larger = ConfidenceEstimation.Fit(reference, Settings).Estimate(reference.Probability[..800], reference.Said[..800], Cancellation);
        var few = ConfidenceEstimation.Fit(reference, Settings with { ChunkCount = 5 }).Estimate(reference.Probability, reference.Said, Cancellation);

        var band = like.Find("accuracy")!.Band!;
        Assert.Equal(mean, band.Mean, 1e-12);
        Assert.Equal(mean - (3 * deviation), band.Low, 1e-12);
        Assert.Equal(10, band.ChunkCount);
        // Four times the rows vary half as much.
        Assert.Equal(mean - (1.5 * deviation), larger.Find("accuracy")!.Band!.Low, 1e-12);
        Assert.Empty(like.Warnings);
        Assert.Null(few.Find("accuracy")!.Band);
        Assert.Contains("at least 6", Assert.Single(few.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_are_harder_than_any_of_the_reference_are_told()
    {
        var estimator = ConfidenceEstimation.Fit(Simulated(4_000, seed: 9, sureness: 1), Settings);
        var hard = Simulated(500, seed: 10, sureness: 1, spread: 0.2);

        var estimate = estimator.Estimate(hard.Probability, hard.Said, Cancellation);

        Assert.True(estimate.Find("roc_auc")!.IsWorse);
        Assert.True(estimate.Find("log_loss")!.IsWorse);
    }

    [Fact]
    public void Several_classes_are_estimated_within_the_stated_error()
    {
        var estimator = ConfidenceEstimation.Fit(SimulatedClasses(6_000, seed: 11), Settings);
        var (within, all) = (0, 0);
        for (var seed = 20; seed < 40; seed++)
        {
            var rows = SimulatedClasses(500, seed, spread: 0.7);
            var estimate = estimator.Estimate(rows.Probabilities("test").ToArray(), rows.Predicted.ToArray(), Cancellation);
            foreach (var score in estimate.Scores)
            {
                all++;
                within += Math.Abs(score.Value - MulticlassScores.All.Single(own => own.Name == score.Name).Compute(rows)) <= 2.5 * score.StandardError ? 1 : 0;
            }
        }

        Assert.InRange((double)within / all, 0.9, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_estimate()
    {
        var reference = Simulated(500, seed: 12, sureness: 1);
        var rows = Simulated(100, seed: 13, sureness: 1);

        var (one, two) = (ConfidenceEstimation.Fit(reference, Settings).Estimate(rows.Probability, rows.Said, Cancellation), ConfidenceEstimation.Fit(reference, Settings).Estimate(rows.Probability, rows.Said, Cancellation));

        Assert.Equal(one.Scores, two.Scores);
    }

    [Fact]
    public void The_error_of_many_rows_is_drawn_on_some_and_scaled()
    {
        var reference = Simulated(4_000, seed: 14, sureness: 1);
        var rows = Simulated(8_000, seed: 15, sureness: 1);

        var all = ConfidenceEstimation.Fit(reference, Settings).Estimate(rows.Probability, rows.Said, Cancellation);
        var some = ConfidenceEstimation.Fit(reference, Settings with { MaxDrawnRowCount = 2_000 }).Estimate(rows.Probability, rows.Said, Cancellation);

        Assert.Equal(all.Find("roc_auc")!.Value, some.Find("roc_auc")!.Value);
        Assert.InRange(some.Find("roc_auc")!.StandardError / all.Find("roc_auc")!.StandardError, 0.8, 1.25);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var reference = Simulated(200, seed: 16, sureness: 1);
        var estimator = ConfidenceEstimation.Fit(reference, Settings);

        Assert.Throws<SakerException>(() => ConfidenceEstimation.Fit(Simulated(59, seed: 17, sureness: 1), Settings));
        Assert.Throws<SakerException>(() => estimator.Estimate(ReadOnlySpan<float>.Empty, [], Cancellation));
        Assert.Throws<SakerException>(() => estimator.Estimate([0.5f], [true, false], Cancellation));
        Assert.Throws<SakerException>(() => estimator.Estimate([1.5f], [true], Cancellation));
        Assert.Throws<SakerException>(() => estimator.Estimate([0.2, 0.3, 0.5], [2], Cancellation));
        Assert.Throws<SakerException>(() => ConfidenceEstimation.FitTo(reference, Numbers([1, 2]), Numbers([1]), Settings, Cancellation));
        Assert.Equal(2, Assert.Throws<SakerException>(() => ConfidenceEstimation.Fit(reference, new EstimationSettings { ChunkCount = 1, Deviations = 0 })).Problems.Count);
    }

    private static Table Numbers(double[] values) => new([Column.OfNumbers("x", values)]);

    /// <summary>Rows whose log-odds are normal; the model says so many times the log-odds.</summary>
    private static BinaryPredictions Simulated(int count, long seed, double sureness, double spread = 1.5)
    {
        var chance = new Xoshiro256(seed);
        var (target, probability) = (new float[count], new float[count]);
        for (var row = 0; row < count; row++)
        {
            var logit = chance.NextNormal() * spread;
            target[row] = chance.NextDouble() < 1 / (1 + Math.Exp(-logit)) ? 1 : 0;
            probability[row] = (float)(1 / (1 + Math.Exp(-sureness * logit)));
        }
        return new BinaryPredictions(target, probability, 0.5);
    }

    /// <summary>In the second part, which a column tells, the model is three times as sure as it should be.</summary>
    private static (BinaryPredictions Rows, Table Inputs) TwoParts(int count, long seed, double shareOfSecond)
    {
        var chance = new Xoshiro256(seed);
        var (target, probability, part) = (new float[count], new float[count], new double[count]);
        for (var row = 0; row < count; row++)
        {
            part[row] = chance.NextDouble() < shareOfSecond ? 1 : 0;
            var logit = chance.NextNormal() * 1.5;
            target[row] = chance.NextDouble() < 1 / (1 + Math.Exp(-logit / (part[row] == 1 ? 3 : 1))) ? 1 : 0;
            probability[row] = (float)(1 / (1 + Math.Exp(-logit)));
        }
        return (new BinaryPredictions(target, probability, 0.5), Numbers(part));
    }

    private static MulticlassPredictions SimulatedClasses(int count, long seed, double spread = 1.2)
    {
        var chance = new Xoshiro256(seed);
        var (target, predicted, probabilities) = (new int[count], new int[count], new double[count * 3]);
        for (var row = 0; row < count; row++)
        {
            double[] weights = [Math.Exp(chance.NextNormal() * spread), Math.Exp(chance.NextNormal() * spread), Math.Exp(chance.NextNormal() * spread)];
            double[] shares = [.. weights.Select(weight => weight / weights.Sum())];
            var draw = chance.NextDouble();
            target[row] = draw < shares[0] ? 0 : draw < shares[0] + shares[1] ? 1 : 2;
            predicted[row] = Array.IndexOf(shares, shares.Max());
            shares.CopyTo(probabilities, row * 3);
        }
        return new MulticlassPredictions(["a", "b", "c"], target, predicted, probabilities);
    }
}
