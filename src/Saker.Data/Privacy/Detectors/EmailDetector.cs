namespace Saker.Data.Privacy.Detectors;

/// <summary>E-mail addresses: the plain form of RFC 5321 (no quotes, no comments, none of the signs that queries and paths are made of), with letters of any script (RFC 6531).</summary>
internal sealed class EmailDetector : Detector
{
    private const int MaxLocal = 64;
    private const int MaxDomain = 253;
    private const int MaxLabel = 63;

    public override IReadOnlyList<string> Types { get; } = [SensitiveTypes.Email];

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        for (var at = text.Text.IndexOf('@'); at >= 0; at = text.Text.IndexOf('@', at + 1))
        {
            var start = StartOf(text, at);
            var end = EndOf(text, at + 1);
            if (start < at && end > at + 1 && !IsLogin(text, start))
                found.Add(new DetectedSpan(SensitiveTypes.Email, start, end, 0.99));
        }
    }

    private static int StartOf(TokenizedText text, int at)
    {
        var start = at;
        while (start > 0 && at - start < MaxLocal && IsLocal(text.Text[start - 1]) && !(text.Text[start - 1] == '.' && text.At(start) is '.' or '@'))
            start--;
        // What a sentence or a query puts before an address is no part of it.
        while (start < at && !char.IsLetterOrDigit(text.Text[start]) && text.Text[start] != '_')
            start++;
        return start;
    }

    private static int EndOf(TokenizedText text, int from)
    {
        var label = from;
        var end = -1;
        for (var labels = 0; label < text.Text.Length && label - from < MaxDomain; labels++)
        {
            var i = label;
            while (i < text.Text.Length && i - label <= MaxLabel && (char.IsLetterOrDigit(text.Text[i]) || text.Text[i] == '-'))
                i++;
            var last = text.Text.AsSpan(label, i - label);
            if (last.IsEmpty || last.Length > MaxLabel || last[0] == '-' || last[^1] == '-')
                break;
            if (labels > 0 && last.Length > 1 && char.IsLetter(last[0]))
                end = i;
            if (text.At(i) != '.')
                break;
            label = i + 1;
        }
        return end;
    }

    /// <summary>Whether this is the login of an address such as <c>https://name:password@host</c>.</summary>
    private static bool IsLogin(TokenizedText text, int start)
    {
        for (var i = start; i > 1 && start - i < MaxLocal && !char.IsWhiteSpace(text.Text[i - 1]); i--)
            if (text.Text[i - 1] == '/' && text.Text[i - 2] == '/')
                return !text.Text.AsSpan(i, start - i).Contains('/');
        return false;
    }

    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || "._%+-'&~!#$*".Contains(c, StringComparison.Ordinal);
}
