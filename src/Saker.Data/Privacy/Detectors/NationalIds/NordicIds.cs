namespace Saker.Data.Privacy.Detectors.NationalIds;

/// <summary>The ids of Sweden, Norway, Denmark and Finland.</summary>
internal static class NordicIds
{
    private const string FinnishLetters = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    /// <summary>Personnummer: day of birth with or without century (coordination numbers: the day plus 60), serial, Luhn's check digit.</summary>
    public static bool SePersonal(ReadOnlySpan<char> text)
    {
        if (!CheckDigits.AreDigits(text) || (text.Length == 12 && CheckDigits.Two(text, 0) is < 18 or > 20))
            return false;
        var digits = text[^10..];
        return CheckDigits.IsDate(CheckDigits.Two(digits, 0), CheckDigits.Two(digits, 2), CheckDigits.Two(digits, 4) % 60) && CheckDigits.Luhn(digits);
    }

    /// <summary>Fødselsnummer: day of birth (D-numbers: the day plus 40), serial, two check digits modulo 11.</summary>
    public static bool NoBirthNumber(ReadOnlySpan<char> text) => CheckDigits.AreDigits(text)
        && CheckDigits.IsDate(CheckDigits.Two(text, 4), CheckDigits.Two(text, 2) % 40, CheckDigits.Two(text, 0) % 40)
        && CheckDigits.Sum(text, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0
        && CheckDigits.Sum(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0;

    /// <summary>CPR number: day of birth and serial; since 2007 its check digit holds no more.</summary>
    public static bool DkCpr(ReadOnlySpan<char> text) => CheckDigits.AreDigits(text) && CheckDigits.IsDate(CheckDigits.Two(text, 4), CheckDigits.Two(text, 2), CheckDigits.Two(text, 0));

    /// <summary>Henkilötunnus of the 19th and 20th century, without the sign of the century: day of birth, serial, a check character modulo 31.</summary>
    public static bool FiCode(ReadOnlySpan<char> text)
    {
        if (!CheckDigits.AreDigits(text[..9]) || !CheckDigits.IsDate(CheckDigits.Two(text, 4), CheckDigits.Two(text, 2), CheckDigits.Two(text, 0)))
            return false;
        return FinnishLetters[CheckDigits.Remainder(text[..9], 31)] == text[9];
    }

    /// <summary>The same with a letter as the sign of the century: A to F since 2000, U to Y before.</summary>
    public static bool FiLongCode(ReadOnlySpan<char> text)
    {
        if (text[6] is not ((>= 'A' and <= 'F') or (>= 'U' and <= 'Y')))
            return false;
        Span<char> compact = stackalloc char[10];
        text[..6].CopyTo(compact);
        text[7..].CopyTo(compact[6..]);
        return FiCode(compact);
    }
}
