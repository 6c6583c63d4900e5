using Saker.Data;

namespace Saker.Learning.Scores;

/// <summary>The area under the ROC curve of values that need not be probabilities.</summary>
internal static class RankArea
{
    /// <param name="isPositive">Whether a row is of the class; some must be and some must not.</param>
    /// <param name="values">The higher, the more the row looks like the class.</param>
    /// <param name="name">What to call the class when it is not defined.</param>
    /// <exception cref="SakerException">All rows are of the class, or none is.</exception>
    public static double Of(ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> values, string name)
    {
        var ranks = Midranks.Of(values);
        var (sum, positives) = (0.0, 0);
        for (var row = 0; row < ranks.Length; row++)
        {
            if (!isPositive[row])
                continue;
            sum += ranks[row];
            positives++;
        }
        if (positives == 0 || positives == ranks.Length)
            throw new SakerException(ErrorKind.InvalidInput, $"ROC AUC is not defined: {(positives == 0 ? "no row is" : "all rows are")} '{name}'.", "target");
        return (sum - (positives * (positives + 1.0) / 2)) / ((double)positives * (ranks.Length - positives));
    }
}
