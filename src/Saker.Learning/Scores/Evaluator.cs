using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores.Binary;
using Saker.Learning.Scores.Clustering;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Multilabel;
using Saker.Learning.Scores.Ranking;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Scores;

/// <summary>Judges predictions of any model: scores with intervals, by segment, beside what needs no model at all.</summary>
public static class Evaluator
{
    /// <summary>Judges a binary classifier.</summary>
    /// <param name="rows">Answers and probabilities.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <param name="table">The raw columns of the rows, for segments; null measures none.</param>
    /// <param name="plan">What is measured beyond the scores.</param>
    /// <param name="prior">The share of positives among the rows that the model learned from; null takes that of the rows themselves.</param>
    /// <param name="others">Further baselines, such as an earlier version.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    public static EvaluationReport Judge(BinaryPredictions rows, ClassLabels labels, Table? table, EvaluationPlan plan, double? prior, IReadOnlyList<Baseline<BinaryPredictions>> others, CancellationToken cancellationToken)
    {
        var positives = rows.Confusion.TruePositives + rows.Confusion.FalseNegatives;
        var share = (float)(prior ?? (double)positives / rows.UnitCount);
        var constant = new float[rows.UnitCount];
        constant.AsSpan().Fill(share);
        Baseline<BinaryPredictions> majority = new("majority", $"always '{(share >= 0.5f ? labels.Positive : labels.Negative)}', with the share of positives as probability", new BinaryPredictions(rows.Target, constant, 0.5));
        var losses = new double[rows.UnitCount];
        for (var row = 0; row < losses.Length; row++)
            losses[row] = rows.Said[row] == (rows.Target[row] == 1f) ? 0 : 1;
        var report = Judge(ScoreTask.Binary, rows, BinaryScores.All, table, losses, plan, [majority, .. others], cancellationToken);
        var otherwise = rows.CountOtherwiseLabelled();
        return report with
        {
            Findings = otherwise == 0 ? report.Findings : [.. report.Findings, new Problem("threshold", FormattableString.Invariant($"{otherwise} of {rows.UnitCount} rows have another label than the threshold {rows.Threshold:0.####} gives, such as by thresholds of groups; scores count the labels that are served."))],
            Classes = [new ClassCount(labels.Negative, rows.UnitCount - positives), new ClassCount(labels.Positive, positives)],
            Threshold = rows.Threshold,
            Calibration = Calibration.Compute(rows.Target, rows.Probability),
            Curves = Curves.Of(rows),
            Confusion = new ConfusionMatrix
            {
                Classes = [labels.Negative, labels.Positive],
                Counts = [[rows.Confusion.TrueNegatives, rows.Confusion.FalsePositives], [rows.Confusion.FalseNegatives, rows.Confusion.TruePositives]],
            },
        };
    }

    /// <summary>Judges a classifier of several classes, beside the class that is most frequent among the rows.</summary>
    public static EvaluationReport Judge(MulticlassPredictions rows, Table? table, EvaluationPlan plan, CancellationToken cancellationToken) => Judge(rows, table, plan, ReadOnlyMemory<float>.Empty, cancellationToken);

