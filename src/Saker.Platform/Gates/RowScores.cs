using Saker.Learning.Scores;
using Saker.Learning.Scores.Intervals;

namespace Saker.Platform.Gates;

/// <summary>Measures one score on some of the rows, with its interval.</summary>
/// <param name="target">1 for the positive class, 0 for the other.</param>
/// <param name="threshold">A row counts as positive from this probability on.</param>
/// <param name="seed">Decides what is drawn.</param>
internal sealed class RowScores(float[] target, double threshold, long seed)
{
    /// <summary>NaN where the score is not defined on the rows: it needs both classes and there is one.</summary>
    public double Measure(Score score, float[] probability, ReadOnlySpan<int> rows) => Measure(score, probability, rows, threshold);

    private double Measure(Score score, float[] probability, ReadOnlySpan<int> rows, double from)
    {
        var (own, given) = (new float[rows.Length], new float[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
            (own[i], given[i]) = (target[rows[i]], probability[rows[i]]);
        try
        {
            return score.Compute(own, given, from);
        }
        catch (Data.SakerException)
        {
            return double.NaN;
        }
    }

    /// <summary>The interval of a score on some rows, by resampling them within their classes.</summary>
    public Interval Estimate(Score score, float[] probability, int[] rows, double level, CancellationToken cancellationToken) =>
        Estimate(rows, drawn => Measure(score, probability, drawn), level, cancellationToken);

    /// <summary>The score of two models on all rows, each at its own threshold, and by how much the first is better.</summary>
    public (double Own, double Its, double By) MeasureDifference(Score score, float[] candidate, float[] champion, double championThreshold)
    {
        int[] rows = [.. Enumerable.Range(0, target.Length)];
        var (own, its) = (Measure(score, candidate, rows), Measure(score, champion, rows, championThreshold));
        return (own, its, score.HigherIsBetter ? own - its : its - own);
    }

    /// <summary>The interval of that difference: both models are measured on the same drawn rows.</summary>
    public Interval EstimateDifference(Score score, float[] candidate, float[] champion, double championThreshold, double level, CancellationToken cancellationToken) => Estimate(
        [.. Enumerable.Range(0, target.Length)],
        drawn => (Measure(score, candidate, drawn) - Measure(score, champion, drawn, championThreshold)) * (score.HigherIsBetter ? 1 : -1),
        level, cancellationToken);

    private Interval Estimate(int[] rows, Func<int[], double> statistic, double level, CancellationToken cancellationToken)
    {
        var strata = rows.Select(row => (int)target[row]).ToArray();
        return new Bootstrap { Level = level, Seed = seed }.Estimate(
            rows.Length,
            drawn =>
            {
                var picked = new int[drawn.Length];
                for (var i = 0; i < drawn.Length; i++)
                    picked[i] = rows[drawn[i]];
                return statistic(picked);
            },
            strata,
            cancellationToken);
    }
}
