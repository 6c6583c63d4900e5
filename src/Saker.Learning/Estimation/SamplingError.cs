namespace Saker.Learning.Estimation;

/// <summary>
/// How far scores lie from their expectation by the chance of the answers: answers are drawn from the estimated ones, and the deviation
/// of the scores taken, as of a parametric bootstrap (Efron and Tibshirani 1993, section 6.5). Works for any score, ranks included.
/// </summary>
internal static class SamplingError
{
    public static double[] Of(ISoftRows rows, double[] answers, EstimationSettings settings, CancellationToken cancellationToken)
    {
        var share = 1.0;
        if (rows.RowCount > settings.MaxDrawnRowCount)
        {
            var kept = new int[settings.MaxDrawnRowCount];
            for (var i = 0; i < kept.Length; i++)
                kept[i] = (int)((long)i * rows.RowCount / kept.Length);
            answers = Pick(answers, rows.ClassCount, kept);
            share = (double)kept.Length / rows.RowCount;
            rows = rows.Take(kept);
        }
        var (count, drawn, scores) = (rows.Names.Count, new double[answers.Length], new double[rows.Names.Count]);
        var (means, squares, defined) = (new double[count], new double[count], new int[count]);
        for (var draw = 0; draw < settings.DrawCount; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Draw(answers, Xoshiro256.Of(settings.Seed, draw), drawn);
            rows.Compute(drawn, scores);
            for (var i = 0; i < count; i++)
            {
                if (double.IsNaN(scores[i]))
                    continue;
                // Welford's running variance.
                var before = scores[i] - means[i];
                means[i] += before / ++defined[i];
                squares[i] += before * (scores[i] - means[i]);
            }
        }
        var errors = new double[count];
        for (var i = 0; i < count; i++)
            errors[i] = defined[i] < 0.9 * settings.DrawCount ? double.NaN : Math.Sqrt(squares[i] / (defined[i] - 1) * share);
        return errors;
    }

    private static double[] Pick(double[] answers, int classCount, int[] rows)
    {
        var picked = new double[rows.Length * classCount];
        for (var i = 0; i < rows.Length; i++)
            answers.AsSpan(rows[i] * classCount, classCount).CopyTo(picked.AsSpan(i * classCount));
        return picked;
    }
}
