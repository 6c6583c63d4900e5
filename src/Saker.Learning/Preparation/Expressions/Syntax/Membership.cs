namespace Saker.Learning.Preparation.Expressions.Syntax;

/// <summary><c>a in ('x', 'y')</c>.</summary>
internal sealed record Membership(int Position, Node Operand, IReadOnlyList<Node> Items) : Node(Position)
{
    public override IReadOnlyList<Node> Parts => [Operand, .. Items];

    public override int Depth { get; } = 1 + Operand.Depth;
}
