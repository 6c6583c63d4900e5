using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Saker.Data.Sources;

/// <summary>
/// Tells by its bytes which types a cell has. It knows the cells of which there is no doubt, written as programs write them; about
/// all others it says so, and the engine decides.
/// </summary>
internal static class PlainCells
{
    /// <summary>Nothing certain can be said about the cell.</summary>
    public const int Doubt = 1 << 30;

    /// <summary>Whole numbers of more digits may not fit into 64 bits.</summary>
    public const int MaxSafeDigits = 18;

    /// <summary>Whole numbers above it, or below its negative, have more digits than surely fit into 32 bits.</summary>
    public const int MaxSafeInt32 = 999_999_999;

    private const int MaxSafeInt32Digits = 9;
    private const int MaxNumberBytes = 30;
    private const int DateBytes = 10;
    private const int SecondBytes = 19;

    private static readonly int s_boolean = Bit(ColumnType.Boolean);
    private static readonly int s_number = Bit(ColumnType.Float64);
    private static readonly int s_shortNumber = s_number | Bit(ColumnType.Float32);
    private static readonly int s_integer = s_shortNumber | Bit(ColumnType.Int64);
    private static readonly int s_shortInteger = s_integer | Bit(ColumnType.Int32);
    private static readonly int s_date = Bit(ColumnType.Date) | Bit(ColumnType.Timestamp);
    private static readonly int s_timestamp = Bit(ColumnType.Timestamp);

    /// <summary>A cell with any other byte is no number and no time.</summary>
    private static readonly SearchValues<byte> s_ofNumbersAndTimes = SearchValues.Create("0123456789+-.eE: TZ"u8);

    /// <summary>All types of which whole numbers may be.</summary>
    public static int OfWholes => s_shortInteger;

    /// <summary>The bit of a type in <see cref="Types"/>.</summary>
    public static int Bit(ColumnType type) => 1 << (int)type;

    /// <summary>The bits of all types but text that a cell fits, none when it is a text, or <see cref="Doubt"/>. A number with leading zeros is a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Types(ReadOnlySpan<byte> cell)
    {
        var types = cell.Length >= DateBytes && cell[4] == '-' ? Time(cell) : Number(cell);
        if (types != 0)
            return types;
        // Blanks at the ends do not count, and some of them are not ASCII.
        if (IsMaybeBlank(cell[0]) || IsMaybeBlank(cell[^1]))
            return Doubt;
        if (Ascii.EqualsIgnoreCase(cell, "true"u8) || Ascii.EqualsIgnoreCase(cell, "false"u8))
            return s_boolean;
        return cell.ContainsAnyExcept(s_ofNumbersAndTimes) || IsCode(cell) ? 0 : Doubt;
    }

    /// <summary>Whether there is nothing but blanks, as the engine's trim sees them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsBlank(ReadOnlySpan<byte> cell) => cell.IsEmpty || (IsMaybeBlank(cell[0]) && HasBlanksOnly(cell));

    private static bool HasBlanksOnly(ReadOnlySpan<byte> cell)
    {
        while (!cell.IsEmpty && IsMaybeBlank(cell[0]))
        {
            Rune.DecodeFromUtf8(cell, out var rune, out var bytes);
            if (Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.SpaceSeparator)
                return false;
            cell = cell[bytes..];
        }
        return cell.IsEmpty;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMaybeBlank(byte end) => end is (byte)' ' or >= 0x80;

    private static bool IsCode(ReadOnlySpan<byte> cell) => cell.Length > 1 && cell[0] == '0' && !cell.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>A number as the shortest writers write it, without leading zeros, plus signs or bare points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Number(ReadOnlySpan<byte> cell)
    {
        if (cell.Length > MaxNumberBytes)
            return 0;
        var rest = cell[0] == '-' ? cell[1..] : cell;
        var whole = Digits(rest);
        if (whole == 0 || (rest[0] == '0' && (whole > 1 || rest.Length == 1 && cell.Length > 1)))
            return 0;
        rest = rest[whole..];
        if (rest.IsEmpty)
            return whole > MaxSafeDigits ? 0 : whole > MaxSafeInt32Digits ? s_integer : s_shortInteger;
        if (rest[0] == '.')
        {
            var fraction = Digits(rest[1..]);
            rest = fraction == 0 ? rest : rest[(1 + fraction)..];
            if (rest.IsEmpty)
                return s_shortNumber;
        }
        return IsExponent(rest) ? s_number : 0;
    }

    /// <summary>Of one or two digits, so that the number surely is finite.</summary>
    private static bool IsExponent(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || (text[0] | 0x20) != 'e')
            return false;
        var digits = text[1] is (byte)'-' or (byte)'+' ? text[2..] : text[1..];
        return digits.Length is 1 or 2 && Digits(digits) == digits.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Time(ReadOnlySpan<byte> cell)
    {
        if (!IsDay(cell))
            return 0;
        if (cell.Length == DateBytes)
            return s_date;
        if (cell.Length < SecondBytes || cell[10] is not ((byte)' ' or (byte)'T') || cell[13] != ':' || cell[16] != ':'
            || Two(cell, 11) is < 0 or > 23 || Two(cell, 14) is < 0 or > 59 || Two(cell, 17) is < 0 or > 59)
            return 0;
        if (cell.Length == SecondBytes)
            return s_timestamp;
        return cell[SecondBytes] == '.' && cell.Length is > SecondBytes + 1 and <= SecondBytes + 7 && Digits(cell[(SecondBytes + 1)..]) == cell.Length - SecondBytes - 1 ? s_timestamp : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsDay(ReadOnlySpan<byte> cell)
    {
        if (cell[7] != '-' || Two(cell, 0) is var century && century < 0 || Two(cell, 2) is var inCentury && inCentury < 0 || century + inCentury == 0)
            return false;
        return Two(cell, 5) is >= 1 and <= 12 and var month && Two(cell, 8) is >= 1 and var day && (day <= 28 || day <= DateTime.DaysInMonth((century * 100) + inCentury, month));
    }

    /// <summary>The number that two digits make; below zero when they are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Two(ReadOnlySpan<byte> cell, int at) => char.IsAsciiDigit((char)cell[at]) && char.IsAsciiDigit((char)cell[at + 1])
        ? ((cell[at] - '0') * 10) + cell[at + 1] - '0'
        : -1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit((char)text[count]))
            count++;
        return count;
    }
}
