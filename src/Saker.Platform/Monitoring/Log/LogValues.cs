using System.Globalization;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Compares values of requests and rows with those that a filter names.</summary>
internal static class LogValues
{
    /// <summary>Below zero, zero or above zero as the value is less than, equal to or greater than the other one; null when they cannot be compared.</summary>
    public static int? Compare(object value, object other)
    {
        if (value is long whole && other is long number)
            return whole.CompareTo(number);
        if (other is not string text)
            return Number(value) is { } left && !double.IsNaN(left) ? left.CompareTo(Convert.ToDouble(other, CultureInfo.InvariantCulture)) : null;
        return Text(value) is { } written ? string.CompareOrdinal(written, text) : null;
    }

    /// <summary>Whether a text is as a pattern of SQL says: <c>%</c> stands for any characters, <c>_</c> for one; null for what is no text.</summary>
    public static bool? IsLike(object value, string pattern, bool ignoresCase)
    {
        if (Text(value) is not { } text)
            return null;
        // Greedy with one place to go back to, so that no pattern costs more than the product of both lengths.
        int at = 0, of = 0, back = -1, backAt = 0;
        while (at < text.Length)
        {
            if (of < pattern.Length && pattern[of] == '%')
            {
                (back, backAt) = (of++, at);
            }
            else if (of < pattern.Length && (pattern[of] == '_' || Same(pattern[of], text[at], ignoresCase)))
            {
                of++;
                at++;
            }
            else if (back >= 0)
            {
                (of, at) = (back + 1, ++backAt);
            }
            else
            {
                return false;
            }
        }
        return pattern.AsSpan(of).TrimStart('%').IsEmpty;
    }

    private static bool Same(char one, char other, bool ignoresCase) =>
        one == other || ignoresCase && char.IsAsciiLetter(one) && char.IsAsciiLetter(other) && (one | 0x20) == (other | 0x20);

    private static double? Number(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        int or long or float or double => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Text(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        _ => null,
    };
}
