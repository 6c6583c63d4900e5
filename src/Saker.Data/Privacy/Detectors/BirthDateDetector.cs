using System.Globalization;

namespace Saker.Data.Privacy.Detectors;

/// <summary>Dates, by number or with the English name of the month, beside a word that speaks of birth. A date alone is not one of birth.</summary>
internal sealed class BirthDateDetector : Detector
{
    private static readonly string[] Words = ["born", "birth", "dob", "bday", "geboren", "geburt", "naissance", "né le", "née le", "nacimiento", "nacido", "nascita", "nato", "geboorte"];

    public override IReadOnlyList<string> Types { get; } = [SensitiveTypes.BirthDate];

    public override void Find(TokenizedText text, List<DetectedSpan> found)
    {
        for (var i = 0; i + 2 < text.Tokens.Count; i++)
        {
            if (!IsDate(text, i))
                continue;
            var (start, end) = (text.Tokens[i].Start, text.Tokens[i + 2].End);
            if (text.IsNear(start, end, Words))
                found.Add(new DetectedSpan(SensitiveTypes.BirthDate, start, end, 0.9));
        }
    }

    private static bool IsDate(TokenizedText text, int first)
    {
        var (a, b, c) = (text.Tokens[first], text.Tokens[first + 1], text.Tokens[first + 2]);
        if (a is { IsNumber: true } && b is { IsNumber: true } && c is { IsNumber: true })
        {
            if (text.Gap(first) is not ("-" or "/" or "." or " " or ". ") || !text.Gap(first).SequenceEqual(text.Gap(first + 1)))
                return false;
            var (x, y, z) = (Number(text[a]), Number(text[b]), Number(text[c]));
            return (a.Length, c.Length) switch
            {
                (4, <= 2) => IsDay(x, y, z),
                ( <= 2, 4) => IsDay(z, y, x) || IsDay(z, x, y),
                ( <= 2, 2) => text.Gap(first) is "/" or "." && (IsDay(1900 + z, y, x) || IsDay(1900 + z, x, y)),
                _ => false,
            };
        }
        // 12 March 1984, March 12, 1984
        if (c is not { IsNumber: true, Length: 4 } || text.Gap(first).Length > 3 || text.Gap(first + 1).Length > 2)
            return false;
        return IsMonth(text[b]) && a.DigitCount is 1 or 2 && a.Length <= 4 ? IsDay(Number(text[c]), 1, Number(text[a][..a.DigitCount]))
            : IsMonth(text[a]) && b.DigitCount is 1 or 2 && b.Length <= 4 && IsDay(Number(text[c]), 1, Number(text[b][..b.DigitCount]));
    }

    private static bool IsMonth(ReadOnlySpan<char> word)
    {
        foreach (var month in CultureInfo.InvariantCulture.DateTimeFormat.MonthNames)
            if (month.Length > 0 && (word.Equals(month, StringComparison.OrdinalIgnoreCase) || (word.Length is 3 or 4 && month.AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase))))
                return true;
        return false;
    }

    private static bool IsDay(int year, int month, int day) => year is >= 1880 and <= 2100 && CheckDigits.IsDate(year, month, day);

    private static int Number(ReadOnlySpan<char> digits) => digits.Length <= 4 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
