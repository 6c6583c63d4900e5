namespace Saker.Data.Privacy.Detectors;

/// <summary>The arithmetic of check digits. Every method takes ASCII digits only, and answers false to anything else.</summary>
internal static class CheckDigits
{
    public static bool AreDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The method of Luhn (ISO/IEC 7812-1, annex B).</summary>
    public static bool Luhn(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty || !AreDigits(digits))
            return false;
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += (i & 1) == 0 ? digit : digit < 5 ? 2 * digit : (2 * digit) - 9;
        }
        return sum % 10 == 0;
    }

    /// <summary>The sum of products of digits and weights; the weights may be fewer.</summary>
    public static int Sum(ReadOnlySpan<char> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += (digits[i] - '0') * weights[i];
        return sum;
    }

    /// <summary>The remainder of a long number.</summary>
    public static int Remainder(ReadOnlySpan<char> digits, int modulus)
    {
        long rest = 0;
        foreach (var c in digits)
            rest = ((rest * 10) + (c - '0')) % modulus;
        return (int)rest;
    }

    /// <summary>ISO/IEC 7064, MOD 11,10: the last digit checks those before it.</summary>
    public static bool Mod11And10(ReadOnlySpan<char> digits)
    {
        if (!AreDigits(digits))
            return false;
        var product = 10;
        foreach (var c in digits[..^1])
        {
            var sum = (c - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digits[^1] - '0';
    }

    /// <summary>ISO/IEC 7064, MOD 97-10, of letters and digits as in an IBAN: A is 10, Z is 35.</summary>
    public static int Mod97(ReadOnlySpan<char> text, int rest = 0)
    {
        foreach (var c in text)
        {
            var value = char.IsAsciiDigit(c) ? c - '0' : (c & ~0x20) - 'A' + 10;
            rest = ((rest * (value > 9 ? 100 : 10)) + value) % 97;
        }
        return rest;
    }

    /// <summary>Whether year, month and day are a day of the calendar; of two-digit years those of either century.</summary>
    public static bool IsDate(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= (month == 2 && year < 100 ? 29 : DateTime.DaysInMonth(Math.Clamp(year, 1, 9999), month));

    /// <summary>Two digits as a number.</summary>
    public static int Two(ReadOnlySpan<char> digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';
}
