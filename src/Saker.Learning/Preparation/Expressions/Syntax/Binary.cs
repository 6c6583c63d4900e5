namespace Saker.Learning.Preparation.Expressions.Syntax;

/// <summary>Two operands and an operator, in its main spelling: <c>==</c> and <c>!=</c> stand also for <c>=</c> and <c>&lt;&gt;</c>.</summary>
internal sealed record Binary(int Position, string Operator, Node Left, Node Right) : Node(Position)
{
    public override IReadOnlyList<Node> Parts => [Left, Right];

    public override int Depth { get; } = 1 + Math.Max(Left.Depth, Right.Depth);
}