    /// <summary>The same beside the class that is most frequent among those that were learned from; among the rows themselves where none are given.</summary>
    internal static EvaluationReport Judge(MulticlassPredictions rows, Table? table, EvaluationPlan plan, ReadOnlyMemory<float> learned, CancellationToken cancellationToken)
    {
        var counts = new int[rows.Classes.Count];
        foreach (var target in rows.Target)
            counts[target]++;
        var known = learned.IsEmpty ? counts : new int[counts.Length];
        foreach (var target in learned.Span)
            known[(int)target]++;
        var most = Array.IndexOf(known, known.Max());
        var predicted = new int[rows.UnitCount];
        Array.Fill(predicted, most);
        var shares = rows.HasProbabilities ? Enumerable.Range(0, rows.UnitCount).SelectMany(_ => known.Select(count => (double)count / known.Sum())).ToArray() : null;
        Baseline<MulticlassPredictions> majority = new("majority", $"always '{rows.Classes[most]}'", new MulticlassPredictions(rows.Classes, rows.Target, predicted, shares) { HasOther = rows.HasOther });
        var losses = new double[rows.UnitCount];
        for (var row = 0; row < losses.Length; row++)
            losses[row] = rows.Predicted[row] == rows.Target[row] ? 0 : 1;
        var report = Judge(ScoreTask.Multiclass, rows, MulticlassScores.For(rows), table, losses, plan, [majority], cancellationToken);
        return report with
        {
            Findings = 2 * rows.Classes.Count <= rows.UnitCount ? report.Findings : [.. report.Findings, new Problem("target", $"there are {rows.Classes.Count} classes in {rows.UnitCount} rows, too many to say anything of each; numbers are judged as a regression.")],
            Classes = [.. rows.Classes.Select((name, own) => new ClassCount(name, counts[own]))],
            Confusion = rows.Confusion,
            Calibration = rows.HasProbabilities ? ConfidenceOf(rows) : null,
            Curves = Curves.Of(rows),
        };
    }

    // Of several classes the probability of the answer is held against how often answers are right (Guo et al. 2017).
    private static Calibration ConfidenceOf(MulticlassPredictions rows)
    {
        var probabilities = rows.Probabilities("A calibration");
        var (isRight, confidence) = (new float[rows.UnitCount], new float[rows.UnitCount]);
        for (var row = 0; row < isRight.Length; row++)
            (isRight[row], confidence[row]) = (rows.Predicted[row] == rows.Target[row] ? 1 : 0, (float)probabilities[(row * rows.Classes.Count) + rows.Predicted[row]]);
        return Calibration.Compute(isRight, confidence);
    }

    /// <summary>Judges predicted labels, beside giving each row the labels that more than half of the rows have.</summary>
    public static EvaluationReport Judge(MultilabelPredictions rows, Table? table, EvaluationPlan plan, CancellationToken cancellationToken)
    {
        var counts = new int[rows.Labels.Count];
        for (var i = 0; i < rows.Target.Length; i++)
            counts[i % counts.Length] += rows.Target[i] ? 1 : 0;
        var usual = new bool[rows.Target.Length];
        for (var i = 0; i < usual.Length; i++)
            usual[i] = 2 * counts[i % counts.Length] > rows.UnitCount;
        Baseline<MultilabelPredictions> majority = new("majority", "always the labels that more than half of the rows have", new MultilabelPredictions(rows.Labels, rows.Target, usual, null));
        double[] losses = [.. rows.ByRow.Select(own => own.FalsePositives + own.FalseNegatives)];
        return Judge(ScoreTask.Multilabel, rows, MultilabelScores.For(rows), table, losses, plan, [majority], cancellationToken) with
        {
            Classes = [.. rows.Labels.Select((name, own) => new ClassCount(name, counts[own]))],
        };
    }

    /// <summary>Judges predicted numbers, beside always the mean and always the median.</summary>
    public static EvaluationReport Judge(RegressionPredictions rows, Table? table, EvaluationPlan plan, CancellationToken cancellationToken) => Judge(rows, table, plan, ReadOnlyMemory<float>.Empty, cancellationToken);

    /// <summary>The same beside mean and median of the numbers that were learned from; of the rows themselves where none are given.</summary>
    internal static EvaluationReport Judge(RegressionPredictions rows, Table? table, EvaluationPlan plan, ReadOnlyMemory<float> learned, CancellationToken cancellationToken)
    {
        var sorted = learned.IsEmpty ? rows.Target.ToArray() : Array.ConvertAll(learned.ToArray(), value => (double)value);
        Array.Sort(sorted);
        Baseline<RegressionPredictions> Constant(string name, double value)
        {
            var prediction = new double[rows.UnitCount];
            Array.Fill(prediction, value);
            return new(name, FormattableString.Invariant($"always the {name}, {value:0.####}"), new RegressionPredictions(rows.Target, prediction));
        }
        var losses = new double[rows.UnitCount];
        for (var row = 0; row < losses.Length; row++)
            losses[row] = Math.Abs(rows.Target[row] - rows.Prediction[row]);
        return Judge(ScoreTask.Regression, rows, RegressionScores.All, table, losses, plan, [Constant("mean", sorted.Average()), Constant("median", sorted[sorted.Length / 2])], cancellationToken) with
        {
            Curves = Curves.Of(rows),
        };
    }

