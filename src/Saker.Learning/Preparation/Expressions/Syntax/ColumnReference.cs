namespace Saker.Learning.Preparation.Expressions.Syntax;

internal sealed record ColumnReference(int Position, string Name) : Node(Position);
