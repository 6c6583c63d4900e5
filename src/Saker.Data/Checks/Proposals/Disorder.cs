using System.Globalization;
using System.Text;

namespace Saker.Data.Checks.Proposals;

/// <summary>Ways in which texts and numbers get broken, to find out which checks would tell.</summary>
internal static class Disorder
{
    /// <summary>The characters in any order.</summary>
    public static string Scramble(string text, Random random)
    {
        var characters = text.EnumerateRunes().ToArray();
        random.Shuffle(characters);
        return Join(characters);
    }

    /// <summary>Every letter is the next one of the alphabet, every digit the next digit.</summary>
    public static string Advance(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = source[i] switch
            {
                'z' => 'a',
                'Z' => 'A',
                '9' => '0',
                var letter when char.IsAsciiLetterOrDigit(letter) => (char)(letter + 1),
                var other => other,
            };
        }
    });

    /// <summary>The first half.</summary>
    public static string Cut(string text) => Join([.. text.EnumerateRunes().Take(Characters.Count(text) / 2)]);

    /// <summary>The first half of what a file has for the number; NaN when that is no number.</summary>
    public static double CutDigits(double number, ColumnType type)
    {
        var text = Written(number, type);
        return text.Length < 2 ? number : Read(text.AsSpan(0, text.Length / 2));
    }

    /// <summary>The digits of the number in any order, its sign and point where they were.</summary>
    public static double ScrambleDigits(double number, ColumnType type, Random random)
    {
        var text = Written(number, type).ToCharArray();
        int[] places = [.. Enumerable.Range(0, text.Length).Where(i => char.IsAsciiDigit(text[i]))];
        char[] digits = [.. places.Select(place => text[place])];
        random.Shuffle(digits);
        for (var i = 0; i < places.Length; i++)
            text[places[i]] = digits[i];
        return Read(text);
    }

    private static string Written(double number, ColumnType type) => type switch
    {
        ColumnType.Int32 or ColumnType.Int64 => number.ToString("0", CultureInfo.InvariantCulture),
        ColumnType.Float32 => ((float)number).ToString("R", CultureInfo.InvariantCulture),
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static double Read(ReadOnlySpan<char> text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : double.NaN;

    private static string Join(ReadOnlySpan<Rune> characters)
    {
        var text = new StringBuilder();
        foreach (var character in characters)
            text.Append(character.ToString());
        return text.ToString();
    }
}