    /// <summary>Judges ordered rows of queries; a query without a relevant row counts 0 and is a finding.</summary>
    /// <param name="rows">Answers and scores.</param>
    /// <param name="shuffled">The same answers with one score for all rows, which stands for an order by chance.</param>
    /// <param name="plan">How sure the intervals are; there are no segments of queries.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    public static EvaluationReport Judge(RankingPredictions rows, RankingPredictions shuffled, EvaluationPlan plan, CancellationToken cancellationToken)
    {
        var report = Judge(ScoreTask.Ranking, rows, QueryScores.All, table: null, [], plan, [new Baseline<RankingPredictions>("chance", "an order by chance", shuffled)], cancellationToken);
        return rows.IrrelevantCount == 0 ? report : report with
        {
            Findings = [.. report.Findings, new Problem("query", $"{rows.IrrelevantCount} of {rows.UnitCount} queries have no relevant row; they count 0 in every score.")],
        };
    }

    /// <summary>Judges clusters.</summary>
    public static EvaluationReport Judge(ClusteringPredictions rows, EvaluationPlan plan, CancellationToken cancellationToken) =>
        Judge(ScoreTask.Clustering, rows, ClusteringScores.For(rows), table: null, [], plan, [], cancellationToken);

    /// <summary>Measures one more baseline of a binary classifier.</summary>
    public static BaselineReport Measure(Baseline<BinaryPredictions> baseline, EvaluationPlan plan, CancellationToken cancellationToken) => Measured(baseline, BinaryScores.All, plan, cancellationToken);

    /// <summary>Measures one more baseline of a classifier of several classes.</summary>
    public static BaselineReport Measure(Baseline<MulticlassPredictions> baseline, EvaluationPlan plan, CancellationToken cancellationToken) => Measured(baseline, MulticlassScores.For(baseline.Rows), plan, cancellationToken);

    /// <summary>Measures one more baseline of predicted numbers.</summary>
    public static BaselineReport Measure(Baseline<RegressionPredictions> baseline, EvaluationPlan plan, CancellationToken cancellationToken) => Measured(baseline, RegressionScores.All, plan, cancellationToken);

    private static EvaluationReport Judge<TRows>(ScoreTask task, TRows rows, IReadOnlyList<TaskScore<TRows>> scores, Table? table, double[] losses, EvaluationPlan plan, IReadOnlyList<Baseline<TRows>> baselines, CancellationToken cancellationToken)
        where TRows : IScoredRows<TRows>
    {
        var findings = new List<Problem>();
        return new EvaluationReport
        {
            Task = task,
            RowCount = rows.UnitCount,
            Scores = Measurement.Measure(rows, scores, plan.Bootstrap, findings, cancellationToken),
            Segments = table is null ? [] : SegmentMeasurement.Measure(rows, scores, table, losses, plan, findings, cancellationToken),
            Baselines = [.. baselines.Select(baseline => Measured(baseline, scores, plan, cancellationToken))],
            Findings = findings,
        };
    }

    // What a baseline has no value for, such as probabilities, is left out and no finding.
    private static BaselineReport Measured<TRows>(Baseline<TRows> baseline, IReadOnlyList<TaskScore<TRows>> scores, EvaluationPlan plan, CancellationToken cancellationToken)
        where TRows : IScoredRows<TRows> => new()
        {
            Name = baseline.Name,
            Title = baseline.Title,
            Scores = [.. Measurement.Measure(baseline.Rows, scores, plan.Bootstrap, [], cancellationToken).Where(score => !double.IsNaN(score.Value))],
        };
}
