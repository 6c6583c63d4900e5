namespace Saker.Learning.Preparation.Expressions.Syntax;

internal sealed record Call(int Position, string Function, IReadOnlyList<Node> Arguments) : Node(Position)
{
    public override IReadOnlyList<Node> Parts => Arguments;
}
