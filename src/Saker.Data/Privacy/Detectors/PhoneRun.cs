using System.Text;

namespace Saker.Data.Privacy.Detectors;

/// <summary>Numbers that stand together as those of a phone number do, with its plus sign, parentheses and extension.</summary>
internal readonly ref struct PhoneRun
{
    private const int MaxTokens = 8;

    public required int Start { get; init; }

    public required int End { get; init; }

    public required int LastToken { get; init; }

    /// <summary>The digits without an extension, and without a zero in parentheses after the country code.</summary>
    public required string Digits { get; init; }

    /// <summary>How many digits each group has.</summary>
    public required int[] Groups { get; init; }

    public required bool HasPlus { get; init; }

    public required bool HasParentheses { get; init; }

    /// <summary>Whether the same sign, other than a blank, stands between all groups.</summary>
    public required bool HasOneSeparator { get; init; }

    /// <summary>Whether it is a part of a longer word, code or amount.</summary>
    public required bool IsInsideOther { get; init; }

    public int DigitCount => Digits.Length;

    public static PhoneRun Read(TokenizedText text, int first)
    {
        var start = text.Tokens[first].Start;
        var opened = text.At(start - 1) == '(';
        if (opened)
            start--;
        var hasPlus = text.At(start - 1) == '+';
        if (hasPlus)
            start--;
        var digits = new StringBuilder(16);
        var groups = new List<int>(4);
        var (last, end, isInside) = (first, text.Tokens[first].End, false);
        var separators = new HashSet<char>();
        for (var i = first; i < text.Tokens.Count && i < first + MaxTokens; i++)
        {
            var part = text[text.Tokens[i]];
            var number = text.Tokens[i].IsNumber ? part.Length : NumberBeforeExtension(part);
            if (number == 0 || (i == first && number < part.Length && part.Length < 10))
            {
                isInside |= i == first;
                break;
            }
            // The zero of "+41 (0)69" is dialled at home only.
            if (!(hasPlus && number == 1 && part[0] == '0' && text.At(text.Tokens[i].Start - 1) == '(' && i > first))
            {
                digits.Append(part[..number]);
                groups.Add(number);
            }
            (last, end) = (i, text.Tokens[i].End);
            if (number < part.Length || i + 1 == text.Tokens.Count || !Joins(text.Gap(i), ref opened) || !char.IsAsciiDigit(text.At(text.Tokens[i + 1].Start)))
                break;
            separators.UnionWith(text.Gap(i).ToString());
        }
        end = WithExtension(text, ref last, end);
        return new PhoneRun
        {
            Start = start,
            End = end,
            LastToken = last,
            Digits = digits.ToString(),
            Groups = [.. groups],
            HasPlus = hasPlus,
            HasParentheses = separators.Contains(')') || text.At(start) == '(',
            HasOneSeparator = separators.Count == 1 && !separators.Contains(' '),
            IsInsideOther = isInside || IsInside(text, start, end, hasPlus),
        };
    }

    /// <summary>The digits before the extension in "3560x4587"; 0 when the token is none such.</summary>
    private static int NumberBeforeExtension(ReadOnlySpan<char> part)
    {
        var x = part.IndexOfAny('x', 'X');
        return x > 0 && x < part.Length - 1 && part.Length - x <= 7 && CheckDigits.AreDigits(part[..x]) && CheckDigits.AreDigits(part[(x + 1)..]) ? x : 0;
    }

    private static bool Joins(ReadOnlySpan<char> gap, ref bool opened)
    {
        switch (gap)
        {
            case " " or "-" or "." or "/" or "\u00a0" or "\u2011":
                return true;
            case " (" or "(" or "-(":
                opened = true;
                return true;
            case ") " or ")" or ")-" or ") (":
                return opened;
            default:
                return false;
        }
    }

    /// <summary>"ext. 12" or "x 12" after the number.</summary>
    private static int WithExtension(TokenizedText text, ref int last, int end)
    {
        if (last + 2 > text.Tokens.Count - 1)
            return last + 1 < text.Tokens.Count && text.Gap(last) is " " && IsGlued(text[text.Tokens[last + 1]]) ? text.Tokens[++last].End : end;
        var mark = text[text.Tokens[last + 1]];
        var number = text.Tokens[last + 2];
        if (text.Gap(last) is " " or ", " && mark is "ext" or "x" or "extension" or "Ext" && text.Gap(last + 1) is " " or ". " or "." && number is { IsNumber: true, Length: <= 6 })
        {
            last += 2;
            return number.End;
        }
        return text.Gap(last) is " " && IsGlued(mark) ? text.Tokens[++last].End : end;
    }

    private static bool IsGlued(ReadOnlySpan<char> part) => part.Length is > 1 and <= 7 && part[0] is 'x' && CheckDigits.AreDigits(part[1..]);

    private static bool IsInside(TokenizedText text, int start, int end, bool hasPlus)
    {
        var (before, after) = (text.At(start - 1), text.At(end));
        if (before is '$' or '€' or '£' or '#' or '_' or '=' or '@' or '&' || char.IsLetterOrDigit(before) || (before == '-' && !hasPlus && char.IsLetterOrDigit(text.At(start - 2))))
            return true;
        if (before is '.' or ',' or '/' or ':' && char.IsAsciiDigit(text.At(start - 2)))
            return true;
        return after is '%' or '€' or '@' or '_' || (after is '.' or ',' or ':' or '/' && char.IsAsciiDigit(text.At(end + 1)));
    }
}
