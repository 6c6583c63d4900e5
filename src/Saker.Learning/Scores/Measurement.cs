using Saker.Data;
using Saker.Learning.Scores.Intervals;

namespace Saker.Learning.Scores;

/// <summary>Measures all scores of a task at once: each with an interval by its formula, or all others on the same resamples.</summary>
public static class Measurement
{
    /// <summary>Measures the scores; one that is not defined on these rows is NaN, and a finding says why.</summary>
    /// <param name="rows">Answers and predictions.</param>
    /// <param name="scores">What to measure.</param>
    /// <param name="bootstrap">How scores without a formula get their interval.</param>
    /// <param name="findings">Takes what is not defined, by the score's name.</param>
    /// <param name="cancellationToken">Stops between resamples.</param>
    public static IReadOnlyList<MeasuredScore> Measure<TRows>(TRows rows, IReadOnlyList<TaskScore<TRows>> scores, Bootstrap bootstrap, ICollection<Problem> findings, CancellationToken cancellationToken)
        where TRows : IScoredRows<TRows>
    {
        var values = scores.Select(score => Value(rows, score, findings)).ToArray();
        var resampled = Enumerable.Range(0, scores.Count).Where(i => scores[i].IsResampled && double.IsFinite(values[i])).ToArray();
        var intervals = new Interval[scores.Count];
        for (var i = 0; i < intervals.Length; i++)
            intervals[i] = double.IsFinite(values[i]) ? scores[i].IntervalOf(rows, bootstrap.Level) : Interval.Unknown with { Level = bootstrap.Level };
        foreach (var group in resampled.GroupBy(i => scores[i].HasJumps))
        {
            int[] own = [.. group];
            var method = group.Key ? bootstrap with { Method = BootstrapMethod.Percentile } : bootstrap;
            var drawn = method.EstimateAll(rows.UnitCount, own.Length, (units, computed) => Fill(rows.Take(units), scores, own, computed), null, cancellationToken);
            for (var i = 0; i < own.Length; i++)
                intervals[own[i]] = drawn[i];
        }
        return [.. scores.Select((score, i) => new MeasuredScore
        {
            Name = score.Name,
            Title = score.Title,
            HigherIsBetter = score.HigherIsBetter,
            Value = values[i],
            Interval = intervals[i],
            Method = intervals[i].IsKnown ? score.Method : "",
        })];
    }

    private static double Value<TRows>(TRows rows, TaskScore<TRows> score, ICollection<Problem> findings)
        where TRows : IScoredRows<TRows>
    {
        try
        {
            var value = score.Compute(rows);
            if (double.IsNaN(value))
                findings.Add(new Problem(score.Name, "it is not defined on these rows: its definition divides by zero."));
            return value;
        }
        catch (SakerException exception)
        {
            findings.Add(new Problem(score.Name, exception.Message));
            return double.NaN;
        }
    }

    private static void Fill<TRows>(TRows rows, IReadOnlyList<TaskScore<TRows>> scores, int[] wanted, Span<double> values)
        where TRows : IScoredRows<TRows>
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            try
            {
                values[i] = scores[wanted[i]].Compute(rows);
            }
            catch (SakerException)
            {
                // A resample without one of the classes, say; the bootstrap counts how often that happens.
                values[i] = double.NaN;
            }
        }
    }
}
