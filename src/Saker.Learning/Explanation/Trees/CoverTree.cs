namespace Saker.Learning.Explanation.Trees;

/// <summary>
/// A decision tree as arrays over its nodes, with the weight of the rows that reached each one. Node 0 is the root. A row goes the yes way
/// where its feature is less than the threshold (or, with <see cref="IsEquality"/>, is it), and where it is missing as <see cref="MissingIsYes"/> says.
/// </summary>
internal sealed record CoverTree
{
    /// <summary>-1 at a leaf.</summary>
    public required int[] Yes { get; init; }

    public required int[] No { get; init; }

    public required int[] Feature { get; init; }

    public required double[] Threshold { get; init; }

    /// <summary>Whether the question is for equality with the threshold.</summary>
    public required bool[] IsEquality { get; init; }

    public required bool[] MissingIsYes { get; init; }

    /// <summary>What a leaf adds; 0 elsewhere.</summary>
    public required double[] Weight { get; init; }

    /// <summary>The weight of the rows that reached the node, 0 or more; only ratios matter.</summary>
    public required double[] Cover { get; init; }

    public int NodeCount => Yes.Length;

    public bool IsLeaf(int node) => Yes[node] < 0;

    /// <summary>Which way a value goes at a branch.</summary>
    public bool GoesYes(int node, double value) => double.IsNaN(value) ? MissingIsYes[node]
        : IsEquality[node] ? value == Threshold[node]
        : value < Threshold[node];

    /// <summary>The share of a branch's rows that went the yes way; a half where no row came by, as nothing is known then.</summary>
    public double YesShare(int node) => Cover[Yes[node]] + Cover[No[node]] is var both and > 0 ? Cover[Yes[node]] / both : 0.5;

    /// <summary>What the tree gives a row on average over the rows that its covers weigh.</summary>
    public double Mean(int node = 0)
    {
        if (IsLeaf(node))
            return Weight[node];
        var share = YesShare(node);
        return (share * Mean(Yes[node])) + ((1 - share) * Mean(No[node]));
    }

    /// <summary>The most different features on a way from the root to a leaf.</summary>
    public int MaxFeaturesOnPath()
    {
        var onPath = new Dictionary<int, int>();
        return Deepest(0);

        int Deepest(int node)
        {
            if (IsLeaf(node))
                return onPath.Count;
            var feature = Feature[node];
            onPath[feature] = onPath.GetValueOrDefault(feature) + 1;
            var deepest = Math.Max(Deepest(Yes[node]), Deepest(No[node]));
            if (--onPath[feature] == 0)
                onPath.Remove(feature);
            return deepest;
        }
    }
}
