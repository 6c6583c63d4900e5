namespace Saker.Learning.Explanation.Trees;

/// <summary>A sum of trees over the same features: what a boosted model and a forest are, for one target.</summary>
/// <param name="Trees">In the order in which they are summed.</param>
/// <param name="Start">Added to the sum.</param>
/// <param name="Covers">Where the covers of all trees come from.</param>
internal sealed record TreeSum(IReadOnlyList<CoverTree> Trees, double Start, CoverSource Covers)
{
    /// <summary>The fewest columns that a row must have.</summary>
    public int FeatureCount => 1 + Trees.Max(tree => Enumerable.Range(0, tree.NodeCount).Where(node => !tree.IsLeaf(node)).Select(node => tree.Feature[node]).DefaultIfEmpty(-1).Max());

    /// <summary>What the sum gives a row.</summary>
    public double Predict(ReadOnlySpan<double> row)
    {
        var sum = Start;
        foreach (var tree in Trees)
        {
            var node = 0;
            while (!tree.IsLeaf(node))
                node = tree.GoesYes(node, row[tree.Feature[node]]) ? tree.Yes[node] : tree.No[node];
            sum += tree.Weight[node];
        }
        return sum;
    }

    /// <summary>The same trees, with covers counted on reference rows.</summary>
    public TreeSum CountedOn(FeatureMatrix rows) => this with { Trees = [.. Trees.Select(tree => Count(tree, rows))], Covers = CoverSource.Counted };

    private static CoverTree Count(CoverTree tree, FeatureMatrix rows)
    {
        var cover = new double[tree.NodeCount];
        for (var i = 0; i < rows.RowCount; i++)
        {
            var row = rows.Row(i);
            var node = 0;
            cover[0]++;
            while (!tree.IsLeaf(node))
            {
                node = tree.GoesYes(node, row[tree.Feature[node]]) ? tree.Yes[node] : tree.No[node];
                cover[node]++;
            }
        }
        return tree with { Cover = cover };
    }
}
