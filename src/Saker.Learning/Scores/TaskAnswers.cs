using Saker.Data;
using Saker.Learning.Models;
using Saker.Learning.Scores.Intervals;
using Saker.Learning.Scores.Multiclass;
using Saker.Learning.Scores.Regression;

namespace Saker.Learning.Scores;

/// <summary>What a model answered beside the right answers, of several classes or of numbers: judged and measured without knowing which.</summary>
public abstract class TaskAnswers
{
    private protected TaskAnswers()
    {
    }

    public abstract ScoreTask Task { get; }

    public abstract int UnitCount { get; }

    /// <summary>The names of the scores that can be measured, in the order to show them.</summary>
    public abstract IReadOnlyList<string> ScoreNames { get; }

    /// <summary>Numbers beside the right ones.</summary>
    /// <param name="target">The right number of each row.</param>
    /// <param name="answers">The model's outputs, of which <c>prediction</c>, or the only number, is looked at.</param>
    /// <exception cref="SakerException">There is no such output, no row, or a number is not finite.</exception>
    public static TaskAnswers OfNumbers(ReadOnlySpan<float> target, Table answers)
    {
        var right = new double[target.Length];
        for (var row = 0; row < right.Length; row++)
            right[row] = target[row];
        return new Judged<RegressionPredictions>(ScoreTask.Regression, new RegressionPredictions(right, NumberOf(answers).ToFloat64()), RegressionScores.All, Evaluator.Judge, Evaluator.Measure);
    }

