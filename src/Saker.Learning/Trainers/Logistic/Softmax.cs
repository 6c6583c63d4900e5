namespace Saker.Learning.Trainers.Logistic;

/// <summary>Margins as shares of their exponentials.</summary>
internal static class Softmax
{
    /// <param name="margins">One for each class.</param>
    /// <param name="probabilities">Takes as many, which sum to 1; it may be the margins themselves.</param>
    public static void Apply(ReadOnlySpan<double> margins, Span<double> probabilities)
    {
        var highest = double.NegativeInfinity;
        foreach (var margin in margins)
            highest = Math.Max(highest, margin);
        var sum = 0.0;
        for (var i = 0; i < margins.Length; i++)
            sum += probabilities[i] = Math.Exp(margins[i] - highest);
        for (var i = 0; i < margins.Length; i++)
            probabilities[i] /= sum;
    }
}
