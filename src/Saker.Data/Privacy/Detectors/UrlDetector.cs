namespace Saker.Data.Privacy.Detectors;

/// <summary>Web addresses with their scheme.</summary>
internal sealed class UrlDetector : Detector
{
    private const int MaxLength = 2_048;
    private static readonly string[] Schemes = ["https", "http", "ftp"];

    public override IReadOnlyList<string> Types { get; } = [SensitiveTypes.Url];

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        var all = text.Text;
        for (var at = all.IndexOf("://", StringComparison.Ordinal); at >= 0;)
        {
            var end = at + 3;
            while (end < all.Length && end - at < MaxLength && !char.IsWhiteSpace(all[end]) && all[end] is not ('<' or '>' or '"' or '|' or '\\' or '^' or '`'))
                end++;
            var next = end;
            // A sentence may end with an address.
            while (end > at + 3 && all[end - 1] is '.' or ',' or ';' or ':' or '!' or '?' or ')' or ']' or '\'')
                end--;
            if (StartOf(text, at) is >= 0 and var start && end > at + 3)
                found.Add(new DetectedSpan(SensitiveTypes.Url, start, end, 0.9));
            at = all.IndexOf("://", Math.Max(next, at + 3), StringComparison.Ordinal);
        }
    }

    private static int StartOf(TokenizedText text, int at)
    {
        foreach (var scheme in Schemes)
        {
            var start = at - scheme.Length;
            if (start >= 0 && text.Text.AsSpan(start, scheme.Length).Equals(scheme, StringComparison.OrdinalIgnoreCase) && !char.IsLetterOrDigit(text.At(start - 1)))
                return start;
        }
        return -1;
    }
}
