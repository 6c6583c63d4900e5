namespace Saker.Data.Privacy.Detectors.NationalIds;

/// <summary>The ids of Poland, Czechia and Slovakia, Bulgaria, Croatia, Estonia and Lithuania.</summary>
internal static class SlavicIds
{
    /// <summary>PESEL: day of birth (the century is in the month), serial, a check digit modulo 10.</summary>
    public static bool PlPesel(ReadOnlySpan<char> text) => CheckDigits.AreDigits(text)
        && CheckDigits.IsDate(CheckDigits.Two(text, 0), CheckDigits.Two(text, 2) % 20, CheckDigits.Two(text, 4))
        && CheckDigits.Sum(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0;

    /// <summary>Rodné číslo of ten digits: day of birth (women's months plus 50), divisible by 11.</summary>
    public static bool CzBirthNumber(ReadOnlySpan<char> text) => CheckDigits.AreDigits(text)
        && CheckDigits.IsDate(CheckDigits.Two(text, 0), CheckDigits.Two(text, 2) % 50 % 20, CheckDigits.Two(text, 4))
        && CheckDigits.Remainder(text[..9], 11) % 10 == text[9] - '0';

    /// <summary>ЕГН: day of birth (the century is in the month), serial, a check digit modulo 11.</summary>
    public static bool BgEgn(ReadOnlySpan<char> text) => CheckDigits.AreDigits(text)
        && CheckDigits.IsDate(CheckDigits.Two(text, 0), CheckDigits.Two(text, 2) % 20, CheckDigits.Two(text, 4))
        && CheckDigits.Sum(text, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == text[9] - '0';

    /// <summary>OIB: eleven digits, the last ISO/IEC 7064 MOD 11,10.</summary>
    public static bool HrOib(ReadOnlySpan<char> text) => CheckDigits.Mod11And10(text);

    /// <summary>Isikukood and asmens kodas: sex and century, day of birth, serial, a check digit modulo 11 with two sets of weights.</summary>
    public static bool BalticCode(ReadOnlySpan<char> text)
    {
        if (!CheckDigits.AreDigits(text) || text[0] is < '1' or > '8' || !CheckDigits.IsDate(CheckDigits.Two(text, 1), CheckDigits.Two(text, 3), CheckDigits.Two(text, 5)))
            return false;
        var check = CheckDigits.Sum(text, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
        if (check == 10)
            check = CheckDigits.Sum(text, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11 % 10;
        return check == text[10] - '0';
    }
}
