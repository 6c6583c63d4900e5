using Saker.Data.Privacy.Detectors.NationalIds;

namespace Saker.Data.Privacy.Detectors;

/// <summary>National ids by their layouts and check digits, see <see cref="NationalIdCatalogue"/>.</summary>
internal sealed class NationalIdDetector : Detector
{
    private const int MaxLength = 20;

    public override IReadOnlyList<string> Types { get; } = [.. NationalIdCatalogue.All.Select(id => id.Type)];

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (text.Tokens[i].Length > MaxLength || IsTail(text, i))
                continue;
            foreach (var id in NationalIdCatalogue.All)
                foreach (var layout in id.Layouts)
                    TryLayout(text, i, id, layout, found);
        }
    }

    private static void TryLayout(TokenizedText text, int first, NationalId id, int[] layout, List<DetectedSpan> found)
    {
        if (text.Tokens[first].Length != layout[0] || first + layout.Length > text.Tokens.Count)
            return;
        Span<char> compact = stackalloc char[MaxLength];
        var length = 0;
        for (var g = 0; g < layout.Length; g++)
        {
            var token = text.Tokens[first + g];
            if (token.Length != layout[g] || (g < layout.Length - 1 && !IsSeparator(text.Gap(first + g), id.Separators)))
                return;
            text[token].ToUpperInvariant(compact[length..]);
            length += token.Length;
        }
        var end = text.Tokens[first + layout.Length - 1].End;
        if (IsHead(text, end) || compact[..length].ContainsAnyExceptInRange('0', 'Z') || !id.IsValid(compact[..length]))
            return;
        var start = text.Tokens[first].Start;
        found.Add(new DetectedSpan(id.Type, start, end, text.IsNear(start, end, id.Words) ? id.NearWords : id.Alone));
    }

    private static bool IsSeparator(ReadOnlySpan<char> gap, string separators) => gap.Length == 1 && separators.Contains(gap[0], StringComparison.Ordinal);

    /// <summary>Whether the token goes on a number or a code that began before it.</summary>
    private static bool IsTail(TokenizedText text, int token)
    {
        var start = text.Tokens[token].Start;
        return (text.At(start - 1) is '-' or '.' or '/' or ',' or '_' && char.IsLetterOrDigit(text.At(start - 2))) || text.At(start - 1) is '+' or '$' or '€' or '£';
    }

    private static bool IsHead(TokenizedText text, int end) =>
        (text.At(end) is '-' or '.' or '/' or ',' && char.IsAsciiDigit(text.At(end + 1))) || text.At(end) is '_' or '@' or '%';
}
