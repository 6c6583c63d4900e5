namespace Saker.Learning.Preparation.Expressions.Syntax;

/// <summary>A part of an expression.</summary>
/// <param name="Position">Where it stands in the text, from 1.</param>
internal abstract record Node(int Position)
{
    /// <summary>The parts it is made of, in order.</summary>
    public virtual IReadOnlyList<Node> Parts => [];

    /// <summary>The length of the longest way down to a leaf, 1 for a leaf; what walks the tree is as deep on the stack.</summary>
    public virtual int Depth => 1;

    /// <summary>Whether the value may differ from row to row.</summary>
    public bool NamesColumn => this is ColumnReference || Parts.Any(part => part.NamesColumn);
}
