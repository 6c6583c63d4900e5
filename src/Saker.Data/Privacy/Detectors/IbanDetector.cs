using System.Collections.Frozen;

namespace Saker.Data.Privacy.Detectors;

/// <summary>International bank account numbers (ISO 13616): country, its length, and the check digits modulo 97; written together or in groups of four.</summary>
internal sealed class IbanDetector : Detector
{
    private const int MinLength = 15;
    private const int MaxLength = 34;

    // The lengths of the registry that SWIFT keeps for ISO 13616.
    private static readonly FrozenDictionary<string, int> Lengths = (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 "
        + "HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 "
        + "RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30")
        .Split(' ').ToFrozenDictionary(entry => entry[..2], entry => int.Parse(entry[2..], System.Globalization.CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> LengthOf = Lengths.GetAlternateLookup<ReadOnlySpan<char>>();

    public override IReadOnlyList<string> Types { get; } = [SensitiveTypes.Iban];

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        Span<char> compact = stackalloc char[MaxLength];
        for (var first = 0; first < text.Tokens.Count; first++)
        {
            var head = text[text.Tokens[first]];
            if (head.Length < 4 || !char.IsAsciiDigit(head[2]) || !char.IsAsciiDigit(head[3]) || !LengthOf.TryGetValue(head[..2], out var length))
                continue;
            var last = Gather(text, first, compact, length);
            if (last >= 0 && CheckDigits.Mod97(compact[..4], CheckDigits.Mod97(compact[4..length])) == 1)
                found.Add(new DetectedSpan(SensitiveTypes.Iban, text.Tokens[first].Start, text.Tokens[last].End, 0.99));
        }
    }

    /// <summary>The token that ends a number of that length; -1 when none does.</summary>
    private static int Gather(TokenizedText text, int first, Span<char> compact, int length)
    {
        var filled = 0;
        for (var i = first; i < text.Tokens.Count; i++)
        {
            var part = text[text.Tokens[i]];
            if (filled + part.Length > length || part.ContainsAnyExceptInRange('0', 'z') || length < MinLength)
                return -1;
            part.CopyTo(compact[filled..]);
            filled += part.Length;
            if (filled == length)
                return i;
            // Groups have four characters, save the last.
            if (part.Length != 4 || text.Gap(i) is not (" " or "-" or "\u00a0" or "."))
                return -1;
        }
        return -1;
    }
}
