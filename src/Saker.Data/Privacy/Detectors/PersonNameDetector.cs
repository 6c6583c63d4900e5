namespace Saker.Data.Privacy.Detectors;

/// <summary>
/// Names of people, without any dictionary: words with a capital after a title ("Dr."), or after words that introduce a name ("my name is",
/// "Name:"). It finds few of all names and is no more than a stand-in for a trained model, see <see cref="ISpanDetector"/>.
/// </summary>
internal sealed class PersonNameDetector : Detector
{
    private const int MaxWords = 4;
    private static readonly string[] Titles = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Sir", "Herr", "Frau", "Monsieur", "Madame", "Mme", "Señor", "Señora", "Sra", "Signor", "Signora"];
    private static readonly string[] Introductions = ["my name is", "name:", "i am called", "name on the account?", "name is", "sincerely,", "regards,", "signed by", "directed by:", "contact person:", "account holder:", "this is"];
    private static readonly string[] Columns = ["name", "surname", "person", "customer name", "nachname", "vorname", "apellido", "nombre", "prénom", "nom"];
    private static readonly string[] NotNames = ["the", "a", "an", "not", "my", "your", "our", "this", "that", "i", "we", "you", "it", "on", "in", "of", "and", "or", "where", "when", "phone", "email", "company", "address"];

    public override IReadOnlyList<string> Types { get; } = [SensitiveTypes.PersonName];

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        if (IsNameColumn(text))
        {
            found.Add(new DetectedSpan(SensitiveTypes.PersonName, text.Tokens[0].Start, text.Tokens[^1].End, 0.7));
            return;
        }
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var isTitle = IsTitle(text, i);
            var first = isTitle ? i + 1 : i;
            if (first >= text.Tokens.Count || (!isTitle && !IsIntroduced(text, text.Tokens[i].Start)))
                continue;
            var last = LastWord(text, first);
            if (last < first)
                continue;
            found.Add(new DetectedSpan(SensitiveTypes.PersonName, text.Tokens[first].Start, text.Tokens[last].End, isTitle ? 0.85 : 0.75));
            i = last;
        }
    }

    // In a column of names, a cell of a few words is one.
    private static bool IsNameColumn(TokenizedText text)
    {
        if (text.Context.Length == 0 || text.Tokens.Count is 0 or > 5)
            return false;
        foreach (var token in text.Tokens)
            if (!token.IsWord || !char.IsUpper(text.At(token.Start)))
                return false;
        foreach (var column in Columns)
            if (text.Context.EndsWith(column, StringComparison.OrdinalIgnoreCase) && !IsOtherName(text.Context))
                return true;
        return false;
    }

    // Files, products and hosts have names too.
    private static bool IsOtherName(string context)
    {
        foreach (var other in (ReadOnlySpan<string>)["file", "product", "company", "host", "domain", "user", "column", "brand", "model", "city", "country", "street", "team", "event"])
            if (TokenizedText.HasWord(context, other))
                return true;
        return false;
    }

    private static bool IsTitle(TokenizedText text, int token)
    {
        foreach (var title in Titles)
            if (text[text.Tokens[token]].SequenceEqual(title))
                return text.Gap(token) is " " or ". " or ".";
        return false;
    }

    private static bool IsIntroduced(TokenizedText text, int start)
    {
        var before = text.Text.AsSpan(Math.Max(0, start - 40), Math.Min(40, start)).TrimEnd();
        if (before.Length == Math.Min(40, start) && start > 0)
            return false;
        foreach (var introduction in Introductions)
            if (before.EndsWith(introduction, StringComparison.OrdinalIgnoreCase) && (before.Length == introduction.Length || !char.IsLetter(before[^(introduction.Length + 1)])))
                return true;
        return false;
    }

    private static int LastWord(TokenizedText text, int first)
    {
        var last = first - 1;
        for (var i = first; i < text.Tokens.Count && i < first + MaxWords; i++)
        {
            if (!text.Tokens[i].IsWord || !char.IsUpper(text.At(text.Tokens[i].Start)) || IsNoName(text[text.Tokens[i]]))
                break;
            last = i;
            var isInitial = text.Tokens[i].Length == 1;
            if (text.Gap(i) is not (" " or "-" or "'") && !(isInitial && text.Gap(i) is ". "))
                break;
        }
        return last;
    }

    private static bool IsNoName(ReadOnlySpan<char> word)
    {
        foreach (var other in NotNames)
            if (word.Equals(other, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
