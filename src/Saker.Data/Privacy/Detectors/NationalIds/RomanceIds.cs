namespace Saker.Data.Privacy.Detectors.NationalIds;

/// <summary>The ids of France, Spain, Italy, Portugal and Romania.</summary>
internal static class RomanceIds
{
    private const string SpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

    // What a character counts for at odd places of the codice fiscale (Decreto ministeriale of 23 December 1976).
    private static readonly int[] ItalianOdd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    /// <summary>Numéro de sécurité sociale: sex, year and month of birth, place, serial, 97 less the remainder; 2A and 2B of Corsica count as 19 and 18.</summary>
    public static bool FrNir(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[15];
        text.CopyTo(digits);
        if (digits[5] == '2' && digits[6] is 'A' or 'B')
            (digits[5], digits[6]) = ('1', digits[6] == 'A' ? '9' : '8');
        if (!CheckDigits.AreDigits(digits) || digits[0] is not ('1' or '2' or '3' or '4' or '7' or '8'))
            return false;
        var month = CheckDigits.Two(digits, 3);
        return month is (>= 1 and <= 12) or (>= 20 and <= 42) or (>= 50 and <= 99) && CheckDigits.Two(digits, 13) == 97 - CheckDigits.Remainder(digits[..13], 97);
    }

    /// <summary>Documento nacional de identidad: eight digits and a letter modulo 23.</summary>
    public static bool EsDni(ReadOnlySpan<char> text) => text.Length == 9 && CheckDigits.AreDigits(text[..8]) && text[8] == SpanishLetters[CheckDigits.Remainder(text[..8], 23)];

    /// <summary>Número de identidad de extranjero: X, Y or Z stand for 0, 1 or 2.</summary>
    public static bool EsNie(ReadOnlySpan<char> text)
    {
        if (text.Length != 9 || text[0] is not (>= 'X' and <= 'Z') || !CheckDigits.AreDigits(text[1..8]))
            return false;
        Span<char> digits = stackalloc char[8];
        text[..8].CopyTo(digits);
        digits[0] = (char)(text[0] - 'X' + '0');
        return text[8] == SpanishLetters[CheckDigits.Remainder(digits, 23)];
    }

    /// <summary>Codice fiscale: letters of the name, year, month, day and place of birth, a check letter. Digits may be letters where two people share a code.</summary>
    public static bool ItFiscalCode(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < 16; i++)
        {
            var isLetter = text[i] is >= 'A' and <= 'Z';
            var fits = i is < 6 or 8 or 11 or 15 ? isLetter : char.IsAsciiDigit(text[i]) || "LMNPQRSTUV".Contains(text[i], StringComparison.Ordinal);
            if (!fits)
                return false;
        }
        if (!"ABCDEHLMPRST".Contains(text[8], StringComparison.Ordinal))
            return false;
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = char.IsAsciiDigit(text[i]) ? text[i] - '0' : text[i] - 'A';
            sum += i % 2 == 0 ? ItalianOdd[value] : value;
        }
        return text[15] == 'A' + (sum % 26);
    }

    /// <summary>Número de identificação fiscal: nine digits, the last modulo 11.</summary>
    public static bool PtNif(ReadOnlySpan<char> text)
    {
        if (!CheckDigits.AreDigits(text) || text[0] is '0' or '4')
            return false;
        var check = 11 - (CheckDigits.Sum(text, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
        return text[8] - '0' == (check >= 10 ? 0 : check);
    }

    /// <summary>Cod numeric personal: sex and century, day of birth, county, serial, a check digit modulo 11.</summary>
    public static bool RoCnp(ReadOnlySpan<char> text)
    {
        if (!CheckDigits.AreDigits(text) || text[0] == '0' || !CheckDigits.IsDate(CheckDigits.Two(text, 1), CheckDigits.Two(text, 3), CheckDigits.Two(text, 5)))
            return false;
        var check = CheckDigits.Sum(text, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
        return text[12] - '0' == (check == 10 ? 1 : check);
    }
}
