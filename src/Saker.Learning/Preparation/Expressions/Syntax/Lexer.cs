using System.Globalization;
using System.Text;

namespace Saker.Learning.Preparation.Expressions.Syntax;

/// <summary>Cuts an expression into tokens; characters that fit nowhere are reported and passed over.</summary>
internal sealed class Lexer(string text, ExpressionProblems problems)
{
    private static readonly string[] Symbols = ["==", "!=", "<>", "<=", ">=", "+", "-", "*", "/", "%", "^", "=", "<", ">", "(", ")", ","];
    private static readonly string[] Words = ["and", "or", "not", "in"];

    private static readonly Dictionary<string, string> Foreign = new(StringComparer.Ordinal)
    {
        ["&&"] = "and",
        ["||"] = "or",
        ["**"] = "^",
        ["&"] = "and",
        ["|"] = "or",
        ["!"] = "not",
    };

    private readonly List<Token> _tokens = [];
    private int _at;

    public IReadOnlyList<Token> Read()
    {
        while (_at < text.Length)
        {
            var start = text[_at];
            if (char.IsWhiteSpace(start))
                _at++;
            else if (char.IsAsciiDigit(start) || (start == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1])))
                ReadNumber();
            else if (start == '_' || char.IsLetter(start))
                ReadName();
            else if (start is '\'' or '`' or '[' or '"')
                ReadQuoted(start);
            else
                ReadSymbol();
        }
        _tokens.Add(new Token(TokenKind.End, "", text.Length + 1));
        return _tokens;
    }

    private void ReadNumber()
    {
        var start = _at;
        SkipDigits();
        if (_at < text.Length && text[_at] == '.')
        {
            _at++;
            SkipDigits();
        }
        if (_at < text.Length && text[_at] is 'e' or 'E')
        {
            var exponent = _at + 1 < text.Length && text[_at + 1] is '+' or '-' ? _at + 2 : _at + 1;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                _at = exponent;
                SkipDigits();
            }
        }
        var digits = text[start.._at];
        var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
            problems.Add(start + 1, $"{digits} is too large for a number (float64).");
        if (_at < text.Length && (char.IsLetter(text[_at]) || text[_at] is '_' or '.'))
            problems.Add(start + 1, $"'{digits}{text[_at]}' is no number; a column name that starts with a digit stands in `backticks`.");
        _tokens.Add(new Token(TokenKind.Number, digits, start + 1, number));
    }

    private void SkipDigits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
    }

    private void ReadName()
    {
        var start = _at;
        while (_at < text.Length && (text[_at] == '_' || char.IsLetterOrDigit(text[_at])))
            _at++;
        var name = text[start.._at];
        var word = name.ToLowerInvariant();
        _tokens.Add(Words.Contains(word) ? new Token(TokenKind.Symbol, word, start + 1) : new Token(TokenKind.Name, name, start + 1));
    }

    private void ReadQuoted(char open)
    {
        var start = _at++;
        var close = open == '[' ? ']' : open;
        var content = new StringBuilder();
        while (_at < text.Length)
        {
            var isDoubled = text[_at] == close && _at + 1 < text.Length && text[_at + 1] == close;
            if (text[_at] == close && !isDoubled)
                break;
            content.Append(text[_at]);
            _at += isDoubled ? 2 : 1;
        }
        if (_at++ >= text.Length)
            problems.Add(start + 1, $"this {open} is never closed by a {close}.");
        else if (open == '"')
            problems.Add(start + 1, "texts stand in 'single quotes', column names with spaces in `backticks`.");
        else if (open != '\'' && content.Length == 0)
            problems.Add(start + 1, "the column name is empty.");
        _tokens.Add(new Token(open == '\'' ? TokenKind.Text : TokenKind.QuotedName, content.ToString(), start + 1));
    }

    private void ReadSymbol()
    {
        var rest = text.AsSpan(_at);
        foreach (var (foreign, ours) in Foreign)
        {
            if (!rest.StartsWith(foreign, StringComparison.Ordinal) || rest.StartsWith("!=", StringComparison.Ordinal))
                continue;
            problems.Add(_at + 1, $"'{foreign}' is not known; write '{ours}'.");
            Take(foreign, ours);
            return;
        }
        foreach (var symbol in Symbols)
        {
            if (!rest.StartsWith(symbol, StringComparison.Ordinal))
                continue;
            Take(symbol, symbol switch { "=" => "==", "<>" => "!=", _ => symbol });
            return;
        }
        problems.Add(_at + 1, $"the character '{rest[0]}' has no meaning here.");
        _at++;
    }

    private void Take(string written, string symbol)
    {
        _tokens.Add(new Token(TokenKind.Symbol, symbol, _at + 1));
        _at += written.Length;
    }
}
