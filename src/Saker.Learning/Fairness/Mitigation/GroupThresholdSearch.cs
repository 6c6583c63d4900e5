using Saker.Data;

namespace Saker.Learning.Fairness.Mitigation;

/// <summary>
/// Chooses a threshold for each group: of all choices whose rates lie within the slack of each other, the one that says most rows right. Thresholds
/// decide alone, without the coin of Hardt et al. (2016): the same row always gets the same answer.
/// </summary>
public static class GroupThresholdSearch
{
    // Of a group: more thresholds would differ by less than a five-hundredth of its rows.
    private const int MaxPoints = 500;

    // Windows of rates that are tried in each direction.
    private const int WindowCount = 400;
    private const int WindowCountOfTwo = 40;

    /// <param name="plan">Attribute, constraint and slack.</param>
    /// <param name="rows">Has the protected columns.</param>
    /// <param name="target">1 or 0 a row.</param>
    /// <param name="probability">Of the positive class, from fits that did not see the row; NaN for rows that no fit was asked about, which are left out.</param>
    /// <param name="common">The threshold of groups that are too small.</param>
    /// <param name="isTurned">Whether the negative label is the favourable one.</param>
    /// <exception cref="SakerException">The inputs do not fit.</exception>
    public static GroupThresholds Choose(MitigationPlan plan, Table rows, ReadOnlySpan<float> target, ReadOnlySpan<float> probability, double common, bool isTurned)
    {
        if (target.Length != rows.RowCount || probability.Length != rows.RowCount)
            throw new SakerException(ErrorKind.InvalidInput, $"There are {rows.RowCount} rows, {target.Length} targets and {probability.Length} probabilities; all must be as many.", "probability");
        var groups = ProtectedGroups.Of(rows, plan.Attribute);
        var thresholds = new Dictionary<string, double>(StringComparer.Ordinal);
        var names = new List<string>();
        var points = new List<ThresholdPoint[]>();
        for (var group = 0; group < groups.Names.Count; group++)
        {
            var (own, ownTarget) = Take(groups.Rows, group, target, probability);
            if (own.Length < plan.MinGroupSize)
                continue;
            names.Add(groups.Names[group]);
            points.Add(Points(own, ownTarget, plan.Constraint, isTurned));
        }
        if (points.Count > 0)
        {
            var chosen = Best(points, plan.Constraint == FairnessConstraint.EqualizedOdds, plan.Slack);
            for (var i = 0; i < chosen.Length; i++)
                thresholds[names[i]] = chosen[i];
        }
        return new GroupThresholds
        {
            Attribute = plan.Attribute,
            Thresholds = thresholds,
            Common = common,
            Values = GroupThresholds.ValuesOf(rows, plan.Attribute),
            Inputs = [.. plan.Attribute.Columns.Select(column => rows.Get(column.Column).Schema)],
        };
    }

    private static (float[] Probability, float[] Target) Take(ReadOnlySpan<int> groups, int group, ReadOnlySpan<float> target, ReadOnlySpan<float> probability)
    {
        List<float> probabilities = [], targets = [];
        for (var row = 0; row < groups.Length; row++)
        {
            if (groups[row] != group || float.IsNaN(probability[row]))
                continue;
            probabilities.Add(probability[row]);
            targets.Add(target[row]);
        }
        return ([.. probabilities], [.. targets]);
    }

    // Every split between two neighbouring probabilities, everybody and nobody included, thinned to the most that are tried.
    private static ThresholdPoint[] Points(float[] probability, float[] target, FairnessConstraint constraint, bool isTurned)
    {
        Array.Sort(probability, target);
        var n = probability.Length;
        var positives = target.Count(value => value == 1f);
        var points = new List<ThresholdPoint>();
        int below = 0, positivesBelow = 0;
        for (var row = 0; row <= n; row++)
        {
            if (row == 0 || row == n || probability[row] != probability[row - 1])
                points.Add(PointOf(row, row == 0 ? 0 : row == n ? 2 : Between(probability[row - 1], probability[row])));
            if (row == n)
                break;
            below++;
            positivesBelow += target[row] == 1f ? 1 : 0;
        }
        return points.Count <= MaxPoints ? [.. points] : [.. Enumerable.Range(0, MaxPoints).Select(i => points[(int)((long)i * (points.Count - 1) / (MaxPoints - 1))])];

        ThresholdPoint PointOf(int row, float threshold)
        {
            var selected = new Outcomes(positives - positivesBelow, n - positives - (below - positivesBelow), below - positivesBelow, positivesBelow);
            var wished = isTurned ? selected.Turned() : selected;
            var (first, second) = constraint switch
            {
                FairnessConstraint.DemographicParity => (wished.Selected, default(Share)),
                FairnessConstraint.EqualOpportunity => (wished.TruePositiveRate, default),
                _ => (wished.TruePositiveRate, wished.FalsePositiveRate),
            };
            return new ThresholdPoint(threshold, Known(first), Known(second), selected.TruePositives + selected.TrueNegatives);
        }

        // A group without rows to count is even with any other.
        static double Known(Share share) => share.Whole == 0 ? 0 : share.Value;
    }

    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle > low ? middle : high;
    }

    private static double[] Best(List<ThresholdPoint[]> groups, bool hasTwo, double slack)
    {
        var firsts = hasTwo ? Grid(WindowCountOfTwo) : [.. groups.SelectMany(group => group.Select(point => point.First)).Distinct().Order()];
        if (firsts.Length > WindowCount)
            firsts = Grid(WindowCount);
        var seconds = hasTwo ? Grid(WindowCountOfTwo) : [0];
        var best = double.NegativeInfinity;
        var chosen = new double[groups.Count];
        var trial = new double[groups.Count];
        foreach (var first in firsts)
        {
            foreach (var second in seconds)
            {
                var value = Try(groups, first, second, slack, trial);
                if (value <= best)
                    continue;
                best = value;
                trial.CopyTo(chosen, 0);
            }
        }
        return chosen;
    }

    // Rows said right when every group's rates lie in the windows that begin at these rates; what lies outside costs more than all rows.
    private static double Try(List<ThresholdPoint[]> groups, double first, double second, double slack, double[] chosen)
    {
        var sum = 0.0;
        for (var i = 0; i < groups.Count; i++)
        {
            var best = double.NegativeInfinity;
            foreach (var point in groups[i])
            {
                var outside = Outside(point.First, first, slack) + Outside(point.Second, second, slack);
                var value = point.Right - 1e9 * outside;
                if (value > best)
                    (best, chosen[i]) = (value, point.Threshold);
            }
            sum += best;
        }
        return sum;
    }

    private static double Outside(double rate, double from, double slack) => Math.Max(0, Math.Max(from - rate, rate - from - slack - 1e-12));

    private static double[] Grid(int count) => [.. Enumerable.Range(0, count + 1).Select(i => (double)i / count)];
}
