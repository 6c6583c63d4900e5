using System.Text;

namespace Saker.Data.Checks.Proposals;

/// <summary>Ways in which texts get broken, to find out which checks would tell.</summary>
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

    private static string Join(ReadOnlySpan<Rune> characters)
    {
        var text = new StringBuilder();
        foreach (var character in characters)
            text.Append(character.ToString());
        return text.ToString();
    }
}
