using Saker.Data;

namespace Saker.Learning.Scores;

/// <summary>What every score requires of its inputs.</summary>
internal static class ScoreInputs
{
    public static void Check(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        if (target.Length != probability.Length)
            throw new SakerException(ErrorKind.InvalidInput, $"A score needs one probability per row; got {target.Length} rows and {probability.Length} probabilities.", "probability");
        if (target.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, "A score needs at least one row; there is none.", "target");
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] is not (0f or 1f))
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The target must be 0 or 1; row {i + 1} has {target[i]}."), "target");
            if (!(probability[i] is >= 0f and <= 1f))
                throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"A probability must be between 0 and 1; row {i + 1} has {probability[i]}."), "probability");
        }
    }

    /// <summary>The numbers of positive and negative rows, of which neither may be 0.</summary>
    public static (int Positives, int Negatives) CountBothClasses(ReadOnlySpan<float> target, string score)
    {
        var positives = 0;
        foreach (var value in target)
            positives += value == 1f ? 1 : 0;
        if (positives > 0 && positives < target.Length)
            return (positives, target.Length - positives);
        var only = positives == 0 ? "negative" : "positive";
        throw new SakerException(ErrorKind.InvalidInput, $"{score} is not defined when only one class is there: all {target.Length} rows are {only}. Take more rows, or split so that each part has both classes.", "target");
    }
}
