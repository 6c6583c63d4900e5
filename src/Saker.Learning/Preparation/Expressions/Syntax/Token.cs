namespace Saker.Learning.Preparation.Expressions.Syntax;

/// <param name="Kind">What it is.</param>
/// <param name="Text">Its content: the name, the text without quotes, the symbol in its main spelling.</param>
/// <param name="Position">Where it starts, from 1.</param>
/// <param name="Number">The value of a number.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position, double Number = 0)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>How messages name it.</summary>
    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => $"the text '{Text}'",
        _ => $"'{Text}'",
    };
}
