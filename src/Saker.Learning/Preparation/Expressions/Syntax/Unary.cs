namespace Saker.Learning.Preparation.Expressions.Syntax;

/// <summary><c>-a</c> or <c>not a</c>.</summary>
internal sealed record Unary(int Position, string Operator, Node Operand) : Node(Position)
{
    public override IReadOnlyList<Node> Parts => [Operand];

    public override int Depth { get; } = 1 + Operand.Depth;
}
