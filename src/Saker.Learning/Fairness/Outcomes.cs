using Saker.Learning.Scores;

namespace Saker.Learning.Fairness;

/// <summary>The rows of a group, counted with 1 for the favourable label: what every measure but the index is made of.</summary>
internal readonly record struct Outcomes(int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    public int RowCount => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    public Share Selected => new(TruePositives + FalsePositives, RowCount);

    public Share Base => new(TruePositives + FalseNegatives, RowCount);

    public Share TruePositiveRate => new(TruePositives, TruePositives + FalseNegatives);

    public Share FalsePositiveRate => new(FalsePositives, FalsePositives + TrueNegatives);

    public Share FalseNegativeRate => new(FalseNegatives, TruePositives + FalseNegatives);

    public Share PositivePredictiveValue => new(TruePositives, TruePositives + FalsePositives);

    public Share Correct => new(TruePositives + TrueNegatives, RowCount);

    public static Outcomes operator +(Outcomes left, Outcomes right) => new(
        left.TruePositives + right.TruePositives, left.FalsePositives + right.FalsePositives,
        left.TrueNegatives + right.TrueNegatives, left.FalseNegatives + right.FalseNegatives);

    /// <summary>The same rows with the other label as 1.</summary>
    public Outcomes Turned() => new(TrueNegatives, FalseNegatives, TruePositives, FalsePositives);

    public Confusion ToConfusion() => new() { TruePositives = TruePositives, FalsePositives = FalsePositives, TrueNegatives = TrueNegatives, FalseNegatives = FalseNegatives };

    /// <summary>Counts each group.</summary>
    /// <param name="target">1 or 0 a row.</param>
    /// <param name="predicted">1 or 0 a row.</param>
    /// <param name="group">The group of each row.</param>
    /// <param name="groupCount">How many groups there are.</param>
    public static Outcomes[] Count(ReadOnlySpan<float> target, ReadOnlySpan<float> predicted, ReadOnlySpan<int> group, int groupCount)
    {
        var counts = new int[4 * groupCount];
        for (var row = 0; row < target.Length; row++)
            counts[4 * group[row] + (target[row] == 1f ? 2 : 0) + (predicted[row] == 1f ? 1 : 0)]++;
        var outcomes = new Outcomes[groupCount];
        for (var i = 0; i < groupCount; i++)
            outcomes[i] = new Outcomes(counts[4 * i + 3], counts[4 * i + 1], counts[4 * i], counts[4 * i + 2]);
        return outcomes;
    }
}
