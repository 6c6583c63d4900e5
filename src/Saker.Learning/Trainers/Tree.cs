namespace Saker.Learning.Trainers;

/// <summary>A binary decision tree as arrays over its nodes; node 0 is the root.</summary>
internal sealed record Tree
{
    /// <summary>The node to go to when the feature is less than <see cref="Value"/>; -1 at a leaf.</summary>
    public required int[] Left { get; init; }

    /// <summary>The node to go to otherwise; -1 at a leaf.</summary>
    public required int[] Right { get; init; }

    /// <summary>The index of the feature that is compared.</summary>
    public required int[] Feature { get; init; }

    /// <summary>The threshold, or a leaf's value.</summary>
    public required float[] Value { get; init; }

    public required bool[] MissingGoesLeft { get; init; }

    /// <summary>The weight of the training rows that reached the node, as the engine sums it; explanations need it.</summary>
    public required float[] Cover { get; init; }

    /// <summary>A tree that gives the same value to every row.</summary>
    public static Tree Leaf(float value) => new() { Left = [-1], Right = [-1], Feature = [0], Value = [value], MissingGoesLeft = [false], Cover = [0] };

    public bool IsLeaf(int node) => Left[node] < 0;

    /// <summary>The same tree with every leaf's value multiplied.</summary>
    public Tree Scaled(double factor) => this with { Value = [.. Value.Select((value, node) => IsLeaf(node) ? (float)(value * factor) : value)] };
}
