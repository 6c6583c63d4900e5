namespace Saker.Learning.Preparation.Expressions.Syntax;

internal sealed record Call(int Position, string Function, IReadOnlyList<Node> Arguments) : Node(Position)
{
    public override IReadOnlyList<Node> Parts => Arguments;

    public override int Depth { get; } = 1 + Arguments.Select(argument => argument.Depth).DefaultIfEmpty(0).Max();
}
