using Saker.Data;
using Saker.Learning.Explanation.Sampling;
using Saker.Learning.Models;
using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Explanation.Importance;

/// <summary>
/// What a score loses when the values of a column are shuffled among the rows (Breiman 2001; Fisher, Rudin and Dominici 2019), whichever way the score counts.
/// Columns that tell the same hide each other: shuffling one leaves the other to go by.
/// </summary>
public static class PermutationImportance
{
    public const string Kind = "permutation";

    /// <summary>Of a classifier of two classes.</summary>
    /// <param name="model">What is asked; it must give a probability.</param>
    /// <param name="rows">Rows with their answers.</param>
    /// <param name="score">The score.</param>
    /// <param name="threshold">For scores that need labels.</param>
    /// <param name="repeats">Shuffles a column, 2 or more.</param>
    /// <param name="seed">Decides the shuffles: the same for each column's n-th.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<ImportanceReport> OfAsync(ModelScore model, LabelledRows rows, Score score, double threshold, int repeats, long seed, CancellationToken cancellationToken) =>
        OfAsync(model.Columns(rows.Rows), score, repeats, seed, async asked =>
        {
            var answers = await model.OfAsync(asked, cancellationToken);
            return score.Compute(rows.Target, Array.ConvertAll(answers, answer => (float)answer), threshold);
        });

    /// <summary>Of a model of several classes or of numbers.</summary>
    /// <param name="model">What is asked.</param>
    /// <param name="rows">Rows with their answers, of the model's task.</param>
    /// <param name="score">A score of that task.</param>
    /// <param name="repeats">Shuffles a column, 2 or more.</param>
    /// <param name="seed">Decides the shuffles: the same for each column's n-th.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SakerException">The model gives no answers of the task, or the score is not defined on these rows.</exception>
    public static Task<ImportanceReport> OfAsync(IModel model, LabelledRows rows, Score score, int repeats, long seed, CancellationToken cancellationToken)
    {
        int[] all = [.. Enumerable.Range(0, rows.RowCount)];
        return OfAsync(rows.Rows.Select(model.Signature.Inputs.Select(input => input.Name)), score, repeats, seed, async asked =>
        {
            var answers = await model.PredictAsync(asked, cancellationToken);
            return (rows.Task == ScoreTask.Regression ? TaskAnswers.OfNumbers(rows.Target, answers) : TaskAnswers.OfClasses(rows.Classes, rows.Target, answers)).Compute(score.Name, all);
        });
    }

    private static async Task<ImportanceReport> OfAsync(Table inputs, Score score, int repeats, long seed, Func<Table, Task<double>> scoreOf)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 2);
        var whole = await scoreOf(inputs);
        var columns = new List<ColumnImportance>();
        int[] order = [.. Enumerable.Range(0, inputs.RowCount)];
        foreach (var column in inputs.Columns)
        {
            var losses = new double[repeats];
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                int[] shuffled = [.. order];
                Xoshiro256.Of(seed, repeat).Shuffle(shuffled);
                var changed = await scoreOf(new Table(inputs.Columns.Select(own => own.Name == column.Name ? own.Take(shuffled) : own)));
                losses[repeat] = score.HigherIsBetter ? whole - changed : changed - whole;
            }
            columns.Add(new ColumnImportance(column.Name, losses.Average(), MeanInterval.Of(losses, Interval.DefaultLevel)));
        }
        return new ImportanceReport
        {
            Kind = Kind,
            Unit = score.Name,
            RowCount = inputs.RowCount,
            Columns = [.. columns.OrderByDescending(column => column.Value)],
            Notes = [FormattableString.Invariant($"{score.Title} is {whole:0.0000} with all columns as they are; each was shuffled {repeats} times, and the intervals are over the shuffles. Columns that tell the same hide each other.")],
        };
    }
}
