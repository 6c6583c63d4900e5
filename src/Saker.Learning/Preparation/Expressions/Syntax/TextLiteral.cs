namespace Saker.Learning.Preparation.Expressions.Syntax;

internal sealed record TextLiteral(int Position, string Text) : Node(Position);
