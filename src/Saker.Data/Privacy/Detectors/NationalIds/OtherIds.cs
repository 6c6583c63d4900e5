namespace Saker.Data.Privacy.Detectors.NationalIds;

/// <summary>The ids of the English-speaking countries.</summary>
internal static class OtherIds
{
    /// <summary>The areas, groups and serials that the Social Security Administration never gives out are none.</summary>
    public static bool UsSsn(ReadOnlySpan<char> text) => CheckDigits.AreDigits(text) && text[0] != '9' && text[..3] is not ("000" or "666") && text[3..5] is not "00" && text[5..] is not "0000";

    /// <summary>Two letters, six digits, A to D (HMRC, National Insurance Manual NIM39110).</summary>
    public static bool UkNino(ReadOnlySpan<char> text) =>
        text.Length == 9 && CheckDigits.AreDigits(text[2..8]) && text[8] is >= 'A' and <= 'D'
        && IsLetter(text[0]) && IsLetter(text[1]) && !"DFIQUV".Contains(text[0], StringComparison.Ordinal) && !"DFIQUVO".Contains(text[1], StringComparison.Ordinal)
        && text[..2] is not ("BG" or "GB" or "NK" or "KN" or "TN" or "NT" or "ZZ");

    /// <summary>Ten digits, the last a check digit modulo 11.</summary>
    public static bool UkNhs(ReadOnlySpan<char> text) => CheckDigits.AreDigits(text) && (11 - (CheckDigits.Sum(text, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 == text[9] - '0';

    /// <summary>Nine digits with Luhn's check digit; 0 and 8 are not given out.</summary>
    public static bool CaSin(ReadOnlySpan<char> text) => text[0] is not ('0' or '8') && CheckDigits.Luhn(text);

    /// <summary>Seven digits, a check letter modulo 23, and since 2013 a second letter.</summary>
    public static bool IePps(ReadOnlySpan<char> text)
    {
        if (!CheckDigits.AreDigits(text[..7]) || !IsLetter(text[7]) || (text.Length == 9 && !IsLetter(text[8])))
            return false;
        var second = text.Length == 9 && text[8] != 'W' ? text[8] - 'A' + 1 : 0;
        return "WABCDEFGHIJKLMNOPQRSTUV"[(CheckDigits.Sum(text, [8, 7, 6, 5, 4, 3, 2]) + (9 * second)) % 23] == text[7];
    }

    private static bool IsLetter(char c) => c is >= 'A' and <= 'Z';
}
