namespace Saker.Learning.Preparation.Expressions.Syntax;

internal enum TokenKind
{
    Number,
    Text,

    /// <summary>A name as written, which may be a function or a column.</summary>
    Name,

    /// <summary>A name in backticks or brackets, which is a column.</summary>
    QuotedName,

    /// <summary>An operator, a bracket, a comma, or one of the words and, or, not, in.</summary>
    Symbol,

    End,
}
