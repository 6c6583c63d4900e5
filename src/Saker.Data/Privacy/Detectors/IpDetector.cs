using System.Net;
using System.Net.Sockets;

namespace Saker.Data.Privacy.Detectors;

/// <summary>IP addresses: version 4 in four decimal numbers, version 6 in the forms of RFC 4291.</summary>
internal sealed class IpDetector : Detector
{
    private const int MaxLength = 45;
    private static readonly string[] Versions = ["version", "release", "build", "section", "chapter", "v"];

    public override IReadOnlyList<string> Types { get; } = [SensitiveTypes.Ip];

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        for (var i = 0; i + 3 < text.Tokens.Count; i++)
            FindFour(text, i, found);
        FindSix(text, found);
    }

    private static void FindFour(TokenizedText text, int first, List<DetectedSpan> found)
    {
        for (var i = first; i < first + 4; i++)
        {
            var part = text[text.Tokens[i]];
            if (!text.Tokens[i].IsNumber || part.Length > 3 || (part.Length > 1 && part[0] == '0') || int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) > 255)
                return;
            if (i < first + 3 && text.Gap(i) is not ".")
                return;
        }
        var (start, end) = (text.Tokens[first].Start, text.Tokens[first + 3].End);
        // A fifth number makes it something else, such as an object identifier.
        if ((text.At(start - 1) == '.' && char.IsAsciiDigit(text.At(start - 2))) || (text.At(end) == '.' && char.IsAsciiDigit(text.At(end + 1))))
            return;
        var isVersion = text.At(start - 1) is 'v' or 'V' || (first > 0 && IsVersionWord(text[text.Tokens[first - 1]]));
        found.Add(new DetectedSpan(SensitiveTypes.Ip, start, end, isVersion ? 0.3 : 0.95));
    }

    private static bool IsVersionWord(ReadOnlySpan<char> word)
    {
        foreach (var version in Versions)
            if (word.Equals(version, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static void FindSix(TokenizedText text, List<DetectedSpan> found)
    {
        var all = text.Text;
        for (var i = all.IndexOf(':'); i >= 0 && i < all.Length;)
        {
            var start = i;
            while (start > 0 && i - start < 4 && char.IsAsciiHexDigit(all[start - 1]))
                start--;
            var end = i;
            while (end < all.Length && end - start < MaxLength && (char.IsAsciiHexDigit(all[end]) || all[end] is ':' or '.'))
                end++;
            var next = Math.Max(end, i + 1);
            while (end > i && all[end - 1] is '.' || (end > i + 1 && all[end - 1] == ':' && all[end - 2] != ':'))
                end--;
            if (!IsInWord(text, start, end) && IsSix(all.AsSpan(start, end - start)))
                found.Add(new DetectedSpan(SensitiveTypes.Ip, start, end, 0.95));
            i = next < all.Length ? all.IndexOf(':', next) : -1;
        }
    }

    private static bool IsInWord(TokenizedText text, int start, int end) => char.IsLetterOrDigit(text.At(start - 1)) || char.IsLetterOrDigit(text.At(end)) || text.At(start - 1) is '_' or ':';

    // Two colons and letters only are a name in a program more often than an address.
    private static bool IsSix(ReadOnlySpan<char> text) => text.Length > 2 && text.Count(':') >= 2 && text.ContainsAnyInRange('0', '9')
        && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
}
