namespace Saker.Learning.Selection;

/// <summary>How a candidate did over the folds.</summary>
public sealed record CandidateResult
{
    public required Candidate Candidate { get; init; }

    /// <summary>The score of each fold's validation rows, in the order of the folds.</summary>
    public required IReadOnlyList<double> FoldScores { get; init; }

    /// <summary>
    /// Probability of the positive class for every row (or the predicted number; of several classes row-major, rows x classes), from the one fit of the first repetition that did not see the row; NaN for rows that no
    /// fold predicts, such as the earliest ones of folds in the order of time.
    /// </summary>
    public required float[] OutOfFold { get; init; }

    /// <summary>What fits had to say, each with its fold; empty when all is well.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Time spent fitting and predicting, summed over the folds; the only part that differs between repetitions.</summary>
    public required TimeSpan FitTime { get; init; }

    /// <summary>The rows that a fold predicted: their targets and their out-of-fold probabilities, in the order of the rows; where there is one of them for a row.</summary>
    /// <param name="target">The target of every row, as long as <see cref="OutOfFold"/>.</param>
    public (float[] Target, float[] Probability) Predicted(ReadOnlySpan<float> target)
    {
        var kept = OutOfFold.Count(probability => !float.IsNaN(probability));
        var (targets, probabilities) = (new float[kept], new float[kept]);
        for (int row = 0, at = 0; row < OutOfFold.Length; row++)
        {
            if (float.IsNaN(OutOfFold[row]))
                continue;
            targets[at] = target[row];
            probabilities[at++] = OutOfFold[row];
        }
        return (targets, probabilities);
    }

    /// <summary>The places of the rows that a fold predicted, ascending, as <see cref="Predicted"/> gives them.</summary>
    public IReadOnlyList<int> PredictedRows => [.. Enumerable.Range(0, OutOfFold.Length).Where(row => !float.IsNaN(OutOfFold[row]))];

    /// <summary>Mean of the fold scores.</summary>
    public double Mean => FoldScores.Average();

    /// <summary>Spread of the fold scores: the sample standard deviation, divisor folds - 1.</summary>
    public double StandardDeviation
    {
        get
        {
            var mean = Mean;
            return Math.Sqrt(FoldScores.Sum(score => (score - mean) * (score - mean)) / (FoldScores.Count - 1));
        }
    }

    /// <summary>Of the mean: spread / sqrt(folds). Folds share training rows, so it is somewhat too small (Bengio and Grandvalet 2004).</summary>
    public double StandardError => StandardDeviation / Math.Sqrt(FoldScores.Count);
}
