namespace Saker.Data.Privacy.Detectors;

/// <summary>Payment card numbers (ISO/IEC 7812): an issuer's range, the lengths it gives out, and Luhn's check digit; together or in the groups cards show.</summary>
internal sealed class CardDetector : Detector
{
    private const int MinLength = 12;
    private const int MaxLength = 19;
    private static readonly string[] Words = ["card", "cc", "credit", "debit", "visa", "mastercard", "maestro", "amex", "american express", "pan", "karte", "kreditkarte", "carte", "tarjeta", "carta"];

    public override IReadOnlyList<string> Types { get; } = [SensitiveTypes.Card];

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        Span<char> digits = stackalloc char[MaxLength];
        for (var first = 0; first < text.Tokens.Count; first++)
        {
            if (!text.Tokens[first].IsNumber || text.Tokens[first].Length is < 4 or > MaxLength)
                continue;
            var last = Gather(text, first, digits, out var length);
            if (last < 0 || !IsCard(digits[..length]))
                continue;
            var (start, end) = (text.Tokens[first].Start, text.Tokens[last].End);
            // One number in ten has a right check digit by chance: beside the range, the groups or the words must speak for a card.
            var confidence = text.IsNear(start, end, Words) ? 0.99 : last > first ? 0.95 : length >= 15 ? 0.85 : length >= 13 ? 0.6 : 0.4;
            found.Add(new DetectedSpan(SensitiveTypes.Card, start, end, confidence));
            first = last;
        }
    }

    /// <summary>Whether the range and the length are an issuer's, and the check digit is right.</summary>
    public static bool IsCard(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < MinLength or > MaxLength || !CheckDigits.Luhn(digits) || digits.IndexOfAnyExcept(digits[0]) < 0)
            return false;
        var six = ((CheckDigits.Two(digits, 0) * 100) + CheckDigits.Two(digits, 2)) * 100 + CheckDigits.Two(digits, 4);
        return (six / 10_000, digits.Length) switch
        {
            ( >= 40 and <= 49, 13 or 16 or 19) => true, // Visa
            ( >= 51 and <= 55, 16) => true, // Mastercard
            ( >= 22 and <= 27, 16) => six is (>= 222_100 and <= 272_099) or (>= 220_000 and <= 220_499), // Mastercard, Mir
            (34 or 37, 15) => true, // American Express
            (30 or 36 or 38 or 39, >= 14 and <= 19) => true, // Diners Club
            (18 or 21, 15) => six / 100 is 1800 or 2131, // JCB
            (35, >= 16) => six / 100 is >= 3528 and <= 3589 || digits.Length == 16, // JCB; older numbers lie around the range
            (62, >= 16) => true, // UnionPay
            (60 or 64 or 65, >= 16) => true, // Discover, RuPay
            (50 or (>= 56 and <= 69), >= 12) => true, // Maestro
            (22, >= 17) => six / 100 is >= 2200 and <= 2204, // Mir
            (97, 16) => six / 100 == 9792, // Troy
            _ => false,
        };
    }

    private static int Gather(TokenizedText text, int first, Span<char> digits, out int length)
    {
        length = 0;
        if (text.At(text.Tokens[first].Start - 1) is '.' or ',' && char.IsAsciiDigit(text.At(text.Tokens[first].Start - 2)))
            return -1;
        if (text.Tokens[first].Length >= MinLength)
        {
            text[text.Tokens[first]].CopyTo(digits);
            length = text.Tokens[first].Length;
            return text.Gap(first) is "." or "," && text.Tokens[first + 1].IsNumber ? -1 : first;
        }
        // 4-4-4-4, with 1 to 3 more, or 4-6-5 and 4-6-4.
        for (var i = first; i < text.Tokens.Count && i < first + 5; i++)
        {
            var part = text.Tokens[i];
            var fits = part.IsNumber && (part.Length == 4 || (i == first + 1 && part.Length == 6) || (i == first + 2 && part.Length is 4 or 5) || (i == first + 4 && part.Length is >= 1 and <= 3));
            if (!fits || length + part.Length > MaxLength)
                return -1;
            text[part].CopyTo(digits[length..]);
            length += part.Length;
            var continues = text.Gap(i) is " " or "-" or "\u00a0" && text.Tokens[i + 1].IsNumber;
            if (length >= 14 && (!continues || IsCard(digits[..length])))
                return i;
            if (!continues || text.Gap(i).Length == 0)
                return -1;
        }
        return -1;
    }
}
