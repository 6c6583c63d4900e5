namespace Saker.Data.Privacy.Detectors.NationalIds;

/// <summary>The ids of Germany, Austria, Switzerland, the Netherlands and Belgium.</summary>
internal static class GermanicIds
{
    /// <summary>Steuer-Identifikationsnummer: of the first ten digits one occurs twice or thrice and all others at most once; the last is ISO/IEC 7064 MOD 11,10.</summary>
    public static bool DeTaxId(ReadOnlySpan<char> text)
    {
        if (!CheckDigits.Mod11And10(text) || text[0] == '0')
            return false;
        Span<int> counts = stackalloc int[10];
        counts.Clear();
        foreach (var c in text[..10])
            counts[c - '0']++;
        return counts.Count(2) + counts.Count(3) == 1 && !counts.ContainsAnyInRange(4, 10);
    }

    /// <summary>Sozialversicherungsnummer: serial, check digit modulo 11, day of birth.</summary>
    public static bool AtInsurance(ReadOnlySpan<char> text) => CheckDigits.AreDigits(text) && text[0] != '0'
        && CheckDigits.Sum(text, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == text[3] - '0'
        && CheckDigits.Two(text, 4) is >= 1 and <= 31 && CheckDigits.Two(text, 6) is >= 1 and <= 15;

    /// <summary>AHV number: 756 and the check digit of EAN-13.</summary>
    public static bool ChInsurance(ReadOnlySpan<char> text) => text.StartsWith("756") && CheckDigits.AreDigits(text) && CheckDigits.Sum(text, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 == 0;

    /// <summary>Burgerservicenummer: the test of eleven, in which the last digit counts against the others.</summary>
    public static bool NlBsn(ReadOnlySpan<char> text) => CheckDigits.AreDigits(text) && text.IndexOfAnyExcept('0') >= 0 && CheckDigits.Sum(text, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0;

    /// <summary>Rijksregisternummer: day of birth, serial, 97 less the remainder; those born since 2000 count with a 2 before.</summary>
    public static bool BeNational(ReadOnlySpan<char> text)
    {
        if (!CheckDigits.AreDigits(text) || CheckDigits.Two(text, 4) > 31 || CheckDigits.Two(text, 2) % 20 > 12)
            return false;
        var check = CheckDigits.Two(text, 9);
        var rest = CheckDigits.Remainder(text[..9], 97);
        return check == 97 - rest || check == 97 - (((2_000_000_000L % 97) + rest) % 97);
    }
}
