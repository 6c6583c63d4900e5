using System.Text.RegularExpressions;

namespace Saker.Data.Checks.Proposals;

/// <summary>Something that the texts of a column may or may not have, told by a regular expression.</summary>
/// <param name="Pattern">Found somewhere in the texts that have it.</param>
/// <param name="IsWanted">Whether texts have it as a rule; else they do not.</param>
/// <param name="What">In words.</param>
internal sealed record TextHabit(string Pattern, bool IsWanted, string What)
{
    private const int MaxWords = 12;
    private const int LongestWord = 20;

    private readonly Regex _regex = new(Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>What is looked for in any text.</summary>
    public static IReadOnlyList<TextHabit> Known { get; } =
    [
        new(@"^\s|\s$", false, "no blank at the beginning or end"),
        new(@"\s\s", false, "no two blanks in a row"),
        new(@"\p{Ll}\p{Lu}", false, "no capital inside a word"),
        new(@"\s[,.;:!?)]", false, "no blank before a punctuation mark"),
        new(@"[,;:!?]\p{L}", false, "no letter right after a punctuation mark"),
        new(@"\p{L}[0-9]|[0-9]\p{L}", false, "no digit right beside a letter"),
        new("(?i)[bcdfghjklmnpqrstvwxz]{5}", false, "no five consonants in a row"),
        new(@"\S{20}", false, "no word of 20 characters"),
        new(@"\p{L}", true, "at least one letter"),
        new("[0-9]", true, "at least one digit"),
        new("[0-9]", false, "no digit"),
        new(@"\s", true, "more than one word"),
        new(@"\s", false, "no blank"),
        new(@"^\p{Lu}", true, "a capital at the beginning"),
        new(@"^\p{Ll}", true, "a small letter at the beginning"),
        new(@"\p{Lu}", false, "no capital"),
        new(@"[.!?]$", true, "a full stop, question or exclamation mark at the end"),
        new(@"\p{P}\s*$", true, "a punctuation mark at the end"),
        new(@"^[\[{""(<]", true, "a bracket or quote at the beginning"),
    ];

    /// <summary>Whether a text is as it should be.</summary>
    public bool Holds(string text) => _regex.IsMatch(text) == IsWanted;

    /// <summary>That texts begin, end, or have within them one of a few words that most texts share; those for which there are such words.</summary>
    public static IEnumerable<TextHabit> Common(IReadOnlyList<string> texts)
    {
        if (Frequent(texts.SelectMany(Words), texts.Count) is { Length: >= 3 } words)
            yield return new TextHabit($@"(^|\s)({string.Join('|', words)})(\s|$)", true, $"one of the {words.Length} words that most texts share");
        if (Frequent(texts.Select(text => text[..text.TakeWhile(char.IsLetter).Count()]), texts.Count) is { Length: > 0 } beginnings)
            yield return new TextHabit($@"^({string.Join('|', beginnings)})(\P{{L}}|$)", true, Said("beginning", beginnings.Length));
        if (Frequent(texts.Select(text => text[^text.Reverse().TakeWhile(char.IsLetter).Count()..]), texts.Count) is { Length: > 0 } ends)
            yield return new TextHabit($@"(^|\P{{L}})({string.Join('|', ends)})$", true, Said("end", ends.Length));
    }

    private static string Said(string place, int count) => count == 1 ? $"the {place} that most texts share" : $"one of the {count} {place}s that most texts share";

    private static IEnumerable<string> Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word.All(char.IsLetter)).Distinct(StringComparer.Ordinal);

    /// <summary>The words that are in at least one of fifty texts, the most frequent first.</summary>
    private static string[] Frequent(IEnumerable<string> words, int count)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in words.Where(word => word.Length is > 0 and <= LongestWord))
            counts[word] = counts.GetValueOrDefault(word) + 1;
        return [.. counts.Where(pair => pair.Value >= Math.Max(count / 50, 3)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MaxWords).Select(pair => pair.Key)];
    }
}
