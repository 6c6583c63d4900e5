namespace Saker.Data.Privacy.Detectors;

/// <summary>
/// Street addresses by form: a house number before or after words with a capital, one of which is a word for a street in one of several
/// languages. It finds few of them and is often wrong, hence runs only when asked for.
/// </summary>
internal sealed class AddressDetector : Detector
{
    private const int MaxWords = 5;

    private static readonly string[] Streets =
    [
        "street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "boulevard", "blvd", "court", "ct", "place", "square", "terrace", "crescent", "highway", "parade",
        "straße", "strasse", "str", "platz", "allee", "gasse", "weg", "rue", "chemin", "quai", "via", "viale", "piazza", "calle", "avenida", "plaza", "rua", "travessa", "ulica", "ul", "utca", "u",
    ];

    private static readonly string[] Endings = ["straße", "strasse", "str", "gasse", "weg", "platz", "allee", "straat", "laan", "plein", "gatan", "vägen", "gata", "veien", "vegen", "vej", "gade", "katu", "tie", "utca"];

    public override IReadOnlyList<string> Types { get; } = [SensitiveTypes.Address];

    public override bool IsOptIn => true;

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var last = LastWord(text, i, out var hasStreet);
            if (!hasStreet)
                continue;
            var hasBefore = i > 0 && IsHouse(text, i - 1) && text.Gap(i - 1) is " ";
            var hasAfter = last + 1 < text.Tokens.Count && IsHouse(text, last + 1) && text.Gap(last) is " " or ". " or ", ";
            if (hasBefore || hasAfter)
                found.Add(new DetectedSpan(SensitiveTypes.Address, text.Tokens[hasBefore ? i - 1 : i].Start, text.Tokens[hasAfter ? last + 1 : last].End, 0.7));
            i = last;
        }
    }

    private static int LastWord(TokenizedText text, int first, out bool hasStreet)
    {
        hasStreet = false;
        var i = first;
        for (; i < text.Tokens.Count && i < first + MaxWords; i++)
        {
            var word = text[text.Tokens[i]];
            if (!text.Tokens[i].IsWord || !(char.IsUpper(word[0]) || (i > first && word.Length <= 3) || IsStreet(word)))
                return i - 1;
            hasStreet |= IsStreet(word) && (i > first || word.Length > 2);
            if (text.Gap(i) is not (" " or "-" or ". "))
                return i;
        }
        return i - 1;
    }

    private static bool IsStreet(ReadOnlySpan<char> word)
    {
        foreach (var street in Streets)
            if (word.Equals(street, StringComparison.OrdinalIgnoreCase))
                return true;
        foreach (var ending in Endings)
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static bool IsHouse(TokenizedText text, int token) => text.Tokens[token] is { DigitCount: >= 1 and <= 5, Length: <= 6 } && char.IsAsciiDigit(text.At(text.Tokens[token].Start));
}
