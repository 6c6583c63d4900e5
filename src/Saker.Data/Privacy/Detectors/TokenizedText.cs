namespace Saker.Data.Privacy.Detectors;

/// <summary>A text, its runs of letters and digits, and questions about what stands around a place.</summary>
internal sealed class TokenizedText
{
    private const int WordsBefore = 56;
    private const int WordsAfter = 20;

    public TokenizedText(string text, string context)
    {
        Text = text;
        Context = context;
        Tokens = Split(text);
    }

    public string Text { get; }

    /// <summary>Words about the whole text, such as the name of its column.</summary>
    public string Context { get; }

    public List<Token> Tokens { get; }

    public ReadOnlySpan<char> this[Token token] => Text.AsSpan(token.Start, token.Length);

    /// <summary>The character at a place; a blank outside of the text.</summary>
    public char At(int position) => (uint)position < (uint)Text.Length ? Text[position] : ' ';

    /// <summary>What stands between a token and the one after it; empty after the last.</summary>
    public ReadOnlySpan<char> Gap(int token) => token + 1 < Tokens.Count ? Text.AsSpan(Tokens[token].End, Tokens[token + 1].Start - Tokens[token].End) : [];

    /// <summary>Whether one of the words begins close before the place, close after it, or in the context.</summary>
    public bool IsNear(int start, int end, ReadOnlySpan<string> words)
    {
        var from = Math.Max(0, start - WordsBefore);
        var before = Text.AsSpan(from, start - from);
        var after = Text.AsSpan(end, Math.Min(WordsAfter, Text.Length - end));
        foreach (var word in words)
        {
            if (HasWord(before, word) || HasWord(after, word) || HasWord(Context, word))
                return true;
        }
        return false;
    }

    /// <summary>Whether one of the words stands directly before the place, with a colon, or directly after it.</summary>
    public bool IsLabelled(int start, int end, ReadOnlySpan<string> words)
    {
        const int most = 12;
        var from = Math.Max(0, start - most);
        var before = Text.AsSpan(from, start - from).TrimEnd();
        var after = Text.AsSpan(end, Math.Min(most, Text.Length - end)).TrimStart(" -(");
        foreach (var word in words)
        {
            if (after.StartsWith(word, StringComparison.OrdinalIgnoreCase) || (before.EndsWith(":") && before[..^1].EndsWith(word, StringComparison.OrdinalIgnoreCase)))
                return true;
        }
        return false;
    }

    /// <summary>Whether a word of the text begins with the given one, which is in small letters.</summary>
    public static bool HasWord(ReadOnlySpan<char> text, string word)
    {
        for (var at = 0; ;)
        {
            var found = text[at..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                return false;
            at += found;
            if (BeginsWord(text, at))
                return true;
            at++;
        }
    }

    // "customerEmail" and "customer_email" hold the word as much as "customer email" does.
    private static bool BeginsWord(ReadOnlySpan<char> text, int at) =>
        at == 0 || !char.IsLetter(text[at - 1]) || (char.IsUpper(text[at]) && char.IsLower(text[at - 1]));

    private static List<Token> Split(string text)
    {
        var tokens = new List<Token>(Math.Min(16 + (text.Length / 6), 1 << 16));
        for (var i = 0; i < text.Length;)
        {
            if (!IsPart(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            var digits = 0;
            for (; i < text.Length && IsPart(text[i]); i++)
                if (char.IsAsciiDigit(text[i]))
                    digits++;
            tokens.Add(new Token(start, i, digits));
        }
        return tokens;
    }

    // Marks belong to the letter before them; half of a surrogate pair is treated as a letter.
    private static bool IsPart(char c) => char.IsAscii(c)
        ? char.IsAsciiLetterOrDigit(c)
        : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark;
}
