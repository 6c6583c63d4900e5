namespace Saker.Data.Privacy.Detectors;

/// <summary>
/// Phone numbers: international ones (E.164: a plus sign or 00, a country code, 15 digits at most), the North American plan, national
/// ones with a leading zero or an area code in parentheses, and any grouped number beside a word such as "call" or "mobile".
/// </summary>
internal sealed class PhoneDetector : Detector
{
    private static readonly string[] Words =
    [
        "phone", "tel", "telephone", "mobile", "cell", "fax", "call", "ring", "dial", "text me", "sms", "whatsapp", "message", "answer", "reach", "contact",
        "hotline", "telefon", "téléphone", "portable", "móvil", "teléfono", "telefono", "cellulare", "handy", "mobil", "puhelin", "tlf",
    ];

    // These name a number only where they stand beside it: people live at home and work in an office.
    private static readonly string[] Labels = ["desk", "office", "home", "work", "direct", "main"];

    public override IReadOnlyList<string> Types { get; } = [SensitiveTypes.Phone];

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        for (var i = 0; i < text.Tokens.Count; i++)
        {
            if (!char.IsAsciiDigit(text.At(text.Tokens[i].Start)))
                continue;
            var run = PhoneRun.Read(text, i);
            i = run.LastToken;
            if (Confidence(text, run) is > 0 and var confidence)
                found.Add(new DetectedSpan(SensitiveTypes.Phone, run.Start, run.End, confidence));
        }
    }

    private static double Confidence(TokenizedText text, PhoneRun run)
    {
        var groups = run.Groups;
        if (run.DigitCount is < 7 or > 15 || run.IsInsideOther)
            return 0;
        if (run.HasPlus)
            return IsInternational(run.Digits) ? 0.95 : 0;
        if (IsOtherForm(text, run))
            return 0;
        var isNear = text.IsNear(run.Start, run.End, Words) || text.IsLabelled(run.Start, run.End, Labels);
        var isAmerican = groups is [3, 3, 4] or [1, 3, 3, 4] && run.Digits[^10] >= '2';
        if (run.Digits.StartsWith("00", StringComparison.Ordinal) && run.DigitCount >= 10 && IsInternational(run.Digits.AsSpan(2)))
            return isNear || groups.Length > 1 ? 0.9 : 0.4;
        if (isAmerican)
            return isNear ? 0.95 : run.HasParentheses || run.HasOneSeparator ? 0.85 : 0.6;
        // Two years are a span of time, whatever stands around.
        if (groups is [4, 4] && IsYear(run.Digits) && IsYear(run.Digits.AsSpan(4)))
            return 0;
        var isGrouped = groups.Length is >= 2 and <= 6;
        if (run.Digits[0] == '0' && run.DigitCount is >= 9 and <= 11)
            return isNear ? 0.9 : groups.Length >= 3 ? 0.7 : groups.Length == 2 ? 0.5 : 0.3;
        if (run.HasParentheses)
            return isNear ? 0.9 : 0.6;
        return !isNear || run.DigitCount > 12 ? 0 : isGrouped ? 0.8 : run.DigitCount is >= 9 and <= 11 ? 0.7 : 0;
    }

    // The country codes of ITU-T E.164 have one to three digits and do not begin with 0; +1 and +7 numbers have 11 digits.
    private static bool IsInternational(ReadOnlySpan<char> digits) => digits.Length >= 8 && digits[0] switch
    {
        '0' => false,
        '1' or '7' => digits.Length == 11,
        _ => true,
    };

    private static bool IsYear(ReadOnlySpan<char> digits) => CheckDigits.Two(digits, 0) is 19 or 20;

    /// <summary>Dates, addresses of hosts, decimal numbers and social security numbers have the form of a grouped number too.</summary>
    private static bool IsOtherForm(TokenizedText text, PhoneRun run)
    {
        var groups = run.Groups;
        var all = text.Text.AsSpan(run.Start, run.End - run.Start);
        var isDotted = all.Contains('.') && !all.ContainsAny(' ', '-', '(');
        if (groups is [4, 2, 2, ..] && IsYear(run.Digits) || groups is [1 or 2, 1 or 2, 4] && run.Digits[0] <= '3' && !run.HasParentheses)
            return true;
        if (isDotted && (groups.Length == 2 || (groups.Length == 4 && Array.TrueForAll(groups, length => length <= 3))))
            return true;
        return groups is [3, 2, 4] && !run.HasParentheses && all.Contains('-') || CardDetector.IsCard(run.Digits);
    }
}
