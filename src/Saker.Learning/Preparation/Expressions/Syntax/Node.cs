namespace Saker.Learning.Preparation.Expressions.Syntax;

/// <summary>A part of an expression.</summary>
/// <param name="Position">Where it stands in the text, from 1.</param>
internal abstract record Node(int Position)
{
    /// <summary>The parts it is made of, in order.</summary>
    public virtual IReadOnlyList<Node> Parts => [];
}
