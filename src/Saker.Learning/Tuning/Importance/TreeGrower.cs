using Saker.Learning.Tuning.Spaces;

namespace Saker.Learning.Tuning.Importance;

/// <summary>Grows one regression tree by the greatest fall of the squared error, at each node among a random part of the parameters.</summary>
internal sealed class TreeGrower(SearchSpace space, double[][] points, double[] values, Xoshiro256 generator)
{
    private const int MinSplitRows = 4;
    private const double ParameterShare = 5.0 / 6;

    public TreeNode Grow(int[] rows)
    {
        var best = rows.Length >= MinSplitRows ? FindSplit(rows) : null;
        if (best is not { } split)
            return new TreeNode { Value = rows.Average(row => values[row]) };
        var left = Array.FindAll(rows, row => split.GoesLeft(points[row][split.Position]));
        var right = Array.FindAll(rows, row => !split.GoesLeft(points[row][split.Position]));
        return new TreeNode { Position = split.Position, Threshold = split.Threshold, LeftChoices = split.LeftChoices, Left = Grow(left), Right = Grow(right) };
    }

    private TreeNode? FindSplit(int[] rows)
    {
        int[] positions = [.. Enumerable.Range(0, space.Parameters.Count)];
        generator.Shuffle(positions);
        var asked = Math.Max(1, (int)Math.Ceiling(ParameterShare * positions.Length));
        TreeNode? best = null;
        var bestGain = 1e-12;
        for (var i = 0; i < positions.Length; i++)
        {
            // Beyond the random part only while nothing was found.
            if (i >= asked && best is not null)
                break;
            var keys = Keys(rows, positions[i]);
            var (gain, left) = BestCut(rows, keys);
            if (gain <= bestGain)
                continue;
            bestGain = gain;
            best = Question(rows, keys, positions[i], left);
        }
        return best;
    }

    // What rows are put in order by: the coordinate, or the mean value of the choice (Breiman et al. 1984); absence comes first.
    private double[] Keys(int[] rows, int position)
    {
        double[] keys = [.. rows.Select(row => points[row][position])];
        if (space.Parameters[position].IsUnordered)
        {
            var means = rows.Where(row => !double.IsNaN(points[row][position])).GroupBy(row => points[row][position]).ToDictionary(group => group.Key, group => group.Average(row => values[row]));
            keys = [.. keys.Select(key => double.IsNaN(key) ? key : means[key])];
        }
        return [.. keys.Select(key => double.IsNaN(key) ? double.NegativeInfinity : key)];
    }

    /// <returns>By how much the squared error falls, and how many rows, in the order of the keys, go left.</returns>
    private (double Gain, int Left) BestCut(int[] rows, double[] keys)
    {
        double[] sorted = [.. rows.Select(row => values[row])];
        var ordered = (double[])keys.Clone();
        Array.Sort(ordered, sorted);
        var total = sorted.Sum();
        var (sum, best) = (0.0, (Gain: 0.0, Left: 0));
        var whole = total * total / sorted.Length;
        for (var i = 1; i < sorted.Length; i++)
        {
            sum += sorted[i - 1];
            if (ordered[i] == ordered[i - 1])
                continue;
            var gain = sum * sum / i + (total - sum) * (total - sum) / (sorted.Length - i) - whole;
            if (gain > best.Gain)
                best = (gain, i);
        }
        return best;
    }

    private TreeNode Question(int[] rows, double[] keys, int position, int left)
    {
        double[] ordered = [.. keys.Order()];
        var (before, after) = (ordered[left - 1], ordered[left]);
        if (!space.Parameters[position].IsUnordered)
            return new TreeNode { Position = position, Threshold = double.IsNegativeInfinity(before) ? 0 : Between(before, after) };
        var choices = new bool[space.Parameters[position].ValueCount!.Value];

        // Choices that no row has go where they may: by chance, so that trees differ in it.
        for (var i = 0; i < choices.Length; i++)
            choices[i] = (generator.Next() & 1) == 0;
        for (var i = 0; i < rows.Length; i++)
        {
            if (points[rows[i]][position] is var coordinate && !double.IsNaN(coordinate))
                choices[(int)coordinate] = keys[i] <= before;
        }
        return new TreeNode { Position = position, LeftChoices = choices };
    }

    // Somewhere between, by chance: trees then differ where no trial tells.
    private double Between(double before, double after) => Math.Max(before + generator.NextDouble() * (after - before), Math.BitIncrement(before));
}
