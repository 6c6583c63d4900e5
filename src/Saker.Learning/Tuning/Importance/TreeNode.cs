namespace Saker.Learning.Tuning.Importance;

/// <summary>A node of a regression tree: a leaf, or a question about one parameter. Points that lack it go left.</summary>
internal sealed class TreeNode
{
    public double Value { get; init; }

    /// <summary>The parameter asked about; -1 in a leaf.</summary>
    public int Position { get; init; } = -1;

    /// <summary>Coordinates below it go left.</summary>
    public double Threshold { get; init; }

    /// <summary>The choices that go left, where they have no order.</summary>
    public bool[]? LeftChoices { get; init; }

    public TreeNode? Left { get; init; }

    public TreeNode? Right { get; init; }

    public bool GoesLeft(double coordinate) => double.IsNaN(coordinate) || (LeftChoices is null ? coordinate < Threshold : LeftChoices[(int)coordinate]);

    public double Predict(ReadOnlySpan<double> point)
    {
        var node = this;
        while (node.Position >= 0)
            node = node.GoesLeft(point[node.Position]) ? node.Left! : node.Right!;
        return node.Value;
    }
}
