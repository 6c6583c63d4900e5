namespace Saker.Platform.Search;

/// <summary>Takes a filter or an order apart into words. Quotes within quotes are doubled: <c>'it''s'</c>.</summary>
/// <param name="text">The text.</param>
/// <param name="what">What it is, in messages.</param>
/// <param name="mayEndOpen">Whether it may end within a quote, as a text does that somebody is writing.</param>
internal sealed class FilterTokenizer(string text, string what, bool mayEndOpen = false)
{
    private int _at;

    /// <summary>Whether the text ended within a quote.</summary>
    public bool EndedOpen { get; private set; }

    /// <exception cref="Saker.Data.SakerException">A quote is not closed, or a character has no meaning.</exception>
    public FilterToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        var start = _at;
        if (start == text.Length)
            return new FilterToken(FilterTokenKind.End, "", start + 1);
        switch (text[start])
        {
            case '(':
                return Symbol(FilterTokenKind.Open, 1);
            case ')':
                return Symbol(FilterTokenKind.Close, 1);
            case ',':
                return Symbol(FilterTokenKind.Comma, 1);
            case '=':
                return Symbol(FilterTokenKind.Comparator, 1);
            case '<' or '>':
                return Symbol(FilterTokenKind.Comparator, start + 1 < text.Length && text[start + 1] == '=' ? 2 : 1);
            case '!' when start + 1 < text.Length && text[start + 1] == '=':
                return Symbol(FilterTokenKind.Comparator, 2);
            case '\'':
                return new FilterToken(FilterTokenKind.Text, Quoted(), start + 1);
            case '"':
                return new FilterToken(FilterTokenKind.DoubleQuoted, Quoted(), start + 1);
            case '`':
                return new FilterToken(FilterTokenKind.Backticked, Quoted(), start + 1);
            default:
                return Word();
        }
    }

    private FilterToken Symbol(FilterTokenKind kind, int length)
    {
        var start = _at;
        _at += length;
        return new FilterToken(kind, text.Substring(start, length), start + 1);
    }

    private FilterToken Word()
    {
        var start = _at;
        while (_at < text.Length && IsOfWord(text[_at]))
            _at++;
        if (_at == start)
            throw FilterErrors.At(what, start + 1, $"'{text[start]}' has no meaning here. Put names with such characters in double quotes or backticks, texts in single quotes.");
        var word = text[start.._at];
        if (_at == text.Length || text[_at] is not ('"' or '`'))
            return new FilterToken(FilterTokenKind.Word, word, start + 1);
        return word.EndsWith('.')
            ? new FilterToken(FilterTokenKind.Word, word[..^1], start + 1, Quoted())
            : throw FilterErrors.At(what, _at + 1, "a quote cannot follow a name without a dot or a space between them.");
    }

    private string Quoted()
    {
        var quote = text[_at];
        var start = _at;
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] != quote)
                continue;
            if (_at + 1 == text.Length || text[_at + 1] != quote)
                return text[(start + 1).._at++].Replace(new string(quote, 2), new string(quote, 1), StringComparison.Ordinal);
            _at++;
        }
        if (!mayEndOpen)
            throw FilterErrors.At(what, start + 1, $"the quote {quote} is not closed.");
        EndedOpen = true;
        return text[(start + 1)..].Replace(new string(quote, 2), new string(quote, 1), StringComparison.Ordinal);
    }

    /// <summary>Whether a character may stand in a name without quotes.</summary>
    public static bool IsOfWord(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c) && !"()<>=!,;'\"`".Contains(c, StringComparison.Ordinal);
}
