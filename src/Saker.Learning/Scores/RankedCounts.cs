namespace Saker.Learning.Scores;

/// <summary>One point of the curves: when all rows from <paramref name="Probability"/> up are called positive.</summary>
/// <param name="Probability">A probability that occurs.</param>
/// <param name="TruePositives">Positive rows from there up.</param>
/// <param name="FalsePositives">Negative rows from there up.</param>
internal readonly record struct RankedCounts(float Probability, int TruePositives, int FalsePositives)
{
    /// <summary>A point for each distinct probability, from the highest down.</summary>
    public static List<RankedCounts> Of(ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        var sorted = probability.ToArray();
        var classes = target.ToArray();
        Array.Sort(sorted, classes);
        var points = new List<RankedCounts>();
        int truePositives = 0, falsePositives = 0;
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            if (classes[i] == 1f)
                truePositives++;
            else
                falsePositives++;
            if (i == 0 || sorted[i - 1] != sorted[i])
                points.Add(new RankedCounts(sorted[i], truePositives, falsePositives));
        }
        return points;
    }
}