    /// <summary>Classes and their probabilities beside the right ones.</summary>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="target">The index of each row's class.</param>
    /// <param name="answers">The model's outputs: <c>label</c>, and <c>probability_CLASS</c> where it gives them; a class that it does not know has 0. A label that is no class is wrong.</param>
    /// <exception cref="SakerException">There is no label, or no row.</exception>
    public static TaskAnswers OfClasses(IReadOnlyList<string> classes, ReadOnlySpan<float> target, Table answers)
    {
        var places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);
        var said = ColumnTexts.Of(Required(answers, ModelGraph.LabelName));
        var (actual, predicted) = (new int[target.Length], new int[target.Length]);
        for (var row = 0; row < actual.Length; row++)
        {
            actual[row] = (int)target[row];
            predicted[row] = said[row] is { } label && places.TryGetValue(label, out var place) ? place : classes.Count;
        }
        // Such as of a model that learned when there were other classes.
        var hasOther = predicted.Contains(classes.Count) || answers.Columns.Any(column => IsProbability(column) && !places.ContainsKey(column.Name[ModelOutputs.ProbabilityPrefix.Length..]));
        IReadOnlyList<string> all = hasOther ? [.. classes, OtherName(classes)] : classes;
        var rows = new MulticlassPredictions(all, actual, predicted, Probabilities(classes, answers, hasOther)) { HasOther = hasOther };
        return new Judged<MulticlassPredictions>(ScoreTask.Multiclass, rows, MulticlassScores.For(rows), Evaluator.Judge, Evaluator.Measure);
    }

    /// <summary>Judges all rows, see <see cref="Evaluator"/>.</summary>
    /// <param name="table">The raw columns of the rows, for segments; null measures none.</param>
    /// <param name="plan">What is measured beyond the scores.</param>
    /// <param name="learned">The right answers of the rows that the model learned from, of which baselines are made; where it is empty, of those of the rows themselves.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    public abstract EvaluationReport Judge(Table? table, EvaluationPlan plan, ReadOnlyMemory<float> learned, CancellationToken cancellationToken);

    /// <summary>Measures these answers as those of something to compare with.</summary>
    /// <param name="name">See <see cref="BaselineReport.Name"/>.</param>
    /// <param name="title">What a person reads.</param>
    /// <param name="plan">How sure the intervals are.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    public abstract BaselineReport Measure(string name, string title, EvaluationPlan plan, CancellationToken cancellationToken);

    /// <summary>One score with its interval, on all rows or on some; a finding says why where it is not defined on them.</summary>
    /// <param name="score">Its public name.</param>
    /// <param name="rows">The rows; null for all.</param>
    /// <param name="bootstrap">How it gets its interval where it has no formula.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    /// <exception cref="SakerException">There is no such score.</exception>
    public abstract (MeasuredScore Score, string? Finding) Measure(string score, int[]? rows, Bootstrap bootstrap, CancellationToken cancellationToken);

    /// <summary>One score of some rows, a row as often as it is there.</summary>
    /// <exception cref="SakerException">There is no such score, or it is not defined on these rows.</exception>
    public abstract double Compute(string score, ReadOnlySpan<int> rows);

    private static Column NumberOf(Table answers) => answers.Find(ModelGraph.PredictionName) is null && answers.Columns.Where(column => column.Type.IsNumeric()).ToList() is [var only] ? only : Required(answers, ModelGraph.PredictionName);

    private static Column Required(Table answers, string output) =>
        answers.Find(output) ?? throw new SakerException(ErrorKind.InvalidInput, $"The model gives no '{output}' for a row; it gives {string.Join(", ", answers.Schema.Select(column => column.Name))}.", output);

    private static bool IsProbability(Column column) => column.Type.IsNumeric() && column.Name.StartsWith(ModelOutputs.ProbabilityPrefix, StringComparison.Ordinal);

    private static string OtherName(IReadOnlyList<string> classes)
    {
        var name = "(other)";
        while (classes.Contains(name))
            name = $"({name})";
        return name;
    }

    // What is left of 1 is that of all others together.
    private static double[]? Probabilities(IReadOnlyList<string> classes, Table answers, bool hasOther)
    {
        var columns = classes.Select(name => answers.Find(ModelOutputs.ProbabilityPrefix + name)?.ToFloat64()).ToArray();
        if (columns.All(column => column is null))
            return null;
        var width = classes.Count + (hasOther ? 1 : 0);
        var all = new double[answers.RowCount * width];
        for (var row = 0; row < answers.RowCount; row++)
        {
            var sum = 0.0;
            for (var own = 0; own < classes.Count; own++)
                sum += all[(row * width) + own] = columns[own]?[row] ?? 0;
            if (hasOther)
                all[(row * width) + classes.Count] = Math.Clamp(1 - sum, 0, 1);
        }
        return all;
    }

    private sealed class Judged<TRows>(
        ScoreTask task, TRows rows, IReadOnlyList<TaskScore<TRows>> scores, Func<TRows, Table?, EvaluationPlan, ReadOnlyMemory<float>, CancellationToken, EvaluationReport> judge,
        Func<Baseline<TRows>, EvaluationPlan, CancellationToken, BaselineReport> measure) : TaskAnswers
        where TRows : IScoredRows<TRows>
    {
        public override ScoreTask Task => task;

        public override int UnitCount => rows.UnitCount;

        public override IReadOnlyList<string> ScoreNames => [.. scores.Select(score => score.Name)];

        public override EvaluationReport Judge(Table? table, EvaluationPlan plan, ReadOnlyMemory<float> learned, CancellationToken cancellationToken) => judge(rows, table, plan, learned, cancellationToken);

        public override BaselineReport Measure(string name, string title, EvaluationPlan plan, CancellationToken cancellationToken) => measure(new Baseline<TRows>(name, title, rows), plan, cancellationToken);

        public override (MeasuredScore Score, string? Finding) Measure(string score, int[]? taken, Bootstrap bootstrap, CancellationToken cancellationToken)
        {
            var findings = new List<Problem>();
            var measured = Measurement.Measure(taken is null ? rows : rows.Take(taken), [Find(score)], bootstrap, findings, cancellationToken)[0];
            return (measured, findings.Count > 0 ? findings[0].Message : null);
        }

        public override double Compute(string score, ReadOnlySpan<int> taken) => Find(score).Compute(rows.Take(taken));

        private TaskScore<TRows> Find(string name) => scores.FirstOrDefault(score => score.Name == name)
            ?? throw new SakerException(ErrorKind.InvalidInput, $"'{name}' is no score of these answers; there are: {string.Join(", ", ScoreNames)}.", "score");
    }
}
