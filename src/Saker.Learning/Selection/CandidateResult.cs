namespace Saker.Learning.Selection;

/// <summary>How a candidate did over the folds.</summary>
public sealed record CandidateResult
{
    public required Candidate Candidate { get; init; }

    /// <summary>The score of each fold's validation rows, in the order of the folds.</summary>
    public required IReadOnlyList<double> FoldScores { get; init; }

    /// <summary>Probability of the positive class for every row, from the one fit that did not see the row.</summary>
    public required float[] OutOfFold { get; init; }

    /// <summary>What fits had to say, each with its fold; empty when all is well.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Time spent fitting and predicting, summed over the folds; the only part that differs between repetitions.</summary>
    public required TimeSpan FitTime { get; init; }

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
