using Saker.Data;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>
/// Weights that make label and group independent: P(group) P(label) / P(group, label) of a row's own (Kamiran and Calders, Knowledge and Information
/// Systems 33, 2012). Their sum is the number of rows, and weighed by them every group has the same share of positives.
/// </summary>
public static class Reweighing
{
    /// <param name="group">The group of each row, see <see cref="ProtectedGroups.Rows"/>.</param>
    /// <param name="target">1 or 0 a row.</param>
    /// <param name="strength">From 0, every row counts once, to 1, the whole weight.</param>
    public static float[] Weigh(ReadOnlySpan<int> group, ReadOnlySpan<float> target, double strength = 1)
    {
        if (group.Length != target.Length)
            throw new SakerException(ErrorKind.InvalidInput, $"There are {group.Length} groups and {target.Length} targets; both must be as many.", "target");
        var counts = new Dictionary<(int Group, bool IsPositive), int>();
        var groups = new Dictionary<int, int>();
        var positives = 0;
        for (var row = 0; row < group.Length; row++)
        {
            var isPositive = target[row] == 1f;
            counts[(group[row], isPositive)] = counts.GetValueOrDefault((group[row], isPositive)) + 1;
            groups[group[row]] = groups.GetValueOrDefault(group[row]) + 1;
            positives += isPositive ? 1 : 0;
        }
        var weights = new float[group.Length];
        for (var row = 0; row < weights.Length; row++)
        {
            var isPositive = target[row] == 1f;
            var whole = (double)groups[group[row]] * (isPositive ? positives : group.Length - positives) / ((double)group.Length * counts[(group[row], isPositive)]);
            weights[row] = (float)(1 + strength * (whole - 1));
        }
        return weights;
    }
}
