namespace Saker.Learning.Explanation.Trees;

/// <summary>A branch of a tree as <see cref="TreeShapKernel"/> takes it. Places number a tree's nodes from the root, 0, in the order of a walk.</summary>
internal struct PlanNode
{
    public double Threshold;

    /// <summary>All ones where a missing value goes the yes way, else 0: joined to the comparison bit by bit.</summary>
    public long MissingIsYes;

    public int Feature;
    public int Place;
    public int Yes;
    public int No;

    /// <summary>The place under the nearest branch above that asks the same feature; 0, the root, where there is none.</summary>
    public int Previous;

    /// <summary>Where the node's constants begin.</summary>
    public int Constants;
    public bool IsEquality;
}
