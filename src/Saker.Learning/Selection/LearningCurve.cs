using Saker.Data;
using Saker.Learning.Scores;
using Saker.Learning.Trainers;

namespace Saker.Learning.Selection;

/// <summary>What a trainer makes of a part of the training rows: whether more rows would help, and how much it learns by heart.</summary>
public static class LearningCurve
{
    private static readonly double[] s_shares = [0.1, 0.2, 0.4, 0.7, 1];

    // As many folds as are needed for a mean; each point costs a fit a fold.
    private const int MaxFoldCount = 3;

    /// <summary>Fits on growing parts of each fold's training rows; a larger part holds the smaller ones.</summary>
    /// <param name="trainer">What is fitted.</param>
    /// <param name="score">What is measured.</param>
    /// <param name="target">The target of every row: each part has the classes, where there are any, in the same shares.</param>
    /// <param name="folds">Of which the first three are used.</param>
    /// <param name="prepare">Fits preparation on the training rows of a fold and applies it to both parts.</param>
    /// <param name="seed">Decides which rows come first, and is given to every fit.</param>
    /// <param name="cancellationToken">Stops between fits.</param>
    /// <returns>From few rows to all; parts too small to fit are left out.</returns>
    public static IReadOnlyList<LearningPoint> Compute(
        Trainer trainer, Score score, ReadOnlySpan<float> target, IReadOnlyList<Fold> folds, Func<Fold, CancellationToken, PreparedFold> prepare, int seed, CancellationToken cancellationToken)
    {
        var answers = target.ToArray();
        var points = new List<LearningPoint>();
        foreach (var share in s_shares)
        {
            var results = folds.Take(MaxFoldCount).Select(fold => Fit(trainer, score, Part(fold, answers, score.Task, share, seed), prepare, seed, cancellationToken)).OfType<(int Rows, double Training, double Validation)>().ToList();
            if (results.Count < Math.Min(MaxFoldCount, folds.Count))
                continue;
            var mean = results.Average(result => result.Validation);
            points.Add(new LearningPoint
            {
                TrainingRowCount = (int)Math.Round(results.Average(result => result.Rows)),
                TrainingScore = results.Average(result => result.Training),
                Score = mean,
                StandardDeviation = Math.Sqrt(results.Sum(result => (result.Validation - mean) * (result.Validation - mean)) / Math.Max(1, results.Count - 1)),
            });
        }
        return points;
    }

    private static (int Rows, double Training, double Validation)? Fit(Trainer trainer, Score score, Fold fold, Func<Fold, CancellationToken, PreparedFold> prepare, int seed, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var prepared = prepare(fold, cancellationToken);
            var fitted = prepared.Fit(trainer, seed, cancellationToken);
            return (fold.Train.Count, score.Compute(prepared.TrainTarget, fitted.Predict(prepared.Train)), score.Compute(prepared.ValidationTarget, fitted.Predict(prepared.Validation)));
        }
        catch (SakerException)
        {
            // A tenth of few rows may lack a class, or a category that the preparation needs.
            return null;
        }
    }

    private static Fold Part(Fold fold, float[] target, ScoreTask task, double share, int seed)
    {
        var rows = fold.Train.ToArray();
        new Xoshiro256(seed).Shuffle(rows);
        var kept = rows.GroupBy(row => task == ScoreTask.Regression ? 0 : target[row]).SelectMany(ofClass => ofClass.Take((int)Math.Ceiling(share * ofClass.Count())));
        return fold with { Train = [.. kept.Order()] };
    }
}
