namespace Saker.Learning.Preparation.Expressions.Syntax;

/// <summary>Ends the reading of a malformed expression; it never leaves <see cref="Expression"/>.</summary>
internal sealed class SyntaxException(int position, string message) : Exception(message)
{
    public int Position => position;
}
