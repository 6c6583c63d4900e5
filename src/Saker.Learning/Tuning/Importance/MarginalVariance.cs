namespace Saker.Learning.Tuning.Importance;

/// <summary>The variance of a tree's prediction over the whole space, and of its mean given one parameter, exactly: from its leaves.</summary>
internal sealed class MarginalVariance
{
    private readonly SpaceMeasure _measure;
    private readonly List<(double Value, Region[] Box, double Weight)> _leaves = [];

    public MarginalVariance(TreeNode tree, SpaceMeasure measure)
    {
        _measure = measure;
        Collect(tree, [.. Enumerable.Range(0, measure.Applying.Count).Select(i => Region.Whole(measure.ChoiceCount(i)))]);
    }

    /// <summary>For each parameter, its share of the variance; null when the prediction does not vary.</summary>
    public double[]? Shares()
    {
        var mean = _leaves.Sum(leaf => leaf.Weight * leaf.Value);
        var variance = _leaves.Sum(leaf => leaf.Weight * (leaf.Value - mean) * (leaf.Value - mean));
        return variance > 1e-300 ? [.. Enumerable.Range(0, _measure.Applying.Count).Select(i => Math.Min(1, VarianceOf(i) / variance))] : null;
    }

    private void Collect(TreeNode node, Region[] box)
    {
        if (node.Position < 0)
        {
            var weight = 1.0;
            for (var i = 0; i < box.Length; i++)
                weight *= _measure.Of(i, box[i]);
            _leaves.Add((node.Value, box, weight));
            return;
        }
        var whole = box[node.Position];
        Region left, right;
        if (node.LeftChoices is { } choices)
        {
            left = whole with { Choices = [.. whole.Choices!.Select((isIn, i) => isIn && choices[i])] };
            right = whole with { Choices = [.. whole.Choices!.Select((isIn, i) => isIn && !choices[i])], HoldsAbsent = false };
        }
        else
        {
            left = whole with { High = Math.Clamp(node.Threshold, whole.Low, whole.High) };
            right = whole with { Low = Math.Clamp(node.Threshold, whole.Low, whole.High), HoldsAbsent = false };
        }
        Collect(node.Left!, With(box, node.Position, left));
        Collect(node.Right!, With(box, node.Position, right));
    }

    // Where the parameter applies: the mean prediction in each piece between two thresholds of the tree, or at each choice.
    private double VarianceOf(int position)
    {
        var pieces = Pieces(position);
        var values = new double[pieces.Count];
        var weights = new double[pieces.Count];
        foreach (var (value, box, weight) in _leaves)
        {
            var own = _measure.Of(position, box[position]);
            if (own <= 0)
                continue;
            for (var i = 0; i < pieces.Count; i++)
            {
                if (!box[position].Holds(pieces[i].At))
                    continue;
                values[i] += weight / own * value;
                weights[i] += weight / own;
            }
        }
        var (mean, variance) = (0.0, 0.0);
        for (var i = 0; i < pieces.Count; i++)
        {
            values[i] = weights[i] > 0 ? values[i] / weights[i] : 0;
            mean += pieces[i].Length * values[i];
        }
        for (var i = 0; i < pieces.Count; i++)
            variance += pieces[i].Length * (values[i] - mean) * (values[i] - mean);
        return variance * _measure.Applying[position];
    }

    private List<(double At, double Length)> Pieces(int position)
    {
        if (_measure.ChoiceCount(position) is { } count)
            return [.. Enumerable.Range(0, count).Select(i => ((double)i, 1.0 / count))];
        double[] ends = [.. _leaves.SelectMany(leaf => (double[])[leaf.Box[position].Low, leaf.Box[position].High]).Append(0).Append(1).Distinct().Order()];
        return [.. Enumerable.Range(1, ends.Length - 1).Select(i => ((ends[i - 1] + ends[i]) / 2, ends[i] - ends[i - 1]))];
    }

    private static Region[] With(Region[] box, int position, Region region)
    {
        Region[] changed = [.. box];
        changed[position] = region;
        return changed;
    }
}
