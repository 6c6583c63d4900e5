using System.Globalization;
using System.Text;

namespace Saker.Data.Tallies.Patterns;

/// <summary>
/// Reads the part of regular expressions about whose meaning there is no doubt: characters, classes of ASCII characters, groups, choices and counts, and anchors
/// at the ends. Flags, names, properties, word boundaries and whatever else stands in a pattern are left to the engine.
/// </summary>
internal sealed class PatternParser
{
    private const int MaxCount = 200;
    private const int MaxDepth = 50;
    private const string Special = "\\^$.[]|()?*+{}";

    private readonly string _pattern;
    private int _at;
    private int _depth;

    private PatternParser(string pattern) => _pattern = pattern;

    private bool IsAtEnd => _at == _pattern.Length;

    private char Current => IsAtEnd ? '\0' : _pattern[_at];

    /// <summary>Null when something in it is left to the engine.</summary>
    public static PatternNode? Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        return !pattern.Contains('\0', StringComparison.Ordinal) && parser.Choice() is { } node && parser.IsAtEnd ? node : null;
    }

    private PatternNode? Choice()
    {
        var parts = new List<PatternNode>();
        do
        {
            if (Sequence() is not { } part)
                return null;
            parts.Add(part);
        }
        while (Take('|'));
        return new PatternNode.Choice(parts);
    }

    private PatternNode.Sequence? Sequence()
    {
        var parts = new List<PatternNode>();
        if (_depth == 0)
            Take('^');
        while (!IsAtEnd && Current is not ('|' or ')'))
        {
            if (_depth == 0 && Current == '$' && (_at + 1 == _pattern.Length || _pattern[_at + 1] == '|'))
            {
                _at++;
                break;
            }
            if (Atom() is not { } atom || Counted(atom) is not { } part)
                return null;
            parts.Add(part);
        }
        return new PatternNode.Sequence(parts);
    }

    private PatternNode? Atom()
    {
        if (Take('('))
            return Group();
        if (Take('['))
            return Class();
        if (Take('.'))
            return OtherThan(ByteSet.Of('\n'));
        if (Take('\\'))
            return Escaped() is not var (set, isNegated) ? null : isNegated ? OtherThan(set) : new PatternNode.Bytes(set);
        if (Special.Contains(Current, StringComparison.Ordinal) || !Rune.TryGetRuneAt(_pattern, _at, out var rune))
            return null;
        _at += rune.Utf16SequenceLength;
        return new PatternNode.Sequence([.. Encoding.UTF8.GetBytes(rune.ToString()).Select(value => new PatternNode.Bytes(ByteSet.Of(value)))]);
    }

    private PatternNode? Group()
    {
        if (Take('?') && !Take(':'))
            return null;
        if (++_depth > MaxDepth)
            return null;
        var inside = Choice();
        _depth--;
        return Take(')') ? inside : null;
    }

    /// <summary>Within brackets: characters, ranges and classes of ASCII.</summary>
    private PatternNode? Class()
    {
        var isNegated = Take('^');
        var set = default(ByteSet);
        if (Current == ']')
            return null;
        while (!Take(']'))
        {
            if (Member() is not { } first)
                return null;
            var isRange = Current == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] != ']';
            if (isRange)
                _at++;
            if (!isRange)
                set |= first;
            else if (Member() is { } last && Only(first) is { } from && Only(last) is { } to && from <= to)
                set |= ByteSet.Range(from, to);
            else
                return null;
        }
        return isNegated ? OtherThan(set) : new PatternNode.Bytes(set);
    }

    private ByteSet? Member()
    {
        if (Take('\\'))
            return Escaped() is (var set, false) ? set : null;
        if (IsAtEnd || Current is '[' or > '\x7f')
            return null;
        return ByteSet.Of(_pattern[_at++]);
    }

    private static int? Only(ByteSet set) => UInt128.PopCount(set.Low) == 1 ? (int)UInt128.TrailingZeroCount(set.Low) : null;

    private (ByteSet Set, bool IsNegated)? Escaped()
    {
        var escaped = Current;
        _at++;
        return escaped switch
        {
            'd' or 'D' => (ByteSet.Range('0', '9'), escaped == 'D'),
            'w' or 'W' => (ByteSet.Range('0', '9') | ByteSet.Range('A', 'Z') | ByteSet.Of('_') | ByteSet.Range('a', 'z'), escaped == 'W'),
            's' or 'S' => (ByteSet.Range('\t', '\n') | ByteSet.Range('\f', '\r') | ByteSet.Of(' '), escaped == 'S'),
            't' => (ByteSet.Of('\t'), false),
            'n' => (ByteSet.Of('\n'), false),
            'r' => (ByteSet.Of('\r'), false),
            _ when escaped is >= ' ' and < '\x7f' and not '_' && !char.IsAsciiLetterOrDigit(escaped) => (ByteSet.Of(escaped), false),
            _ => null,
        };
    }

    /// <summary>A part with the count behind it; that it would rather take little means nothing where whole texts match.</summary>
    private PatternNode? Counted(PatternNode part)
    {
        (int Least, int? Most) count = (1, 1);
        if (Take('*'))
            count = (0, null);
        else if (Take('+'))
            count = (1, null);
        else if (Take('?'))
            count = (0, 1);
        else if (!Take('{'))
            return part;
        else if (Braces() is { } braces)
            count = braces;
        else
            return null;
        Take('?');
        return Current is '*' or '+' or '?' or '{' ? null : new PatternNode.Repeat(part, count.Least, count.Most);
    }

    private (int Least, int? Most)? Braces()
    {
        if (Number() is not { } least)
            return null;
        int? most = least;
        if (Take(','))
            most = Current == '}' ? null : Number() ?? -1;
        return Take('}') && !(most < least) ? (least, most) : null;
    }

    private int? Number()
    {
        var start = _at;
        while (char.IsAsciiDigit(Current))
            _at++;
        return int.TryParse(_pattern.AsSpan(start, _at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxCount ? number : null;
    }

    /// <summary>One code point that is not among some ASCII characters; texts are known to be UTF-8.</summary>
    private static PatternNode.Choice OtherThan(ByteSet set)
    {
        var more = new PatternNode.Bytes(ByteSet.Range(0x80, 0xBF));
        return new PatternNode.Choice(
        [
            new PatternNode.Bytes(set.OtherAscii()),
            new PatternNode.Sequence([new PatternNode.Bytes(ByteSet.Range(0xC2, 0xDF)), more]),
            new PatternNode.Sequence([new PatternNode.Bytes(ByteSet.Range(0xE0, 0xEF)), more, more]),
            new PatternNode.Sequence([new PatternNode.Bytes(ByteSet.Range(0xF0, 0xF4)), more, more, more]),
        ]);
    }

    private bool Take(char expected)
    {
        if (Current != expected || IsAtEnd)
            return false;
        _at++;
        return true;
    }
}
