namespace Saker.Learning.Preparation.Expressions.Syntax;

internal sealed record NumberLiteral(int Position, double Number) : Node(Position);
