using System.Text;
using System.Text.RegularExpressions;

namespace Saker.Data.Checks.Proposals;

/// <summary>
/// How texts are built: runs of upper case letters, lower case letters, digits, and every other character as itself. <c>7590-VHVEG</c> and
/// <c>5575-GNVDE</c> have one shape, and its pattern is <c>[0-9]{4}-[A-Z]{5}</c>.
/// </summary>
internal sealed class TextShape
{
    private const int LongestRun = 1_000;

    private readonly int[] _shortest;
    private readonly int[] _longest;

    private TextShape(string key, int[] lengths)
    {
        Key = key;
        _shortest = lengths;
        _longest = [.. lengths];
    }

    /// <summary>The classes of the runs, one character each.</summary>
    public string Key { get; }

    /// <summary>How many texts have it.</summary>
    public int Count { get; private set; } = 1;

    /// <param name="text">Any text.</param>
    /// <param name="coarseness">0 tells case apart, 1 does not, 2 takes letters and digits together.</param>
    /// <param name="maxRuns">Texts of more runs have no shape.</param>
    public static TextShape? Of(string text, int coarseness, int maxRuns)
    {
        var key = new StringBuilder();
        var lengths = new List<int>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsBmp || Rune.IsControl(rune))
                return null;
            var kind = Kind((char)rune.Value, coarseness);
            if (key.Length > 0 && key[^1] == kind)
                lengths[^1]++;
            else if (key.Length == maxRuns)
                return null;
            else
            {
                key.Append(kind);
                lengths.Add(1);
            }
        }
        return lengths.Count == 0 || lengths.Max() > LongestRun ? null : new TextShape(key.ToString(), [.. lengths]);
    }

    /// <summary>Takes in another text of the same shape.</summary>
    public void Add(TextShape other)
    {
        Count += other.Count;
        for (var i = 0; i < _shortest.Length; i++)
        {
            _shortest[i] = Math.Min(_shortest[i], other._shortest[i]);
            _longest[i] = Math.Max(_longest[i], other._longest[i]);
        }
    }

    /// <summary>A regular expression for it. A run whose length differs may have any; so may one that too few texts tell of.</summary>
    public string Pattern(int fewest)
    {
        var pattern = new StringBuilder();
        for (var i = 0; i < Key.Length; i++)
        {
            pattern.Append(Class(Key[i]));
            var isLiteral = !char.IsAsciiLetterOrDigit(Key[i]);
            if (_shortest[i] != _longest[i] || (Count < fewest && !isLiteral))
                pattern.Append('+');
            else if (_longest[i] > 1)
                pattern.Append(System.Globalization.CultureInfo.InvariantCulture, $"{{{_longest[i]}}}");
        }
        return pattern.ToString();
    }

    private static char Kind(char character, int coarseness) => character switch
    {
        _ when char.IsAsciiDigit(character) => coarseness < 2 ? '9' : 'w',
        _ when !char.IsLetter(character) => character,
        _ when coarseness == 2 => 'w',
        _ when coarseness == 1 => 'l',
        _ => char.IsUpper(character) ? 'A' : 'a',
    };

    private static string Class(char kind) => kind switch
    {
        'A' => @"\p{Lu}",
        'a' => @"[\p{Ll}\p{Lo}\p{Lm}\p{Lt}]",
        'l' => @"\p{L}",
        'w' => @"[\p{L}0-9]",
        '9' => "[0-9]",
        ' ' => " ",
        _ => Regex.Escape(kind.ToString()),
    };
}
