namespace Saker.Learning.Scores;

/// <summary>Scores of the probabilities themselves: proper scoring rules.</summary>
public static class ProbabilityScores
{
    // The gap between 1 and the next float64, as scikit-learn clips float64 probabilities.
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Mean negative log likelihood (natural logarithm), probabilities clipped to [2.2e-16, 1 - 2.2e-16] so that it stays finite.</summary>
    public static double LogLoss(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        ScoreInputs.Check(target, probability);
        var sum = 0.0;
        for (var i = 0; i < target.Length; i++)
        {
            var positive = Math.Clamp(probability[i], Epsilon, 1 - Epsilon);
            sum -= Math.Log(target[i] == 1f ? positive : 1 - positive);
        }
        return sum / target.Length;
    }

    /// <summary>Mean squared difference of probability and outcome, between 0 (perfect) and 1 (Brier 1950).</summary>
    public static double Brier(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        ScoreInputs.Check(target, probability);
        var sum = 0.0;
        for (var i = 0; i < target.Length; i++)
        {
            var difference = (double)probability[i] - target[i];
            sum += difference * difference;
        }
        return sum / target.Length;
    }
}
