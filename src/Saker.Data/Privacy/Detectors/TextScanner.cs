using System.Collections;

namespace Saker.Data.Privacy.Detectors;

/// <summary>
/// Finds personal and secret data in texts: by form, check digits and the words around. Immutable and thread-safe; time linear in the
/// length of the text, whatever it holds.
/// </summary>
public sealed class TextScanner
{
    private readonly ScanOptions _options;
    private readonly Detector[] _detectors;

    /// <exception cref="SakerException">A type is not known, or a limit is out of range; all that is wrong is told at once.</exception>
    public TextScanner(ScanOptions options)
    {
        options.ThrowIfInvalid();
        _options = options;
        _detectors = [.. DetectorCatalogue.All.Where(detector => options.Types is null ? !detector.IsOptIn : detector.Types.Any(options.Types.Contains))];
    }

    /// <summary>Finds spans that do not overlap, in the order of the text; of overlapping ones the surest stays, then the longest.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="context">Words that stand for all of it, such as the name of its column: they count as words around every span.</param>
    /// <exception cref="SakerException">The text is longer than the limit.</exception>
    public IReadOnlyList<DetectedSpan> Scan(string text, string context = "")
    {
        if (text.Length > _options.MaxTextLength)
            throw new SakerException(ErrorKind.TooLarge, $"The text has {text.Length} characters and may have {_options.MaxTextLength}; scan it in parts.", "text");
        if (text.Length == 0)
            return [];
        var found = new List<DetectedSpan>();
        var tokens = new TokenizedText(text, context);
        foreach (var detector in _detectors)
            detector.Find(tokens, found);
        foreach (var detector in _options.Detectors)
            detector.Find(text, context, found);
        found.RemoveAll(span => span.Confidence < _options.MinConfidence || !IsWanted(span.Type));
        return found.Count > 1 ? Untangle(found, text.Length) : found;
    }

    private bool IsWanted(string type) => _options.Types is null || _options.Types.Contains(type);

    private static List<DetectedSpan> Untangle(List<DetectedSpan> found, int length)
    {
        found.Sort(static (a, b) => (-a.Confidence, -a.Length, a.Start).CompareTo((-b.Confidence, -b.Length, b.Start)));
        var taken = new BitArray(length);
        var kept = new List<DetectedSpan>(found.Count);
        foreach (var span in found)
        {
            if (IsFree(taken, span))
            {
                kept.Add(span);
                for (var i = span.Start; i < span.End; i++)
                    taken[i] = true;
            }
        }
        kept.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return kept;
    }

    private static bool IsFree(BitArray taken, DetectedSpan span)
    {
        for (var i = span.Start; i < span.End; i++)
            if (taken[i])
                return false;
        return true;
    }
}
