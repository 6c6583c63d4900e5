namespace Saker.Onnx.Graphs;

/// <summary>What a tree's node asks of its feature; the true branch is taken when the answer is yes.</summary>
public enum TreeNodeMode
{
    /// <summary>No question: the node's weight is given.</summary>
    Leaf,
    LessOrEqual,
    Less,
    GreaterOrEqual,
    Greater,
    Equal,
    NotEqual,
}
